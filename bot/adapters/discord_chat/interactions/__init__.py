"""What all commands and buttons share: acknowledging, replying, drawing, completing what a host types.

Uses `app`. Callers: every feature package; `services.Services` is what they call.
"""
