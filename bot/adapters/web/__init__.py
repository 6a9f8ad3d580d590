"""Pages in the browser: the rehearsal room, and the archive. What both stand on is `frame`.

`frame` serves HTTP and knows no session: who may ask (`guard`), what goes with each answer (`headers`), pages from
templates (`pages`), scripts and styles (`statics`), streams (`streams`), the server (`server`). A room of pages is a
package beside it (`rehearsal`, `archive`, `health`) that hands `server.serving` a `Site` and its list of `Route`s,
brings `templates/` and `static/` of its own, and is wired where its use cases are. Each route has a row in
`tests/adapters/web/test_routes.py`.
"""
