"""What lies in the data folder beside the database (blocklists, kept attachments), and where the folder is.

Uses no other adapter. Callers: `wiring` and `parts`; `places` is also for those who go without settings.
"""
