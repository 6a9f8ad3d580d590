"""The sessions that still have something to come, in memory: the fold of each, and the one way to add facts to it."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.app.ports.store import Store
from bot.app.ports.values import AlreadyDone, Conflict, Taken
from bot.core.base.errors import NotFound, StoreError
from bot.core.base.ids import first_at
from bot.core.base.place import EVERYTHING, RoomRef, Share
from bot.core.requests.which_chat import by_meaning
from bot.core.script.pack import Pack
from bot.core.session.effects.base import Effect
from bot.core.session.effects.cases import CaseCard
from bot.core.session.effects.follow import effects_of
from bot.core.session.effects.room import QuestionCard
from bot.core.session.facts import Fact
from bot.core.session.fold import apply
from bot.core.session.landed import Stand
from bot.core.session.state import Phase, Session

log = logging.getLogger(__name__)

Decision = Callable[[Session], Sequence[Fact]]


class Memory(Enum):
    """What is known of a record: nothing yet, that it is behind what the room shows, that it knows all of its posts."""

    UNTRIED = "untried"
    BEHIND = "behind"
    WHOLE = "whole"


@dataclass(slots=True, eq=False)
class Live:
    """One session in memory. `landed` grows as its effects reach the room.

    `memory` says whether the record may have been put back to an earlier state, `known_upto` which message was its
    newest when it was read (0: none). `threads` are the channels besides the room's own in which it hears: its
    questions' threads and members' own. `cards` tells which message is the card of which question, `case_cards` which
    messages are the card of a case: each message that is said asks for the first, and there may be many of the second.
    """

    session: Session
    landed: dict[Effect, int]
    threads: set[int]
    lost: set[Effect] = field(default_factory=set)
    memory: Memory = Memory.UNTRIED
    known_upto: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    cards: dict[int, int] = field(default_factory=dict, init=False)
    case_cards: dict[int, list[int]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for effect, message in self.landed.items():
            self._index(effect, message)

    def land(self, effect: Effect, message: int) -> None:
        """Take in that an effect made this message."""
        self.landed[effect] = message
        self._index(effect, message)

    @property
    def lost_questions(self) -> set[int]:
        """The questions whose cards were refused and are not in the room by now."""
        refused = {effect.number for effect in self.lost if isinstance(effect, QuestionCard)}
        return refused - set(self.cards.values())

    @property
    def stand(self) -> Stand:
        return Stand(self.session, self.landed)

    def hears(self, channel: int, message: int) -> bool:
        """Whether a message in this channel belongs to the session: said in it, or in a thread of it."""
        session = self.session
        if session.opened_at is None or session.phase in (Phase.ARCHIVED, Phase.CANCELLED, Phase.ROOM_GONE):
            return False
        if channel == session.room.channel:
            return message >= first_at(session.opened_at)
        return channel in self.threads

    def _index(self, effect: Effect, message: int) -> None:
        match effect:
            case QuestionCard(number=number):
                self.cards[message] = number
            case CaseCard(case=case):
                self.case_cards.setdefault(case, []).append(message)
            case _:
                pass


class LiveSessions:
    """All sessions with something to come in our share; `changed` listeners are called after every commit with one.

    `surprised` listeners are called when the record of a session was found to be another than we knew: something was
    said in threads of which we did not know, or an earlier one was put in its place.

    A table tells which sessions hear in a channel or thread, so a message costs the same among 500 chats as in one.
    What is decided here about a session of another process reaches the room by that process: the store calls it.
    """

    def __init__(self, store: Store, share: Share = EVERYTHING) -> None:
        self._store = store
        self.share = share
        self._is_unsure = False  # a session may have been stored although no answer came
        self._unsure: set[Live] = set()
        self._is_doubted = False
        self.surprised: list[Callable[[Live], None]] = []
        self._by_number: dict[int, Live] = {}
        self._by_channel: dict[int, list[Live]] = {}
        self.changed: list[Callable[[Live], None]] = []

    def __iter__(self) -> Iterator[Live]:
        return iter(list(self._by_number.values()))

    def get(self, number: int) -> Live | None:
        return self._by_number.get(number)

    async def load(self, platform: str) -> None:
        """Take up every unfinished session of a platform in our share, as after a restart."""
        for number in await self._store.unfinished(platform, self.share):
            await self.take_up(number)

    def doubt(self) -> None:
        """Trust the record no more until it was read again: its server may have lost what it had confirmed."""
        self._is_doubted = True
        for live in self:
            live.memory = Memory.UNTRIED

    async def find(self, platform: str) -> None:
        """Take in what was stored although no answer came, or was lost although one came, if that may be."""
        if self._is_doubted:
            for live in self:
                await self._read_doubted(live)
            self._is_doubted, self._is_unsure = False, True
        for live in [*self._unsure]:
            await self.read_again(live)
            self._unsure.discard(live)
        if self._is_unsure:
            known = set(self._by_number)
            await self.load(platform)
            self._is_unsure = False
            for number in self._by_number.keys() - known:
                self._notify(self._by_number[number])

    def in_channel(self, channel: int) -> Live | None:
        """Return the session that is meant in this channel or thread; `core.requests.which_chat` says which that is."""
        return next(iter(self.chats_in(channel)), None)

    def chats_in(self, channel: int) -> list[Live]:
        """Return the sessions that can be meant in this channel or thread, the one that is meant first."""
        around = self._by_channel.get(channel, ())
        here = {live.session.number: live for live in around if _takes_place_in(live, channel)}
        return [here[session.number] for session in by_meaning(live.session for live in here.values())]

    def room_of(self, channel: int) -> int:
        """Return the channel of the session to which a thread belongs; any other channel is its own."""
        live = self.in_channel(channel)
        return live.session.room.channel if live else channel

    def route(self, channel: int, message: int) -> Live | None:
        """Return the session that a message belongs to; of several in one channel, the one that opened last."""
        hearing = [live for live in self._by_channel.get(channel, ()) if live.hears(channel, message)]
        return max(hearing, key=lambda live: live.session.opened_at or live.session.number, default=None)

    def around(self, channel: int) -> list[Live]:
        """Return the sessions whose channel or thread this is."""
        return list(self._by_channel.get(channel, ()))

    async def take_up(self, number: int) -> Live:
        """Return a session, also one that ended long ago; raise `NotFound` if there is none with this number.

        One of another process is not kept: it is read anew each time.
        """
        if number not in self._by_number:
            live = await self._loaded(number)
            if not self.is_ours(live):
                return live
            if number not in self._by_number:  # nobody was faster
                self._add(live)
        return self._by_number[number]

    async def read_again(self, live: Live) -> None:
        """Take in that the facts of a session were changed in the store: words were erased, another process decided."""
        await self.refresh(live)
        self._notify(live)

    async def refresh(self, live: Live) -> None:
        """Take in what the store holds of a session: perhaps more than we were told, if an answer was lost."""
        async with live.turn:
            self._take_in(live, await self._loaded(live.session.number))

    async def _read_doubted(self, live: Live) -> None:
        """Take in a session of a record that may have gone back; what was said since its marks is reread."""
        try:
            await self.read_again(live)
        except NotFound as error:
            log.error("the record has lost a session: %s", error, extra={"session": live.session.number})
            self.forget(live)

    def forget(self, live: Live) -> None:
        """Drop a session for which nothing is to come any more; one that was taken up anew since then stays."""
        if self._by_number.get(live.session.number) is live:
            del self._by_number[live.session.number]
            for channel in (live.session.room.channel, *live.threads):
                self._by_channel[channel].remove(live)
                if not self._by_channel[channel]:
                    del self._by_channel[channel]

    def listen(self, live: Live, thread: int) -> None:
        """Let a session hear in a thread, too."""
        if thread not in live.threads:
            live.threads.add(thread)
            self._by_channel.setdefault(thread, []).append(live)

    def land(self, live: Live, effect: Effect, message: int) -> None:
        """Take in that an effect made this message; a question's card is also the id of its thread."""
        live.land(effect, message)
        if isinstance(effect, QuestionCard):
            self.listen(live, message)

    async def create(
        self, pack: Pack, room: RoomRef, facts: Sequence[Fact], key: str | None, *, rehearsal: bool
    ) -> Live:
        """Store a new session with its first facts, and take it up."""
        try:
            stored = await self._store.create(pack, room, facts, key, rehearsal=rehearsal)
        except (AlreadyDone, Taken):
            raise
        except StoreError:
            self._is_unsure = True
            raise
        live = Live(stored.session, dict(stored.landed), set(), memory=Memory.WHOLE)
        self._add(live)
        self._notify(live)
        return live

    async def record(self, live: Live, decide: Decision, key: str | None = None) -> Sequence[Fact]:
        """Decide on the session as it stands, commit the facts with their effects, and return the facts.

        One decision at a time: two hosts who click at once are heard one after the other. A request whose key was
        committed before changes nothing and returns nothing.
        """
        try:
            async with live.turn:
                facts, is_news = await self._decided(live, decide, key)
        except StoreError:
            self._unsure.add(live)
            raise
        if is_news:
            self._notify(live)
        return facts

    async def _decided(self, live: Live, decide: Decision, key: str | None) -> tuple[Sequence[Fact], bool]:
        """Commit what is decided; return its facts, and whether there are any that nobody here has heard of."""
        if key is not None and await self._store.session_with(key) is not None:
            return [], await self._find_more(live)
        try:
            facts = await self._commit(live, decide, key)
        except AlreadyDone:
            return [], await self._find_more(live)
        except Conflict:  # there are facts of which we were not told: decide again on what is there now
            await self._find_more(live)
            return await self._commit(live, decide, key), True
        return facts, bool(facts)

    async def _find_more(self, live: Live) -> bool:
        """Take in facts of which we were not told; return whether there were any."""
        fresh = await self._loaded(live.session.number)
        if fresh.session.facts == live.session.facts:
            return False
        self._take_in(live, fresh)
        return True

    def _take_in(self, live: Live, fresh: Live) -> None:
        """Let a session be as it was just loaded; a server that failed over may have lost what it had confirmed."""
        once = {effect for effect in live.landed if effect.comes_once}
        if fresh.session.facts < live.session.facts or once - fresh.landed.keys():
            log.warning("the record is an earlier one than it was", extra={"session": live.session.number})
            live.landed, live.lost, live.cards, live.case_cards = {}, fresh.lost, {}, {}
            live.memory, live.known_upto = Memory.UNTRIED, fresh.known_upto
        live.session = fresh.session
        for effect, message in fresh.landed.items():
            if live.landed.get(effect) != message:
                live.land(effect, message)
        live.lost |= fresh.lost
        for thread in fresh.threads:
            self.listen(live, thread)
        for listener in self.surprised:
            listener(live)

    async def _commit(self, live: Live, decide: Decision, key: str | None) -> Sequence[Fact]:
        before = session = live.session
        facts = decide(session)
        effects: list[Effect] = []
        for fact in facts:
            after = apply(session, fact)
            effects += effects_of(fact, session, after, live.lost_questions)
            session = after
        if facts:
            await self._store.commit(before, facts, effects, key)
        live.session = session
        return facts

    async def _loaded(self, number: int) -> Live:
        stored = await self._store.load(number)
        cards = {message for effect, message in stored.landed.items() if isinstance(effect, QuestionCard)}
        threads = cards.union(await self._store.threads(number))
        known_upto = max(stored.landed.values(), default=0)
        return Live(stored.session, dict(stored.landed), threads, set(stored.lost), known_upto=known_upto)

    def _add(self, live: Live) -> None:
        self._by_number[live.session.number] = live
        for channel in (live.session.room.channel, *live.threads):
            self._by_channel.setdefault(channel, []).append(live)

    def is_ours(self, live: Live) -> bool:
        """Whether a session is on a server of this process."""
        return self.share.has(live.session.room.guild)

    def _notify(self, live: Live) -> None:
        if self.is_ours(live):
            for listener in self.changed:
                listener(live)


def _takes_place_in(live: Live, channel: int) -> bool:
    """Whether a channel is a session's own, or one of its threads."""
    return live.session.room.channel == channel or live.hears(channel, 0)
