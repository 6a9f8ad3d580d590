"""Wordings from YAML files, a file a language: what may stand in one, what else must hold, and reading them.

Uses what lies beside it (`syntax`, `model_check`, `fields`, `problems`). Callers: `loader` reads and checks.
"""
