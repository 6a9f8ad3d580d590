"""Chats as calendar files: the feed of them, and the zones that their times are in.

Uses core only. Callers: `feed.calendar_of`, through the wiring.
"""
