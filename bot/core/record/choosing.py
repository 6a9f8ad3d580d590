"""The way to the choosing of quotes, which loads it only where it happens.

It brings word lists and stemmers along and needs a whole question's answers at once; a bot that runs for months lets it
happen in a process of its own.
"""

from bot.core.record.quoting import Quote, Wanted


def chosen(wanted: Wanted) -> list[Quote]:
    """Return the quotes that together say most of what was said."""
    from bot.core.record.quotes import choose

    return choose(wanted.question, wanted.answers, count=wanted.count, language=wanted.language, first=wanted.first)
