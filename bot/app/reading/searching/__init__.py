"""Finding what was said by its words: the search itself, and what keeps its index up to date.

Uses the ports, `core`, and the records beside it. Callers: the archive beside it, and whoever runs the bot.
"""
