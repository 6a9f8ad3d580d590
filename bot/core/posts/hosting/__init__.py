"""Posts for hosts: what is said on the host desk, and the status panel.

Uses `phrases` beside it. Callers: `desk.desk_post`, `status.status`.
"""
