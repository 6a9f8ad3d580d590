"""Use cases: what hosts, members and the timer do, over ports that adapters fill."""
