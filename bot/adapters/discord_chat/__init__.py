"""Discord: the one package that imports discord.py. It translates and shows; it decides nothing.

`client` is the way in. Each feature has a package of the name it has in `app`, with its commands, buttons and forms.
"""
