"""One module per table or group of tables: the SQL that reads and writes it.

Uses `codec`, `connection` and `writer` beside it. Callers: `store.SqlStore`, which is made of these.
"""
