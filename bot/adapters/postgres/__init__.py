"""The record in a PostgreSQL database. `PostgresDatabase` is the way in.

Uses what the engines share in `sql`, and `sqlite` for copies, which are SQLite files whatever engine has the record.
Callers: `stores`, through the port `Database`.
"""
