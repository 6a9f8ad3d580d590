"""Chats that are on, followed on their pages: a stream for each says that something changed, the page says what.

A page is made once for each change, however many follow it.
"""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from aiohttp import web

from bot.adapters.web.frame.streams import STREAMS, Broadcast
from bot.app.live.sessions import Live
from bot.app.ports.files import Sheet
from bot.app.reading.archive import Seen
from bot.app.reading.records import Record
from bot.core.base.words import N_, Words
from bot.core.requests.tickets import View
from bot.core.session.state import Phase

Made = tuple[Record, Sheet, bool]
"""A session's record and page, and whether it has a recap."""

Parts = TypeVar("Parts")
"""What a page of a chat is made of."""

ON = (Phase.OPEN, Phase.PAUSED)
TEXTS: Mapping[str, str] = {
    "live": N_("This page follows the chat."),
    "again": N_("trying again"),
    "catching": N_("catching up"),
    "over": N_("over"),
    "newmany": N_("{count} new messages"),
}
"""What the page's script shows."""


class Followed:
    """A chat that is on, and its pages as they were made last."""

    def __init__(self, broadcast: Broadcast) -> None:
        self.broadcast = broadcast
        self.making = asyncio.Lock()
        self.changes = 0
        self.made: dict[str, tuple[int, Any]] = {}


class Following:
    """The streams of an archive."""

    def __init__(self) -> None:
        self._followed: dict[int, Followed] = {}
        self._app: web.Application | None = None

    def serve(self, app: web.Application) -> None:
        """Let the streams end with the server."""
        self._app = app

    def of(self, seen: Seen) -> Followed | None:
        """Return the stream of a chat that is on and seen in full; None for every other."""
        if seen.listed.phase not in ON or seen.view is not View.FULL or self._app is None:
            return None
        if seen.number not in self._followed:
            broadcast = self._app[STREAMS].add(Broadcast(secrets.token_hex(4), dict))
            self._followed[seen.number] = Followed(broadcast)
        return self._followed[seen.number]

    def changed(self, live: Live) -> None:
        """Take in that something was said, or happened, in a chat."""
        if (followed := self._followed.get(live.session.number)) is None:
            return
        followed.changes += 1
        followed.broadcast.tell({"kind": "changed"})
        if live.session.phase not in ON:
            self._drop(live.session.number)

    def drop_all(self) -> None:
        """Have everybody come again: some may not be let in any more."""
        for number in list(self._followed):
            self._drop(number)

    def _drop(self, number: int) -> None:
        assert self._app is not None
        self._app[STREAMS].drop(self._followed.pop(number).broadcast, "again")


async def made_once(followed: Followed | None, page: str, make: Callable[[], Awaitable[Parts]]) -> Parts:
    """Return a page's parts; of a chat that is followed they are made anew only after a change."""
    if followed is None:
        return await make()
    async with followed.making:
        changes = followed.changes  # of before: what comes while it is made is not surely in it
        if page not in followed.made or followed.made[page][0] != changes:
            followed.made[page] = (changes, await make())
        parts: Parts = followed.made[page][1]
        return parts


def script_words(words: Words) -> str:
    """Return what the script shows, as JSON."""
    return json.dumps({name: words.gettext(text) for name, text in TEXTS.items()}, ensure_ascii=False)
