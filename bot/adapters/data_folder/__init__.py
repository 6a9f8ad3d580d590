"""What lies in the data folder beside the database: blocklists that an operator put there, kept attachments.

Uses no other adapter. Callers: `wiring` and `parts`.
"""
