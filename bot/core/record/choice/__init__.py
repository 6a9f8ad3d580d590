"""Which words stand for a question's answers: the quotes, the exchanges, and what is like them.

Uses `talk` and the text's terms; works on plain values that cross to another process. Callers: `choosing.chosen`.
"""
