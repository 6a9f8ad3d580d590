"""What members write: Discord's markdown as a tree; words compared, cut, and made safe for the place they stand in.

Uses `base`. Callers: `markup.parse` for the tree, `showing` to show it, `markers` and `own` to read it,
`shorten.shortened` for plain text, `terms.terms_of` for what a text is about.
"""
