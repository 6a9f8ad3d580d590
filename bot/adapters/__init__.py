"""Where the world is touched: clock, files, SQLite, Discord. Adapters never import one another."""
