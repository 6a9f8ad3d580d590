"""What a text says: Discord's markdown as a tree, the stems and terms of its words, cutting it to a length.

Uses `base`. Callers: `markup.parse` for the tree, `terms.terms_of` for what a text is about, `shorten.shortened`.
"""
