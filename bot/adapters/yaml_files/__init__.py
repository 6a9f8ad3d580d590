"""YAML files: packs, casts and wordings, each read with all that is wrong at once, with line and column.

Callers go to the `loader` of a kind. Nothing is loaded with the package: who reads a setting needs no pack.
"""
