"""Use cases: what hosts, members and the timer do, over ports that adapters fill.

One package per feature; each may use those before it; the order is a table in `tests/meta/test_structure.py`.
`engine` wires them together.
"""
