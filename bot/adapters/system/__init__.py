"""The process and its computer: its number and its end, its memory, its log, its clock, its helper that chooses quotes.

Uses no other adapter. Callers: `cli`, `wiring`, `parts`, `stores`, `doctor`.
"""
