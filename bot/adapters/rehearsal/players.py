"""Plays a cast: at each moment of a chat, what its members say and do then."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from bot.adapters.rehearsal.room import RehearsalRoom
from bot.app.ports.rehearsing import Message
from bot.core.base.contribution import Person
from bot.core.base.words import Words
from bot.core.script.cast import Cast, Deletes, Edits, Line, Part, PartKind, Reacts, Says
from bot.core.script.pack import AnswersMode
from bot.core.session.landed import Stand
from bot.core.session.timetable import question_ends

FIRST_ID = 1000


def people_of(cast: Cast) -> dict[str, Person]:
    """Return the members of a cast by their names."""
    return {name: Person(FIRST_ID + place, name) for place, name in enumerate(cast.members)}


class Players:
    """The members of a cast in a room. `stand` tells how far the chat is.

    While `is_quiet` says so of a part, what would be said in it is left out for good.
    """

    def __init__(
        self,
        cast: Cast,
        room: RehearsalRoom,
        stand: Callable[[], Stand],
        words: Words,
        is_quiet: Callable[[Part], bool] = lambda part: False,
    ) -> None:
        self._cast = cast
        self._room = room
        self._stand = stand
        self._words = words
        self._is_quiet = is_quiet
        self._people = people_of(cast)
        self._said: dict[str, Message] = {}
        self._played: set[tuple[Part, int]] = set()

    def next_due(self) -> datetime | None:
        """Return when the next line is due in the parts that have begun."""
        return min((due for due, *_ in self._open_lines()), default=None)

    async def play(self, now: datetime) -> None:
        """Play every line that is due."""
        for due, part, place, line in sorted(self._open_lines(), key=lambda entry: entry[0]):
            if due <= now:
                self._played.add((part, place))
                if not self._is_quiet(part):
                    await self._do(self._people[line.who], line)

    def _open_lines(self) -> Iterator[tuple[datetime, Part, int, Line]]:
        for part, start, length in _parts(self._stand()):
            for place, line in enumerate(self._cast.lines_of(part)):
                if (part, place) not in self._played:
                    yield start + line.due(length), part, place, line

    async def _do(self, who: Person, line: Line) -> None:
        match line.deed:
            case Says() as says:
                await self._say(who, says)
            case Reacts(emoji, to) if to in self._said:
                await self._room.react(who, self._said[to], emoji)
            case Edits(message, text) if message in self._said:
                await self._room.change(self._said[message], text)
            case Deletes(message) if message in self._said:
                await self._room.delete(self._said.pop(message))

    async def _say(self, who: Person, says: Says) -> None:
        stand = self._stand()
        text = says.text
        channel = None
        if says.thread is not None:
            channel = stand.card(says.thread)
            if stand.session.pack.answers is AnswersMode.CHANNEL:  # no threads: say it in the channel
                prefix = self._words.gettext("A{number}").format(number=says.thread)
                text = f"{prefix} {text}"
                channel = None
        answered = self._said.get(says.to) if says.to else None
        message = await self._room.say(who, text, channel=channel, reply_to=answered.id if answered else None)
        if says.label:
            self._said[says.label] = message


def _parts(stand: Stand) -> Iterator[tuple[Part, datetime, timedelta]]:
    """Yield the parts that have begun, with their beginning and length."""
    session = stand.session
    timing = session.pack.timing
    if session.opened_at is not None:
        yield Part(PartKind.OPENING), session.opened_at, timing.opening
    for asking in session.asked:
        if stand.card(asking.number) is not None:
            ends = question_ends(session, asking.number, asking.at)
            yield Part(PartKind.QUESTION, asking.number), asking.at, ends - asking.at
    if session.asked and not session.upcoming:
        last = session.asked[-1]
        yield Part(PartKind.CLOSING), question_ends(session, last.number, last.at), timing.closing
    if session.closed_at is not None:
        yield Part(PartKind.AFTER), session.closed_at, timing.archive
