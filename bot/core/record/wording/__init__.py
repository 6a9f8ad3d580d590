"""What a language model may word in a recap: what it is shown, what it must send back, and which lines are kept.

Uses the record's summary. Callers: the proposals of `app/reading`, and the recap, which shows the lines hosts accepted.
"""
