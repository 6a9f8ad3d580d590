"""Who is let into the archive: words that open something, and who says by the platform who they are.

Uses the ports and `core`. Callers: the archive beside it, and the pages in the browser.
"""
