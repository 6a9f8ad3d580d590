"""How people talk to one another: what is said to the room rather than to the question, what leans on other words, and
which links people share.

It uses the terms of a text and nothing else; what is counted and what is quoted rests on `remarks` and `leaning`.
"""
