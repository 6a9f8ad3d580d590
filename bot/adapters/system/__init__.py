"""The process itself and how it appears to its computer: its number and its end, its memory, its log.

Uses no other adapter. Callers: `cli`, `wiring`, `doctor`.
"""
