"""The cards of cases on the host desk: what each shows, and the edits that keep it current."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice

from bot.app.hosting.desk import HostDesk
from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Gone, Unsure, Urgency
from bot.core.base.errors import RoomError, StoreError, TchatError
from bot.core.base.post import Post
from bot.core.base.words import WordsIn
from bot.core.posts.moderating.case_cards import case_card
from bot.core.session.effects.base import Effect
from bot.core.session.effects.cases import MEASURES, CaseCard, RemoveMessage, RepostMessage, TellMember, TimeOutMember
from bot.core.session.facts import Moderated

log = logging.getLogger(__name__)

REST = timedelta(seconds=5)
"""How long a card rests between two edits: thirty copies of a text are one card, not thirty edits."""

MOST = 5
"""So many cards of one chat are edited within that time; Discord takes no more in one channel. The others wait."""

RECENT = timedelta(minutes=10)
"""How long before a session's last fact a measure may have come whose card was never edited, since a process ended."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Outdated:
    """The cards of one session that may be out of date, by the numbers of their cases, in the order of their turn.

    `coming` are those that were not in the room when they became so; whether they still come was asked at `asked`.
    `edited` says when those were edited that rest.
    """

    live: Live
    stale: dict[int, None] = field(default_factory=dict)
    coming: dict[int, None] = field(default_factory=dict)
    asked: datetime = LONG_AGO
    edited: dict[int, datetime] = field(default_factory=dict)

    def add(self, number: int) -> None:
        """Take in that a card may be out of date."""
        (self.stale if number in self.live.case_cards else self.coming)[number] = None

    def next_due(self) -> datetime | None:
        """Return when one of them has its turn, or is asked for."""
        dues = [self.asked + REST] if self.coming else []
        if self.stale and len(self.edited) >= MOST:
            dues.append(min(self.edited.values()) + REST)
        elif self.stale:
            dues.append(min(self.edited.get(number, LONG_AGO) for number in islice(self.stale, MOST)) + REST)
        return min(dues, default=None)

    def take(self, now: datetime) -> list[int]:
        """Return the cards to edit now, and let them rest."""
        self.edited = {number: at for number, at in self.edited.items() if at + REST > now}
        rested = (number for number in self.stale if number not in self.edited)
        due = list(islice(rested, MOST - len(self.edited)))
        for number in due:
            del self.stale[number]
            self.edited[number] = now
        return due


class Casebook:
    """Shows cases. An edit whose outcome is unknown is made again; one that is refused waits for the next change.

    `outdated` listeners are called when cards may wait for an edit that nobody asked for.
    """

    def __init__(self, live: LiveSessions, store: Store, room: Room, desk: HostDesk, words: WordsIn) -> None:
        self._live = live
        self._store = store
        self._room = room
        self._desk = desk
        self._words = words
        self._cards: dict[int, Outdated] = {}
        self._background = Background("case")
        self.outdated: list[Callable[[], None]] = []

    async def card(self, live: Live, number: int) -> Post | None:
        """Return the card of a case, as it stands."""
        session = live.session
        case = await self._store.case(number)
        if case is None or number not in session.cases:
            return None
        messages = await self._store.messages_of_case(number)
        about = {number, *(message for message, _ in messages)}
        refused = {effect.name for effect in live.lost if isinstance(effect, MEASURES) and effect.about in about}
        return case_card(session, case, messages, refused, self._words(session.pack.language))

    def touch(self, live: Live, number: int) -> None:
        """Note that a card may be out of date; those of another process's sessions it edits itself, as it is called."""
        if not self._live.is_ours(live):
            return
        cards = self._cards.setdefault(live.session.number, Outdated(live))
        cards.live = live  # taken up again, perhaps
        cards.add(number)

    def look(self, live: Live) -> None:
        """Bring up to date, in the background, what may be stale since the process before us ended: edits die with it.

        Those are the cards about which something was done lately, and those whose words are no longer kept.
        """
        if live.session.cases:
            self._background.start(("look", live.session.number), partial(self._look, live))

    def touch_all(self, live: Live) -> None:
        """Note that any card of a session may be out of date."""
        for number in live.session.cases:
            self.touch(live, number)

    def refused(self, live: Live, effect: Effect) -> None:
        """Note that a measure was refused, which the case's card says."""
        match effect:
            case TellMember(case=case) | TimeOutMember(case=case):
                self.touch(live, case)
            case RemoveMessage(message=message) | RepostMessage(message=message):
                for number, state in live.session.cases.items():
                    if message in state.withheld:
                        self.touch(live, number)
            case _:
                pass

    def forgotten(self, session: int, message: int) -> None:
        """Note that a message was deleted: cards that repeat it may be out of date, also long after the session."""
        self._background.start((session, message), partial(self._look_for, session, message))

    def next_due(self) -> datetime | None:
        """Return when the next card may be edited."""
        return min((due for cards in self._cards.values() if (due := cards.next_due())), default=None)

    def refresh(self, now: datetime) -> None:
        """Begin to edit the cards whose rest is over."""
        for session, cards in list(self._cards.items()):
            for number in cards.take(now):
                self._background.start((session, number), partial(self._edit, cards.live, number))
            if cards.coming and cards.asked + REST <= now:
                cards.asked = now
                self._background.start(session, partial(self._ask_for, cards))
            if not (cards.stale or cards.coming or cards.edited):
                del self._cards[session]

    async def idle(self) -> None:
        """Return when no card is being edited."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    async def _look(self, live: Live) -> None:
        number = live.session.number
        try:
            facts = await self._store.facts(number)
            wordless = [case.id for case in await self._store.cases(number) if not case.text]
        except TchatError as error:
            log.warning("cards may be out of date; all are edited: %s", error, extra={"session": number})
            self.touch_all(live)
        else:
            lately = [fact for fact in facts if fact.at >= facts[-1].at - RECENT]
            for case in sorted({*wordless, *(fact.case for fact in lately if isinstance(fact, Moderated))}):
                self.touch(live, case)
        for listener in self.outdated:
            listener()

    async def _look_for(self, session: int, message: int) -> None:
        """Find the cards that are about a message: those of cases are edited, what else asked about it is removed."""
        try:
            for post in await self._store.filing_cards(session, [message]):
                live = await self._live.take_up(session)
                await self._store.call(live.session.room.guild, post=post)
            if cases := await self._store.cases_with(session, message):
                live = await self._live.take_up(session)
                for number in cases:
                    self.touch(live, number)
        except TchatError as error:
            log.warning("cards may still repeat a deleted message: %s", error, extra={"session": session})
        for listener in self.outdated:
            listener()

    async def _ask_for(self, cards: Outdated) -> None:
        """Go on waiting for those cards that still come, which may be on their way as their cases stood before."""
        waiting, session = list(cards.coming), cards.live.session.number
        try:
            pending = await self._store.pending(session)
        except TchatError as error:
            log.warning("cards may be out of date: %s", error, extra={"session": session})
            return
        coming = {each.effect.case for each in pending if isinstance(each.effect, CaseCard)}
        for number in waiting:
            if number in cards.live.case_cards:
                del cards.coming[number]
                cards.stale[number] = None
            elif number not in coming:
                del cards.coming[number]  # none is shown
        for listener in self.outdated:
            listener()

    async def _edit(self, live: Live, number: int) -> None:
        ids = {"session": live.session.number, "case": number}
        try:
            await self._room.turn(Urgency.REFRESH)
            if card := await self.card(live, number):
                channel = await self._desk.channel_of(live)
                for message in sorted(live.case_cards[number], reverse=True):  # after an appeal there are two
                    with suppress(Gone):  # of one of them, which leaves the other
                        await self._room.edit(channel, message, card)
        except (Unsure, StoreError) as error:
            log.info("a card may not be edited; it is tried again: %s", error, extra=ids)
            self.touch(live, number)
        except RoomError as error:
            log.warning("a card was not edited: %s", error, extra=ids)
        except Exception:
            log.exception("a card was not edited", extra=ids)
