"""The archive in the browser: sessions, their pages and files, for those who hold a link.

`holding` keeps links in a cookie, `routes` answers, `files` hands out downloads. What may be seen is decided by
`app.reading.archive` before anything is loaded; everything else is one and the same 404.
"""
