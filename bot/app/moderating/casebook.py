"""The cards of cases on the host desk: what each shows, and the edits that keep it current."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.app.hosting.desk import HostDesk
from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Unsure
from bot.core.base.errors import RoomError, TchatError
from bot.core.base.post import Post
from bot.core.base.words import WordsIn
from bot.core.posts.moderating.case_cards import case_card
from bot.core.session.effects.base import Effect
from bot.core.session.effects.cases import MEASURES, CaseCard, RemoveMessage, RepostMessage, TellMember, TimeOutMember

log = logging.getLogger(__name__)

REST = timedelta(seconds=5)
"""How long a card rests between two edits: thirty copies of a text are one card, not thirty edits."""

AT_ONCE = datetime.min.replace(tzinfo=UTC)

Key = tuple[int, int]


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
        self._stale: dict[Key, Live] = {}
        self._edited: dict[Key, datetime] = {}
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
        """Note that a card may be out of date."""
        self._stale[live.session.number, number] = live

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
        return min((self._due(key) for key in self._stale), default=None)

    def refresh(self, now: datetime) -> None:
        """Begin to edit the cards whose rest is over."""
        self._edited = {key: at for key, at in self._edited.items() if at + REST > now}
        for key, live in list(self._stale.items()):
            if self._due(key) <= now and not self._background.is_busy(key):
                del self._stale[key]
                self._edited[key] = now
                self._background.start(key, partial(self._edit, live, key[1]))

    async def idle(self) -> None:
        """Return when no card is being edited."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    def _due(self, key: Key) -> datetime:
        return self._edited[key] + REST if key in self._edited else AT_ONCE

    async def _look_for(self, session: int, message: int) -> None:
        """Find the cards that are about a message, and have them edited."""
        try:
            if cases := await self._store.cases_with(session, message):
                live = await self._live.take_up(session)
                for number in cases:
                    self.touch(live, number)
        except TchatError as error:
            log.warning("cards may still repeat a deleted message: %s", error, extra={"session": session})
        for listener in self.outdated:
            listener()

    async def _is_coming(self, live: Live, number: int) -> bool:
        pending = await self._store.pending(live.session.number)
        return any(isinstance(each.effect, CaseCard) and each.effect.case == number for each in pending)

    async def _edit(self, live: Live, number: int) -> None:
        ids = {"session": live.session.number, "case": number}
        shown = [m for e, m in live.landed.items() if isinstance(e, CaseCard) and e.case == number]
        if not shown:
            if await self._is_coming(live, number):
                self.touch(live, number)  # it may be on its way as the case stood before
            return
        try:
            if card := await self.card(live, number):
                channel = await self._desk.channel_of(live)
                for message in sorted(shown, reverse=True):  # after an appeal there are two
                    await self._room.edit(channel, message, card)
        except Unsure as error:
            log.info("a card may not be edited; it is tried again: %s", error, extra=ids)
            self.touch(live, number)
        except RoomError as error:
            log.warning("a card was not edited: %s", error, extra=ids)
        except Exception:
            log.exception("a card was not edited", extra=ids)
