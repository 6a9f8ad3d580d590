"""The way to the choosing of quotes, which loads it only where it happens.

It brings word lists and stemmers along and needs a whole question's answers at once; a bot that runs for months lets it
happen in a process of its own. There it is also told who takes up whose words, which takes as long.
"""

import json
from dataclasses import astuple, replace

from bot.core.record.choice.quoting import Answer, Choice, Quote, Wanted


def chosen(wanted: Wanted) -> Choice:
    """Return the quotes that together say most of what was said, and with them what they call for.

    These are the exchanges that belong beside them, the answers that are like them, and the questions left open.
    """
    from bot.core.record.choice.exchanges import left_open, with_exchanges
    from bot.core.record.choice.offers import Reading
    from bot.core.record.choice.opposing import connected
    from bot.core.record.choice.quotes import alike, choose
    from bot.core.record.choice.spans import told

    taken_up = _taken_up(wanted)
    wanted = connected(wanted)
    read = Reading(wanted.question, wanted.answers, wanted.language)
    never = frozenset(wanted.never)
    best = choose(read, count=wanted.count, first=wanted.first, never=never, heard=wanted.heard)
    quotes = with_exchanges(wanted, best)
    shown = never.union(quote.answer for quote in quotes)
    similar = alike(read, quotes)
    beside = (
        replace(quote, near=tuple(each for each in near if each not in never))
        for quote, near in zip(quotes, similar, strict=True)
    )
    unanswered = (quote for quote in left_open(wanted) if quote.answer not in shown)
    cut = (
        replace(quote, start=start, end=end)
        for quote in (*beside, *unanswered)
        for start, end in [told(wanted.answers[quote.answer].text, quote.start, quote.end)]
    )
    return Choice(tuple(cut), taken_up)


def _taken_up(wanted: Wanted) -> tuple[tuple[int, int], ...]:
    from bot.core.record.taken_up.voices import Voice, taken_up

    said = zip(wanted.messages, wanted.answers, strict=False)
    voices = [Voice(message, each.author, each.text) for message, each in said if isinstance(each.author, int)]
    places = {message: place for place, message in enumerate(wanted.messages)}
    found = taken_up(wanted.question, voices, dict(wanted.names))
    return tuple((places[voice.message], places[theirs.message]) for voice, theirs in found)


def asked(wanted: Wanted) -> str:
    """Return what is wanted as a line of JSON; authors must be numbers or texts."""
    answers = [[answer.author, answer.text, answer.reply_to] for answer in wanted.answers]
    places = [wanted.first, wanted.never, wanted.messages, wanted.names, wanted.heard]
    return json.dumps([wanted.question, answers, wanted.count, wanted.language, *places])


def answered(line: str) -> str:
    """Return the choice that such a line asks for, as a line of JSON."""
    question, answers, count, language, first, never, messages, names, heard = json.loads(line)
    places = tuple(first), tuple(never), tuple(messages)
    pairs = tuple(map(tuple, names)), tuple(map(tuple, heard))
    wanted = Wanted(question, tuple(Answer(*a) for a in answers), count, language, *places, *pairs)
    return json.dumps(astuple(chosen(wanted)))


def choice_of(line: str | bytes) -> Choice:
    """Return the choice of such a line."""
    quotes, taken_up = json.loads(line)
    return Choice(
        tuple(
            Quote(answer, start, end, after, tuple(near), is_open)
            for answer, start, end, after, near, is_open in quotes
        ),
        tuple((by, of) for by, of in taken_up),
    )
