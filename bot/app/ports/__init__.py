"""What the use cases need from outside: a clock, a room, files, a store, and the values that pass through.

Uses `core`. Adapters implement these protocols; everybody in `app` calls them.
"""
