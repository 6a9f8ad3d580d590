"""The HTML transcript: the page with its style sheet, and Discord's markdown as HTML.

Uses `wording`, `cleaning` and `text`. Callers: `FORMATS`.
"""
