"""A language model behind an endpoint that speaks OpenAI's protocol; its templates, and whether it answers.

Uses no other adapter. Callers: `wiring`, `rehearsing`, `doctor`.
"""
