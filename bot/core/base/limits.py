"""How much fits into a message of Discord's. A module of its own: who only checks a length needs no posts."""

MAX_TEXT = 2000
"""Discord's limit for a message's content, in characters (developer documentation, "Create Message")."""

ROOM_FOR_WORDS = 300
"""What the bot adds to a question or an introduction: number, times, how to answer, a link to the next question."""

MAX_LABEL = 80
"""Discord's limit for a button's label (developer documentation, "Button Object")."""
