"""Time zones: their names, the clocks in them, and which zone somebody probably meant.

Uses `base` and `text`. Callers: `zone.reader` reads a zone in an expression, `advice.zone_named` a zone on its own.
"""
