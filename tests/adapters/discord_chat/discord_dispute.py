"""A message that is brought before the hosts, by people who click again where nobody answers."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tests.standin import Channel, Message, Person, Used

REASON, PLEA = "That was unkind", "I was quoting a song"
ANSWERED_WITHIN = 10.0
"""After so many seconds people take it that what they see as being worked on will never be answered."""


@dataclass
class Clicks:
    """What became of what people clicked: `milliseconds` until it was acknowledged, how many never were, or never
    got an answer after that."""

    milliseconds: list[float] = field(default_factory=list)
    lost: int = 0
    unanswered: int = 0
    refused: int = 0

    def __str__(self) -> str:
        count, slowest = len(self.milliseconds) + self.lost, max(self.milliseconds, default=0)
        return (
            f"{count}, slowest answer {slowest:.0f} ms, without acknowledgement {self.lost}, "
            f"acknowledged without answer {self.unanswered}, told to try again {self.refused}"
        )


@dataclass
class Dispute:
    """A member tells the hosts about a message; its author is told, and asks by private message to look again."""

    words: str
    question: int
    channel: Channel
    author: Person
    witness: Person
    host: Person
    clicks: Clicks
    said: list[Message] = field(default_factory=list)

    async def goes_on(self) -> None:
        """Return once a host has found it fine after all and its author was told."""
        said = await self.author.says(self.words, await self.channel.gains_thread(f"Q{self.question} ·"))
        self.said.append(said)
        await self._does(lambda: self.witness.uses_on("Tell the hosts", said), "Nobody else is told", form=REASON)
        card = await (await self.channel.gains_thread("Hosts")).hears(f"> {self.words}")
        await self._decides(card, "Tell the member")
        told = await self.author.is_told("asks you to take another look")
        look = ("take a look", "You asked already")
        await self._does(lambda: self.author.clicks(told, "Ask a host to look"), *look, form=PLEA)
        await self._decides(await card.channel.hears(PLEA, after=card), "Undo")
        await self.author.is_told("it is fine and stays")

    def private_words(self) -> list[Message]:
        """Return what the bot has said to the author alone."""
        world = self.channel.world
        places = [place for place in world.channels.values() if place.recipient is self.author.user]
        return [message for place in places for message in place.messages(by=world.bot) if not message.ephemeral]

    async def _decides(self, card: Message, label: str) -> None:
        """Let the host press a button, as long as it is there: whatever was decided takes it away."""
        while label in card.buttons:
            await self._is_heard(await self.host.clicks(card, label))
            await asyncio.sleep(0.5)

    async def _does(self, act: Callable[[], Awaitable[Used]], *answers: str, form: str) -> None:
        """Do something again and again, until it is answered so."""
        while not await self._is_heard(await act(), answers, form):
            pass

    async def _is_heard(self, used: Used, answers: Sequence[str] = (), form: str = "") -> bool:
        """Return whether it is answered as expected; a form that opens is filled in."""
        if not await self._is_acknowledged(used):
            return False
        if used.shown:
            used = await self._person(used).submits(used.shown, text=form)
            if not await self._is_acknowledged(used):
                return False
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                answer = await used.answered()
        except TimeoutError:
            self.clicks.unanswered += 1
            return False
        if answers and not any(text in answer.text for text in answers):
            self.clicks.refused += 1
            await asyncio.sleep(1)  # people read what they are told before they try again
            return False
        return True

    async def _is_acknowledged(self, used: Used) -> bool:
        """Wait for as long as Discord does before it tells people that nothing came."""
        try:
            async with asyncio.timeout(used.world.interaction_window):
                self.clicks.milliseconds.append(await used.acknowledged())
        except TimeoutError:
            self.clicks.lost += 1
            return False
        return True

    def _person(self, used: Used) -> Person:
        return next(person for person in (self.author, self.witness, self.host) if person is used.member)
