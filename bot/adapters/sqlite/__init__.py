"""The record in one SQLite file. `store.open_store` is the way in, `open_to_read` that of commands which only look.

Uses what the engines share in `sql`; what is here is about the file. Callers: `stores`, through the port `Database`;
for a list of sessions alone it uses `glance`, which loads nothing else.
"""
