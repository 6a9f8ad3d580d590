"""Discord: the one package that imports discord.py. It translates and shows; it decides nothing."""
