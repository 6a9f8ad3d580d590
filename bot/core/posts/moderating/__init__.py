"""Posts about cases: their cards, words to members, and the log of measures.

Uses `core/session`. Callers: `case_cards` for cards and notices, `case_log` for the log.
"""
