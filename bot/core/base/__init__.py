"""What everything rests on: ids, people and what they said, rooms, posts, marked texts, errors.

Uses nothing else of the project. Everybody imports what they need by name, mostly `words`, `errors` and `post`.
"""
