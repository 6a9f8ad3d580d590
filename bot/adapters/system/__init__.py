"""The process and its computer: its number and its end, its memory, its log, its clock.

Uses no other adapter. Callers: `cli`, `wiring`, `doctor`.
"""
