"""What every page stands on: the server, who may ask, headers, templates, styles, streams.

Uses the errors and words of `core`. Callers: the rooms of pages beside it, and the wiring.
"""
