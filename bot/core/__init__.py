"""The rules of a chat: synchronous, without I/O; the time is always a parameter."""
