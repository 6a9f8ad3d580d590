"""Pages in a real browser: axe-core, keyboard and print, and that nothing a member writes comes to life.

`conftest` has the browser, `looks` the widths and colour schemes. Without Chromium on the PATH these tests are skipped.
"""
