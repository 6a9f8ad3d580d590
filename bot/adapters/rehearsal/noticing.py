"""What is worth a look once a rehearsal is over: what the author of a pack would want to change before the chat."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.adapters.rehearsal.course import Course
from bot.adapters.rehearsal.room import BOT
from bot.core.base.limits import MAX_TEXT
from bot.core.base.words import Words, enumerated

NEAR = 0.9
"""From which share of the platform's limit on a post is near it."""

SLOW = timedelta(minutes=2)


async def noticed(rehearsal: Course, words: Words) -> list[str]:
    """Return each thing in a sentence; nothing where all was well."""
    session = rehearsal.stand.session
    if session.opened_at is None:
        return []
    counted = await rehearsal.count()
    return [
        *_long(rehearsal, words),
        *_quiet(rehearsal, counted.answers, words),
        *_skipped(rehearsal, words),
    ]


def _long(rehearsal: Course, words: Words) -> Iterator[str]:
    """The cards that hardly fit into a message."""
    for card, number in rehearsal.stand.cards().items():
        message = rehearsal.room.messages.get(card)
        if message and len(message.text) > NEAR * MAX_TEXT:
            text = words.gettext("Q{number}: its card has {count} of {limit} characters; a longer one would be cut.")
            yield text.format(number=number, count=len(message.text), limit=MAX_TEXT)


def _quiet(rehearsal: Course, answers: Mapping[int, int], words: Words) -> Iterator[str]:
    """The questions that nobody answered, or not for a while."""
    for asking in rehearsal.stand.session.asked:
        if not answers.get(asking.number):
            yield words.gettext("Q{number}: nobody answered.").format(number=asking.number)
            continue
        thread = rehearsal.stand.thread(asking.number)
        said = [each.contribution.at for each in rehearsal.messages if each.channel == thread and each.author != BOT]
        if said and min(said) - asking.at > SLOW:
            text = words.gettext("Q{number}: nobody answered within {minutes} minutes.")
            yield text.format(number=asking.number, minutes=SLOW.seconds // 60)


def _skipped(rehearsal: Course, words: Words) -> Iterator[str]:
    """The questions that were not asked."""
    for number in rehearsal.stand.session.skipped:
        yield words.gettext("Q{number} was skipped.").format(number=number)
    if left := rehearsal.stand.session.upcoming:
        text = words.ngettext(
            "{questions} was not asked: the chat was closed before it was due.",
            "{questions} were not asked: the chat was closed before they were due.",
            len(left),
        )
        numbers = [words.gettext("Q{number}").format(number=number) for number in left]
        yield text.format(questions=enumerated(numbers, words))
