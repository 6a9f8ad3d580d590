"""What a recap is put together from, and how long it may be.

Uses summaries. Callers: `recap`, and whoever shows one.
"""
