"""Reading on Discord: handing out summaries and transcripts.

Uses `interactions`. Callers: `commands`, `moderating`.
"""
