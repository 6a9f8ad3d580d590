"""The sessions that still have something to come, in memory, and the background tasks that work for them.

Uses `ports`. Callers: `sessions.LiveSessions.record` is the one way to add facts to a session that exists; `background`
owns tasks; `happenings` keeps what happened while the record is away.
"""
