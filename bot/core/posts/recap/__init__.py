"""The recap in the room, and the words that are the bot's own in every form of it.

Uses the record's recap. Callers: `post` makes the posts; `recap_words` is what files say, too.
"""
