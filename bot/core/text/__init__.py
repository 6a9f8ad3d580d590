"""Text that members write: Discord's markdown parsed into a tree; words compared, shortened, and escaped.

Uses `base`. Callers: `markup.parse` for the tree, `showing.posts` and `showing.plain` to show it, `markers` and `own`
to read it, `shorten.shortened` for plain text, `terms.terms_of` for what a text is about.
"""
