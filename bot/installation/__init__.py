"""What an operator does with an installation: set it up, check its files, have it examined.

Uses the configuration, the parts and the adapters; only `cli` calls it. What starts the bot is in `bot/deploy`.
"""
