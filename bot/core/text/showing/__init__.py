"""Members' names and words where they are shown: in the bot's posts, and as plain words in files and titles.

Uses the other modules of `text`. Callers: `posts.name` and `posts.quoted` for posts, `plain.Plain` for files.
"""
