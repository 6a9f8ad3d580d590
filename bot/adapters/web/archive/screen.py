"""A chat on a screen for a whole hall: the question, the time left, how much was said, and the newest answers.

Nobody there has agreed to be shown by name, so an answer has one only where its author chose their name for the public
record; what is not in that is not on the screen either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from bot.app.ports.files import Sheets
from bot.app.reading.archive import Archive, Seen
from bot.app.reading.records import Record
from bot.core.base.phase import TO_COME
from bot.core.base.words import Words
from bot.core.posts.phrases import place_of
from bot.core.record.transcript import Entry
from bot.core.session.state import Phase
from bot.core.session.timetable import next_of_course
from bot.core.text.shorten import shortened

NEWEST = 3
"""How many answers are shown: those that can be read from the last row."""

LONGEST = 200
LONG_QUESTION = 120
"""From how many characters on a question is set smaller, so that it leaves room for the rest."""


class Read(NamedTuple):
    """What is read for a screen: a record, its public one, and the newest answers to the question that is on."""

    record: Record
    public: Record
    newest: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is shown; `name` is empty where its author did not choose it for the public."""

    text: str
    name: str


async def read(archive: Archive, seen: Seen) -> Read:
    """Read what a screen shows."""
    record, public = await archive.both(seen)
    current = record.session.current
    answers = [message for message, filing in public.filings.items() if filing.question == current]
    return Read(record, public, [entry async for entry in public.entries(answers[-NEWEST:])][::-1])


def shown(read: Read, now: datetime, sheets: Sheets, words: Words) -> dict[str, Any]:
    """Return what a screen's template shows; the countdown goes on by itself from `now` to `ends`, in milliseconds."""
    record, session = read.record, read.record.session
    on = session.phase in (Phase.OPEN, Phase.PAUSED)
    number = session.current if on else None
    text = session.text_of(number) if number is not None else ""
    aside = record.aside.messages
    answers = [m for m, filing in record.filings.items() if filing.is_answer and m not in aside]
    step = next_of_course(session) if session.phase is Phase.OPEN else None
    return {
        "title": session.pack.title.in_language(session.pack.language),
        "place": place_of(session, number, words) if number is not None else "",
        "text": text,
        "is_long": len(text) > LONG_QUESTION,
        "is_on": on,
        "opens": sheets.moment(session.opens_at, words) if session.phase in TO_COME and session.opens_at else "",
        "is_paused": session.phase is Phase.PAUSED,
        "off_record": bool(session.off_record),
        "is_last": step is not None and step.number is None,
        "now": _milliseconds(now),
        "ends": _milliseconds(step.due) if step else 0,
        "left": max(0, round((step.due - now).total_seconds())) if step else 0,
        "here": sum(record.filings[each].question == number for each in answers),
        "total": session.recap.answers if session.recap.is_made else len(answers),
        "newest": [_answer(read.public, entry, sheets) for entry in read.newest] if on else [],
    }


def _answer(public: Record, entry: Entry, sheets: Sheets) -> Answer:
    said = entry.contribution
    is_hidden = said.author.name in public.guise.aliases.values()
    return Answer(shortened(sheets.plain(public, said.text), LONGEST), "" if is_hidden else said.author.name)


def _milliseconds(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)
