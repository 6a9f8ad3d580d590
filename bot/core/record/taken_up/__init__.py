"""What others took up of what somebody said: how that shows in words, and when it is told.

Uses texts only. Callers: `summary`.
"""
