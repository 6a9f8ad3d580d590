"""The rules of a chat: synchronous, without I/O; the time is always a parameter.

One package per subject; each may use those before it; the order is a table in `tests/meta/test_structure.py`.
"""
