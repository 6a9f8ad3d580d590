"""What hosts ask for during a chat, where they are spoken to, and what they are told.

Uses `ports`, `live`, `intake`. Callers: `host.Host` for requests, `editor` for single contributions, `desk.HostDesk`.
"""
