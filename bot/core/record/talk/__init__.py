"""How people talk to one another: to the room rather than the question, leaning on words, repeating, sharing links.

It uses the terms of a text and nothing else; what is counted and what is quoted rests on `remarks` and `leaning`.
"""
