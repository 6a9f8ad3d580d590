"""The way to the choosing of quotes, which loads it only where it happens.

It brings word lists and stemmers along and needs a whole question's answers at once; a bot that runs for months lets it
happen in a process of its own.
"""

import json
from dataclasses import astuple, replace

from bot.core.record.choice.quoting import Answer, Quote, Wanted


def chosen(wanted: Wanted) -> list[Quote]:
    """Return the quotes that together say most of what was said, and with them what they call for.

    These are the exchanges that belong beside them, the answers that are like them, and the questions left open.
    """
    from bot.core.record.choice.exchanges import left_open, with_exchanges
    from bot.core.record.choice.quotes import alike, choose

    question = wanted.question
    answers = wanted.answers
    language = wanted.language
    never = frozenset(wanted.never)
    best = choose(question, answers, count=wanted.count, language=language, first=wanted.first, never=never)
    quotes = with_exchanges(wanted, best)
    shown = never.union(quote.answer for quote in quotes)
    similar = alike(question, answers, quotes, language=language)
    return [
        *(
            replace(quote, near=tuple(each for each in near if each not in never))
            for quote, near in zip(quotes, similar, strict=True)
        ),
        *(quote for quote in left_open(wanted) if quote.answer not in shown),
    ]


def asked(wanted: Wanted) -> str:
    """Return what is wanted as a line of JSON; authors must be numbers or texts."""
    answers = [[answer.author, answer.text, answer.reply_to] for answer in wanted.answers]
    return json.dumps([wanted.question, answers, wanted.count, wanted.language, wanted.first, wanted.never])


def answered(line: str) -> str:
    """Return the quotes that such a line asks for, as a line of JSON."""
    question, answers, count, language, *places = json.loads(line)
    wanted = Wanted(question, tuple(Answer(*answer) for answer in answers), count, language, *map(tuple, places))
    return json.dumps([astuple(quote) for quote in chosen(wanted)])


def quotes_of(line: str | bytes) -> list[Quote]:
    """Return the quotes of such a line."""
    return [
        Quote(answer, start, end, after, tuple(near), is_open)
        for answer, start, end, after, near, is_open in json.loads(line)
    ]
