"""Finding what was said in many sessions: by its words, with the index of them, and by what others built on.

Uses the ports, `core`, and the records beside it. Callers: the archive beside it, and whoever runs the bot.
"""
