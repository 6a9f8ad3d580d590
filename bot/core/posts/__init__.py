"""What each post says, before a platform draws it: a module or package per kind of post.

Uses the packages before it. Callers: `app/delivery` for what is posted, adapters for private replies. Posts to hosts,
about cases and about pending answers are in packages named after their feature.
"""
