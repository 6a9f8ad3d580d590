"""Packs written in a form, within the pages of a rehearsal: what is wrong stands beside the fields, the cards below.

`filled` turns what a form sends into data and back, `fields` says which fields there are, `routes` answers.
"""
