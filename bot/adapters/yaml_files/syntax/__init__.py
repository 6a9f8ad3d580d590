"""YAML as data that knows its places: reading bytes, walking events, naming what YAML lets through.

Uses `problems`. Callers: `marked.load_file` and `load_text`.
"""
