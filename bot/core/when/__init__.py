"""Reading times as people write them, and showing how they were understood.

Uses `base` and `text`. Callers: `reader.read_when` reads an expression, `moment.Moment` is its result.
"""
