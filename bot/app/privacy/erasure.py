"""Erasing what is kept of a member: all of a server, or one session. Numbers and replies keep their places.

First the ledger, so that a crash in the middle, or a copy put back, ends with the words gone all the same; then the
record, its copies and its free pages. What shows the words, a post, a recap or a card, is noted and follows: at once
where a bot runs, also if it was a command in the terminal that erased.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.app.live.seldom import Seldom
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.database import Copies
from bot.app.ports.own_words import Erasing, Ledger
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Unsure
from bot.core.base.errors import NotFound, Refused, RoomError, TchatError
from bot.core.base.ids import first_at
from bot.core.base.words import N_
from bot.core.script.suggestion import card_of
from bot.core.session import pending
from bot.core.session.effects.cases import RepostMessage
from bot.core.session.facts import AnswerSent, Fact
from bot.core.session.state import PendingStage, Phase, Session

log = logging.getLogger(__name__)

TO_SCRUB = "to scrub"
"""Under this key the store notes that bytes of erased words may be left in its files and copies."""

REWORDED = "questions that read otherwise: "
"""With a session's number, the key under which is noted that words of its questions were erased, but may be shown."""

OVER = (Phase.ARCHIVED, Phase.CANCELLED, Phase.ROOM_GONE)
"""The phases after which nothing is to come, so that a session need not stay in memory."""

MOMENT = timedelta(milliseconds=1)

MOST_WISHES, PERIOD = 10, timedelta(hours=1)
"""How often a member may ask for it: each time the record and all its copies are written anew."""
TOO_OFTEN = N_("You have erased {limit} times within an hour. Please wait a little before the next time.")

LOOK = timedelta(seconds=2)
"""How often a running bot looks whether a command in the terminal, or another process, asks something of it."""

NOTHING_KEPT = N_("I keep nothing of yours from there.")


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside the record and may hold the same words: the ledger keeps them from coming back.

    `drop_files` removes the files that were made of a session.
    """

    ledger: Ledger
    copies: Copies
    drop_files: Callable[[int], None]


class Erasure:
    """Erases members. Without a room, what shows their words is left to the bot that has one.

    Listeners: `gone` learns which message of a session in memory is gone, `shrunk` which session lost something,
    `nameless` in which one cards may show a name that is gone, `reworded` in which one questions read otherwise,
    `behind` by its number what is no more what it was.
    """

    def __init__(
        self, live: LiveSessions, store: Store, clock: Clock, beside: Beside, *, platform: str, room: Room | None
    ) -> None:
        self._live = live
        self._store = store
        self._clock = clock
        self._beside = beside
        self._platform = platform
        self._room = room
        self._turn = asyncio.Lock()
        self._wishes = Seldom(clock, MOST_WISHES, PERIOD)
        self.gone: list[Callable[[Live, int], None]] = []
        self.shrunk: list[Callable[[Live], None]] = []
        self.nameless: list[Callable[[Live], Awaitable[None]]] = []
        self.reworded: list[Callable[[Live], Awaitable[None]]] = []
        self.behind: list[Callable[[int], None]] = []

    async def sessions(self, guild: int, person: int) -> list[int]:
        """Return the sessions of a server that keep something of a member."""
        return await self._store.sessions_with(self._platform, guild, person)

    async def wish(self, guild: int, person: int, session: int | None = None) -> int:
        """Erase a member as they ask for it, and not too often; return how many sessions kept something."""
        if not self._wishes.allows(person):
            raise Refused(TOO_OFTEN, limit=MOST_WISHES)
        return await self.erase(guild, person, session)

    async def erase(self, guild: int, person: int, session: int | None = None) -> int:
        """Erase a member from a server, or from one session there; return how many sessions kept something."""
        numbers = await self.sessions(guild, person)
        if session is not None:
            if session not in numbers:
                raise NotFound(NOTHING_KEPT)
            numbers = [session]
        erasing = Erasing(guild, person, first_at(self._clock.now() + MOMENT) - 1, session)
        async with self._turn:
            await self._beside.ledger.note(self._store.installation, erasing)
            await self._apply([(erasing, numbers)])
        await self.follow()
        return len(numbers)

    async def resume(self) -> None:
        """Erase again what the ledger tells of: from a record that was put back, or where the last time broke off."""
        ledger = self._beside.ledger
        if await ledger.is_empty():
            return
        present = await self._store.present(self._platform)
        known = await ledger.upto(self._store.installation, present)
        erasings = [
            (Erasing(each.guild, each.person, upto, each.session or None), [each.session] if each.session else [])
            for each, upto in known.items()
            if upto > each.upto
        ]
        if erasings or await self._store.recall(TO_SCRUB):
            async with self._turn:
                await self._apply(erasings)

    async def run(self, reachable: asyncio.Event) -> None:
        """Follow what is erased or decided elsewhere, until cancelled."""
        await reachable.wait()
        never = asyncio.Event()
        while True:
            try:
                await self.follow()
            except TchatError as error:
                log.warning("what was erased may still be shown: %s", error)
            except Exception:
                log.exception("what was erased may still be shown")
            await self._clock.wait(self._clock.now() + LOOK, never)

    async def follow(self) -> None:
        """Let the room show what the record says by now; what cannot be reached is tried again."""
        if self._room is None:
            return
        async with self._turn:
            if await self._store.recall(TO_SCRUB):
                await self._scrub()
            await self._live.find(self._platform)
            calls = await self._store.calls()
            left = [call for call in calls if call.post and not await self._removed(*call.post)]
            for number in dict.fromkeys(call.session for call in calls if call.session is not None):
                if not await self._reread(number):
                    left += [call for call in calls if call.session == number]
            for call in calls:
                if call not in left:
                    await self._store.answered(call)

    async def _reread(self, number: int) -> bool:
        """Let all that is shown of a session follow; return False where that must be tried again."""
        async with self._taken_up(number) as live:
            await self._live.read_again(live)
            for shrunk in self.shrunk:
                shrunk(live)
            for nameless in self.nameless:
                await nameless(live)
            is_shown = await self._show_words(live)
        for behind in self.behind:
            behind(number)
        return is_shown

    async def _show_words(self, live: Live) -> bool:
        """Show a session's questions anew if words in them were erased; return False where the room is silent."""
        key = f"{REWORDED}{live.session.number}"
        if not await self._store.recall(key):
            return True
        try:
            for reworded in self.reworded:
                await reworded(live)
        except Unsure:
            return False
        await self._store.note(key, "")
        return True

    async def _apply(self, erasings: Sequence[tuple[Erasing, list[int]]]) -> None:
        await self._store.note(TO_SCRUB, "yes")
        for erasing, numbers in erasings:
            asked = await self._note_suggestions(erasing) if erasing.session is None else []
            for number in numbers:
                async with self._taken_up(number) as live:
                    await self._prepare(live, erasing)
            await self._store.erase(erasing)
            for number in numbers:
                await self._store.call(erasing.guild, session=number)
                async with self._taken_up(number) as live:
                    await self._settle(live, erasing.person)
                self._beside.drop_files(number)
            for number in asked:
                await self._note_reworded(erasing.guild, number)
                self._beside.drop_files(number)
        await self._beside.copies.cleanse([erasing for erasing, _ in erasings])
        await self._scrub()

    async def _scrub(self) -> None:
        await self._store.scrub()
        await self._store.note(TO_SCRUB, "")

    @asynccontextmanager
    async def _taken_up(self, number: int) -> AsyncIterator[Live]:
        """Give a session for the length of a block; one that ended long ago is not held any longer than that."""
        was_there = self._live.get(number) is not None
        live = await self._live.take_up(number)
        yield live
        if not was_there and live.session.phase in OVER:
            self._live.forget(live)

    async def _note_suggestions(self, erasing: Erasing) -> list[int]:
        """Note where hosts were shown what a member suggested, and return in which sessions it was asked."""
        asked = await self._store.asked_in(erasing.guild, erasing.person)
        for number in asked:
            await self._note_reworded(erasing.guild, number)  # and again once the words are gone
        for number in await self._store.suggestions_by(erasing.guild, erasing.person):
            if place := await self._store.recall(card_of(number)):
                desk, message = map(int, place.split())
                await self._store.call(erasing.guild, post=(desk, message))
        return asked

    async def _note_reworded(self, guild: int, number: int) -> None:
        await self._store.note(f"{REWORDED}{number}", "yes")
        await self._store.call(guild, session=number)

    async def _prepare(self, live: Live, erasing: Erasing) -> None:
        """Note what will have to follow, as long as the record knows what is whose."""
        number = live.session.number
        said = await self._store.said_by(number, [erasing.person])
        messages = {message for message in said if message <= erasing.upto}
        await self._store.call(erasing.guild, session=number)  # and again once they are gone
        for post in await self._own_posts(live, messages):
            await self._store.call(erasing.guild, post=post)
        for message in messages:
            for gone in self.gone:
                gone(live, message)

    async def _settle(self, live: Live, person: int) -> None:
        """Let nothing of theirs wait for the hosts; others who said the same wait on a card of their own."""
        same = {answer for state in live.session.pending.values() for answer in state.others if state.person == person}
        found = [await self._store.pending_answer(answer) for answer in sorted(same)]
        authors = {each.id: each.person for each in found if each is not None}
        settle = partial(_set_aside, by=person, now=self._clock.now(), authors=authors)
        if settle(live.session):
            await self._live.record(live, settle)

    async def _own_posts(self, live: Live, messages: set[int]) -> list[tuple[int, int]]:
        """Return the bot's posts, with their channels, that repeat messages.

        These are approved answers, what was put back, and what hosts were asked about.
        """
        stand = live.stand
        answers = [
            (stand.place_of_answers(live.session.pending[answer].question), message)
            for message, answer in stand.answers().items()
            if message in messages
        ]
        reposts = {effect.message: post for effect, post in live.landed.items() if isinstance(effect, RepostMessage)}
        said = self._store.read(live.session.number, sorted(messages & reposts.keys()))
        asked = await self._store.filing_cards(live.session.number, messages)
        return [*answers, *asked, *[(each.channel, reposts[each.id]) async for each in said]]

    async def _removed(self, channel: int, message: int) -> bool:
        assert self._room is not None
        try:
            await self._room.remove(channel, message)
        except Unsure:
            return False
        except RoomError as error:  # it is gone, or may not be removed
            log.warning("a post that repeats erased words was not removed: %s", error, extra={"message_id": message})
        return True


def _set_aside(session: Session, by: int, now: datetime, authors: Mapping[int, int]) -> list[Fact]:
    """Set aside what a member sent and nobody has decided about; whoever sent the same has it before the hosts still.

    `authors` says who sent what shares a card with theirs.
    """
    facts = list[Fact]()
    for answer, state in session.pending.items():
        if state.person == by and state.stage is PendingStage.WAITING:
            same = [each for each in state.others if each in authors]
            sent = partial(AnswerSent, at=now, number=state.question)
            facts += [sent(answer=each, person=authors[each]) for each in same[:1]]
            facts += [sent(answer=each, person=authors[each], like=same[0]) for each in same[1:]]
            facts += pending.settle(session, answer, now, by, approve=False)
    return facts
