"""What buttons, menus and forms do in a rehearsal: the same use cases as on Discord, answered with cards.

`table` says which there are, `pressed` what each is given, and each feature has a module. Callers: `deeds`.
"""
