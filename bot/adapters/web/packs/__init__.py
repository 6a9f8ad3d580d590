"""Packs written in a form, within a rehearsal or the archive: what is wrong stands beside the fields, the cards below.

`filled` turns what a form sends into data and back, `fields` says which fields there are, `routes` answers.
"""
