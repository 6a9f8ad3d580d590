"""The plain text transcript, and Discord's markdown as plain text.

Uses `wording` and `cleaning`. Callers: `FORMATS` and the other formats.
"""
