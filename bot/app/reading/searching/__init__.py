"""Many sessions at once: what was said in them, by its words and by what others built on, and how much is in each.

Uses the ports, `core`, and the records beside it. Callers: the archive beside it, and whoever runs the bot.
"""
