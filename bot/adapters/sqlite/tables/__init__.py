"""One module per table or group of tables: the SQL that reads and writes it.

Uses `codec`, `connect` and `writer` beside it. Callers: `store.SqliteStore`, which is made of these.
"""
