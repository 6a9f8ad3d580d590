"""Posts about pending answers: their cards on the desk, the approved answer, words to authors.

Uses `core/session`. Callers: `pending_cards`.
"""
