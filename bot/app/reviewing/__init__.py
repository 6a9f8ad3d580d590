"""Answers that hosts read first: sending, deciding, changing, and showing them.

Uses `ports`, `live`, `hosting`, `moderating`. Callers: `reviews.Reviews` for requests, `answers.Answers` for what is
shown.
"""
