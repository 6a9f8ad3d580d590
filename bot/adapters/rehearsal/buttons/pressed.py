"""One press of a button, choice in a menu or sent form: who, on what, and how it is answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from bot.adapters.rehearsal.buttons.named import by_buttons
from bot.adapters.rehearsal.room import RehearsalRoom
from bot.app.engine import Engine
from bot.app.hosting.gate import Admitted
from bot.app.ports.rehearsing import Card, Item, Message
from bot.core.base.contribution import Person
from bot.core.base.errors import Doubtful
from bot.core.base.ids import time_of
from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Action, Post
from bot.core.base.words import Words, WordsIn
from bot.core.text.shorten import shortened


class Cards:
    """What single people see: the newest of each is kept."""

    MOST = 200

    def __init__(self, room: RehearsalRoom, tell: Callable[[str, Card], None]) -> None:
        self._room = room
        self._tell = tell
        self._all: dict[int, Card] = {}

    @property
    def all(self) -> list[Card]:
        """Return them, oldest first."""
        return list(self._all.values())

    def one(self, id: int, person: int) -> Card | None:
        """Return a card of somebody's."""
        card = self._all.get(id)
        return card if card and card.person == person else None

    def show(self, person: int, channel: int, text: str, items: tuple[Item, ...] = (), *, place: int = 0) -> Card:
        """Show a card, in the place of another one if that is named."""
        id = place or self._room.new_id()
        card = Card(id, person, channel, time_of(id), shortened(text, MAX_TEXT), items)
        self._all[id] = card
        self._tell("card", card)
        for old in list(self._all)[: -self.MOST]:
            self.drop(old)
        return card

    def drop(self, id: int) -> None:
        """Take a card away."""
        if card := self._all.pop(id, None):
            self._tell("gone", card)


@dataclass(slots=True)
class Pressed:
    """One press. `text` is what was chosen or written, `card` or `message` what was pressed on.

    `words` are in the reader's language, `key` names the request, `admitted` is what the gate let them do.
    """

    engine: Engine
    room: RehearsalRoom
    cards: Cards
    words_in: WordsIn
    words: Words
    by: Person
    channel: int
    key: str
    text: str = ""
    card: Card | None = None
    message: Message | None = None
    admitted: Admitted = field(init=False)

    def say(self, text: str, *items: Item) -> None:
        """Answer; on a card, in its place."""
        place = self.card.id if self.card is not None else 0
        self.card = self.cards.show(self.by.id, self.channel, by_buttons(text, self.words), items, place=place)

    def more(self, text: str, *items: Item) -> None:
        """Answer beside what is there."""
        self.cards.show(self.by.id, self.channel, text, items)

    async def settle(self, line: str) -> None:
        """Let the message on the desk say what was decided; it has no buttons any more."""
        if self.message is None:
            self.say(line)
            return
        said = self.message.text.split("\n")
        text = "\n".join([*said, *(each for each in line.split("\n") if each not in said)])
        await self.room.edit(self.message.channel, self.message.id, Post(text))

    async def redraw(self, post: Post | None) -> None:
        """Let the message that was pressed look like this."""
        if self.message is not None and post is not None:
            await self.room.edit(self.message.channel, self.message.id, post)

    @contextmanager
    def asking_back(self, sure: str) -> Iterator[None]:
        """Ask back about what may be a slip; the button of this id does it all the same."""
        try:
            yield
        except Doubtful as doubt:
            yes = Action(self.words.gettext("Yes, do it"), sure, danger=True)
            self.say(doubt.sentence(self.words), yes)

    def without_message(self) -> "Pressed":
        """Return the same, answered with a card whatever was pressed."""
        return replace(self, message=None)
