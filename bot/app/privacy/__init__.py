"""Members' own words: what each member decides about them, erasure, and what is forgotten or copied at night.

Uses the record, its recaps and the ports. Callers: commands on Discord and in the terminal, the runner of the nights.
"""
