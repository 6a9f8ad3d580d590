"""What members write: Discord's markdown as a tree; words compared, cut, and made safe for the place they stand in.

Uses `base`. Callers: `markup.parse` for the tree, `posts` and `plain` to show it, `markers` and `own` to read it,
`cutting.shortened` for plain text, `terms.terms_of` for what a text is about.
"""
