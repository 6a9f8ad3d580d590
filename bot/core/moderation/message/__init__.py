"""One message as the rules read it: its words in one form and by kind, its links, its fingerprints.

Uses `base` and `text`. Callers: `message_words.Said` is the message; `wordings` finds promotion and politeness in it.
"""
