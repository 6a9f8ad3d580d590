"""The room of a rehearsal in the browser: one page, its stream, and the one way in for what people do there.

`drawing` says how things look, `view` keeps a page up to date, `routes` answers. What happens is the business of the
`Rehearsal` behind it (`app/ports/rehearsing.py`); how members' words become HTML is handed in. Uses `frame`.
"""
