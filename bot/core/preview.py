"""The preview: what is announced before a chat, in as many posts as the platform's length limit asks for."""

from datetime import datetime

from bot.core.pack import Pack, Question
from bot.core.phrases import host_line, how_to_answer, reading_line, stamp, time_of, titled
from bot.core.post import MAX_TEXT, Post
from bot.core.text.cutting import shortened
from bot.core.timetable import ends_at
from bot.core.words import Words

ROOM_FOR_LABELS = 60
"""Characters that one question's number and its readings' marks may add to their texts."""


def parts(pack: Pack) -> list[range]:
    """Return which questions (numbers) each post after the first shows; no question is cut in two."""
    chunks: list[range] = []
    used = MAX_TEXT
    for number, question in enumerate(pack.questions, 1):
        size = _size(question, pack.language)
        if used + size > MAX_TEXT:
            chunks.append(range(number, number))
            used = 0
        used += size
        chunks[-1] = range(chunks[-1].start, number + 1)
    return chunks


def post(pack: Pack, number: int, opens_at: datetime | None, words: Words) -> Post:
    """Return post `number` of the preview: 0 the introduction, the others the questions with their readings.

    `opens_at` is None where no time is set yet.
    """
    text = _introduction(pack, opens_at, words) if number == 0 else _questions(pack, parts(pack)[number - 1], words)
    return Post(shortened(text, MAX_TEXT))


def posts(pack: Pack, words: Words) -> list[Post]:
    """Return the whole preview of a pack for which no time is set, as a host looks at it."""
    return [post(pack, number, None, words) for number in range(1 + len(parts(pack)))]


def _introduction(pack: Pack, opens_at: datetime | None, words: Words) -> str:
    lines = [titled(pack)]
    if pack.by:
        lines.append(words.gettext("-# Preview by {author}").format(author=pack.by))
    if pack.intro:
        lines.append(pack.intro.in_language(pack.language))
    if opens_at:
        when = words.gettext("When: {start} until {end}")
        lines.append(f"**{when.format(start=stamp(opens_at, 'F'), end=time_of(pack, ends_at(pack, opens_at)))}**")
    lines += [host_line(pack, words), how_to_answer(pack, words)]
    return "\n".join(text for text in lines if text)


def _questions(pack: Pack, numbers: range, words: Words) -> str:
    lines = []
    if numbers.start == 1:
        lines.append("## " + words.gettext("Questions and recommended reading"))
    for number in numbers:
        label = words.gettext("Q{number}").format(number=number)
        question = pack.questions[number - 1]
        lines.append(f"**{label}** {question.ask.in_language(pack.language)}")
        lines += [reading_line(reading, pack.language) for reading in question.readings]
    return "\n".join(lines)


def _size(question: Question, language: str) -> int:
    """Return at most how many characters a question takes in the preview."""
    readings = sum(len(reading_line(reading, language)) + 1 for reading in question.readings)
    return len(question.ask.in_language(language)) + readings + ROOM_FOR_LABELS
