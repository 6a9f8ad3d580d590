"""Pending answers on Discord: the button, the form, the hosts' cards.

Uses `interactions` and `room`. Callers: `client`, `member_commands`.
"""
