"""Tables: the CSV transcript, and the log of cases.

Uses `cleaning` and `json_record`. Callers: `FORMATS`, `files`.
"""
