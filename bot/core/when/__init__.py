"""Reading times as people write them, and showing how they were understood.

Uses `base` and `text`. Callers: `asking_back.understood` is what `/tchat start when:` calls; `reader.read_when`
reads an expression (the rule for asking back stands there), `moment.Moment` is its result.
"""
