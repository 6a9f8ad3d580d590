"""Making visible what was decided: effects performed once each, in the order of their lane, and the live board.

Uses everything before it. Callers: `lanes.Delivery.kick` after a commit; `board.Bulletin` keeps the board current.
"""
