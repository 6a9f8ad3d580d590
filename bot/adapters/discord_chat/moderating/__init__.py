"""Moderation on Discord: cards' buttons, the log, the settings of the rules.

Uses `interactions`, `room`, `reading`. Callers: `client`, `settings_commands`.
"""
