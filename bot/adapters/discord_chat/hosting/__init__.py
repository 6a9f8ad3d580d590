"""Hosting on Discord: the panel, the desk's buttons, times and hosts.

Uses `interactions` and `room`. Callers: `commands` and `client` route to `host_actions`, `panel_actions` and the
rest.
"""
