"""The record of a session: which question an answer belongs to, the transcript, the summary and its quotes.

Uses the packages before it. Callers: `filing.Filer` files, `transcript` is the read model, `summary.Summarising`
makes the summary.
"""
