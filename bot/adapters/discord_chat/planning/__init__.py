"""Planning on Discord: packs, suggested questions, reminders.

Uses `interactions` and `room`. Callers: `commands` and `client`.
"""
