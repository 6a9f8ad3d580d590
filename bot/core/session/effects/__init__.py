"""What must become visible because of a fact: one class per kind of effect, grouped by subject.

Uses `facts` and `state` beside it. Callers: `follow.effects_of` says what follows from a fact, `kinds` names every kind
for the store. How an effect is performed is a table in `app/delivery/handlers.py`; what it shows is in `core/posts`.
"""
