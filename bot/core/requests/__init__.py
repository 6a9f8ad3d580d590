"""What people ask for: who may do what, and which chat they mean.

Uses `session` and what that uses. Callers: `app.hosting.gate`, `app.live`, and the adapters that pass requests on.
"""
