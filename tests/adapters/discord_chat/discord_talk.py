"""People who never stop talking, whether or not anybody takes it down: and what a record of it must hold."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence

from tests.standin import Channel, Message, Person
from tests.standin.message import DEFAULT, REPLY

LONGEST_PAUSE = 0.05
EMOJIS = ("👍", "💯", "🎉")
MOST_THREADS = 5
LATELY = 40

Line = tuple[str, str, int | None, dict[str, int], list[str]]
"""Of a message: its author's name, its text, what it replies to, its reactions, its files."""


def line_of(message: Message) -> Line:
    """Return what a record must hold of a message."""
    return (
        message.author.name,
        message.content,
        int(message.reference["message_id"]) if message.reference else None,
        {emoji: len(users) for emoji, users in message.reactions.items()},
        [file.name for file in message.files],
    )


class Talk:
    """A channel's members and what they do there, one random act after another. `acts` counts them by name."""

    def __init__(self, channel: Channel, people: Sequence[Person], moderator: Person, chance: random.Random) -> None:
        self._channel = channel
        self._people = people
        self._moderator = moderator
        self._chance = chance
        self._said: list[Message] = []
        self.acts: Counter[str] = Counter()
        self._choices: dict[Callable[[], Awaitable[None]], int] = {
            self.says: 24, self.replies: 8, self.edits: 8, self.deletes: 3, self.purges: 1, self.reacts: 12,
            self.unreacts: 5, self.clears: 1, self.branches: 1, self.archives: 1,
        }  # fmt: skip

    async def goes_on(self) -> None:
        """Talk until cancelled; between two acts people take a breath."""
        while True:
            await self.act()
            await asyncio.sleep(self._chance.uniform(0, LONGEST_PAUSE))

    async def act(self) -> None:
        """Let somebody do something."""
        (act,) = self._chance.choices(list(self._choices), list(self._choices.values()))
        await act()
        self.acts[act.__name__] += 1

    async def says(self) -> None:
        await self._say(self._chance.choice(self._places()))

    async def replies(self) -> None:
        place = self._chance.choice(self._places())
        if messages := place.messages()[-LATELY:]:
            await self._say(place, reply_to=self._chance.choice(messages))

    async def edits(self) -> None:
        if message := self._lately():
            await self._author(message).edits(message, f"{message.content} (corrected)")

    async def deletes(self) -> None:
        if message := self._lately():
            await self._author(message).deletes(message)

    async def purges(self) -> None:
        """A moderator deletes several messages of one place at once."""
        if message := self._lately():
            here = [one for one in self._recent() if one.channel is message.channel]
            await self._moderator.deletes(*self._chance.sample(here, min(len(here), 3)))

    async def reacts(self) -> None:
        if message := self._lately():
            await self._chance.choice(self._people).reacts(message, self._chance.choice(EMOJIS))

    async def unreacts(self) -> None:
        found = [(m, emoji, user) for m in self._recent() for emoji, users in m.reactions.items() for user in users]
        if found:
            message, emoji, user = self._chance.choice(found)
            await next(person for person in self._people if person.user is user).unreacts(message, emoji)

    async def clears(self) -> None:
        if message := self._lately():
            await self._moderator.clears_reactions(message, self._chance.choice((None, *EMOJIS)))

    async def branches(self) -> None:
        """Somebody makes a thread of their own."""
        bare = [m for m in self._recent() if m.channel is self._channel and m.thread is None]
        own = [thread for thread in self._channel.threads() if not thread.private and thread.starter in self._users()]
        if bare and len(own) < MOST_THREADS:
            message = self._chance.choice(bare)
            thread = await self._author(message).starts_thread(on=message, name=message.content[:50])
            await self._say(thread)

    async def archives(self) -> None:
        """A thread falls asleep; the next word in it wakes it up."""
        if threads := self._places()[1:]:
            await self._moderator.archives(self._chance.choice(threads))

    def record(self, *, since: int) -> dict[int, Line]:
        """Return what people have said from an id on, as it is now, by message id.

        That is what was said in the channel and in threads under its messages; one under an earlier message is no part.
        """
        return {
            message.id: line_of(message)
            for place in self._places()
            if place is self._channel or place.id >= since
            for message in place.messages()
            if message.author in self._users() and message.kind in (DEFAULT, REPLY) and message.id >= since
        }

    async def _say(self, place: Channel, reply_to: Message | None = None) -> None:
        number = len(self._said) + 1
        prefix = self._chance.choice(("", "", "", "A1 ", "a2: ", "#TChat A3 "))
        files = {f"{number}.png": b"1"} if self._chance.random() < 0.1 else None
        person = self._chance.choice(self._people)
        self._said.append(await person.says(f"{prefix}word {number}", place, reply_to=reply_to, files=files))

    def _places(self) -> list[Channel]:
        return [self._channel, *(thread for thread in self._channel.threads() if not thread.private)]

    def _users(self) -> Iterable[object]:
        return [person.user for person in self._people]

    def _recent(self) -> list[Message]:
        awake = (message for message in self._said if not message.deleted and not message.channel.archived)
        return list(awake)[-LATELY:]

    def _lately(self) -> Message | None:
        recent = self._recent()
        return self._chance.choice(recent) if recent else None

    def _author(self, message: Message) -> Person:
        return next(person for person in self._people if person.user is message.author)
