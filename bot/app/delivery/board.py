"""Keeps each session's live board current: edited when something changed, the more rarely the more chats there are."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from bot.app.hosting.retentions import Retentions
from bot.app.live.background import Background
from bot.app.live.sessions import Live
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.values import Unsure, Urgency
from bot.app.reading.overview import Overview
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.words import WordsIn
from bot.core.posts.board import board
from bot.core.session.state import Phase

log = logging.getLogger(__name__)

SHORTEST, LONGEST = timedelta(seconds=15), timedelta(minutes=1)
EACH = timedelta(seconds=0.6)


def rest_among(boards: int) -> timedelta:
    """Return how long a board rests between two edits while so many of them have something new.

    0.6 s for each of them, at least 15 s and at most 60 s: 15 s up to 25 boards, then longer and longer, so that all
    together are edited 1.7 times a second, and a minute from 100 on. Discord takes 50 requests a second.
    """
    return min(max(SHORTEST, EACH * boards), LONGEST)


class Bulletin:
    """Edits the boards. What fails is left until the next change; a board is never worth a delay.

    `model` says that a language model is shown quotes. `planned` listeners are called when there is a board to be
    edited that was not before, so not by every message.
    """

    def __init__(
        self, overview: Overview, room: Room, clock: Clock, words: WordsIn, retentions: Retentions, *, model: bool
    ) -> None:
        self._overview = overview
        self._room = room
        self._clock = clock
        self._words = words
        self._retentions = retentions
        self._model = model
        self._stale: dict[int, Live] = {}
        self._edited: dict[int, datetime] = {}
        self._shown: dict[int, str] = {}
        self._background = Background("board")
        self.planned: list[Callable[[], None]] = []

    def touch(self, live: Live) -> None:
        """Note that a session's board may be out of date."""
        if live.session.number in self._stale or live.session.phase in (Phase.ARCHIVED, Phase.ROOM_GONE):
            return
        if live.stand.welcome() is not None:
            self._stale[live.session.number] = live
            self._edited.setdefault(live.session.number, self._clock.now())
            for listener in self.planned:
                listener()

    def next_due(self) -> datetime | None:
        """Return when the next board may be edited."""
        first = min((self._edited[number] for number in self._stale), default=None)
        return first + rest_among(len(self._stale)) if first else None

    def refresh(self, now: datetime) -> None:
        """Begin to edit the boards whose rest is over."""
        rest = rest_among(len(self._stale))
        for number, live in list(self._stale.items()):
            if self._edited[number] + rest <= now:
                del self._stale[number]
                self._edited[number] = now
                self._background.start(number, partial(self._edit, live))

    async def idle(self) -> None:
        """Return when no board is being edited."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    async def _edit(self, live: Live) -> None:
        number = live.session.number
        message = live.stand.welcome()
        assert message is not None
        try:
            await self._room.turn(Urgency.REFRESH)
            answers = await self._overview.counts(live.stand)
            months = (await self._retentions.of(live.session.room.guild)).record
            words = self._words(live.session.pack.language)
            post = board(live.stand, answers, words, model=self._model, months=months)
            if self._shown.get(number) != post.text:
                await self._room.edit(live.session.room.channel, message, post)
                self._shown[number] = post.text
        except (Unsure, RoomError, StoreError) as error:
            log.info("the board was not edited: %s", error, extra={"session": number, "message_id": message})
        except Exception:
            log.exception("the board was not edited", extra={"session": number, "message_id": message})
