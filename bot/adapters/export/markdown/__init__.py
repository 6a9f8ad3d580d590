"""The Markdown transcript, and escaping for Markdown.

Uses `wording`, `cleaning` and `text`. Callers: `FORMATS`, `summaries`.
"""
