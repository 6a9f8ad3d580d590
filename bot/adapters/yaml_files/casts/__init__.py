"""Casts as YAML files: their model, the rules between fields, and loading them.

Uses `fields`, `shapes`, `model_check`, `syntax`. Callers: `loader.read_cast`.
"""
