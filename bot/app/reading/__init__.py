"""Reading a session back: its transcript, summary and log, and how it stands now.

Uses `ports`, `live`, `intake`, `moderating`. Callers: `records.Records` for files, `overview.Overview` for status.
"""
