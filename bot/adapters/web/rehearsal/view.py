"""The room as one page in one language: how it begins, and what followers are told from then on."""

import json
import secrets
from collections.abc import Mapping
from functools import partial

from aiohttp import web

from bot.adapters.web.frame.pages import rendered
from bot.adapters.web.frame.streams import Broadcast
from bot.adapters.web.rehearsal.client_words import client_words
from bot.adapters.web.rehearsal.drawing import END, REACTIONS, SPEEDS, Drawing, Place, RendererFor, Shown, stop_of
from bot.app.live.background import Background
from bot.app.ports.rehearsing import PANEL, Card, File, Message, Rehearsal
from bot.core.base.words import WordsIn
from bot.core.session.state import Phase

PARTS = ("intro", "rail", "board", "line", "badge", "hosts", "people", "end")
"""What is drawn anew as a whole when it has changed; the last one only once there is an end."""


class View:
    """Keeps pages in one language up to date. Each view of a rehearsal has a cursor of its own."""

    def __init__(
        self, app: web.Application, rehearsal: Rehearsal, words: WordsIn, renderer: RendererFor, language: str
    ) -> None:
        self._app = app
        self._rehearsal = rehearsal
        self._language = language
        self._words = words(language)
        session_words = words(rehearsal.stand.session.pack.language)
        self.drawing = Drawing(rehearsal, self._words, session_words, renderer)
        self.broadcast = Broadcast(secrets.token_hex(4), self._state)
        self._background = Background("room")
        self._parts: dict[str, str] = {}
        self._heads: dict[int, str] = {}
        self._files: tuple[File, ...] = ()
        self._noticed: tuple[str, ...] = ()
        rehearsal.followers.append(self._seen)

    def leave(self) -> None:
        """Follow no more."""
        self._rehearsal.followers.remove(self._seen)

    async def close(self) -> None:
        """Break off what is being drawn."""
        await self._background.close()

    async def page(self, place: int, who: int) -> str:
        """Return the whole page, with the cursor from which it is followed."""
        await self._refresh()
        since = self.broadcast.cursor()
        drawing = self.drawing
        places = drawing.places()
        chosen = next((each for each in places if each.id == place), drawing.followed())
        values = {
            "since": since,
            "places": places,
            "place": chosen,
            "following": chosen.id != place,  # also who comes with a place of an earlier round
            "who": self._known(who),
            "state": json.dumps(self._state()),
            "client_words": client_words(self._words),
            "reactions": REACTIONS,
            "speeds": SPEEDS,
            "stop": stop_of(self._rehearsal.pace.chosen),
        }
        return self._rendered("room", **values)

    def _known(self, who: int) -> int:
        people = self._rehearsal.people
        members = [each for each in people if not each.is_host]
        return who if any(each.id == who for each in people) else (members or people)[0].id

    def _state(self) -> Mapping[str, object]:
        """Return what goes with each frame: the time and its pace, what is on, and until when."""
        pace, session = self._rehearsal.pace, self._rehearsal.stand.session
        ends = self.drawing.ends()
        return {
            "now": int(pace.now.timestamp() * 1000),
            "begun": self._rehearsal.has_begun,
            "speed": pace.speed,
            "stop": stop_of(pace.chosen),
            "writing": pace.writing,
            "silent": self._rehearsal.is_silent,
            "phase": session.phase.value,
            "over": session.is_over,
            "question": session.current if session.is_running else 0,
            "place": str(self.drawing.followed().id),
            "ends": int(ends.timestamp() * 1000) if ends else 0,
            "length": int(self.drawing.part_length().total_seconds() * 1000),
        }

    def _seen(self, what: str, about: Message | Card | None) -> None:
        match what, about:
            case "deleted", Message():
                self._tell_of(self.drawing.gone(about))
            case "gone", Card():
                self.broadcast.tell({"kind": "drop", "id": str(about.id)})
            case _, Card() if about.channel == PANEL:
                pass  # a part of the panel
            case _, Message() | Card():
                self._tell_of(about, is_new=what == "posted")
            case "pace" | "again", _:
                self.broadcast.tell({"kind": what})
        if what != "pace":
            self._background.start("refresh", self._refresh)

    def _tell_of(self, shown: Shown, *, is_new: bool = False) -> None:
        self.broadcast.tell(
            {
                "kind": "item",
                "id": str(shown.id),
                "place": str(self.drawing.place_of(shown)),
                "new": is_new,
                "html": self._rendered("item", item=shown),
                **self._author_of(shown),
            }
        )

    def _author_of(self, shown: Shown) -> Mapping[str, object]:
        """Return what an announcement needs to know."""
        if isinstance(shown, Message):
            important = shown.post is not None or bool(shown.author.is_host)
            return {"from": shown.author.name, "by": str(shown.author.id), "important": important}
        return {"from": "", "by": "", "important": False}

    async def _refresh(self) -> None:
        """Draw anew whatever is not a message, and tell what has changed of it."""
        drawing, over = self.drawing, self._rehearsal.stand.session.is_over
        drawing.count = await self._rehearsal.count()
        self._files = tuple(await self._rehearsal.files())
        self._noticed = tuple(await self._rehearsal.noticed(self._language)) if over else ()
        for name in PARTS[: None if drawing.has_ended else -1]:
            html = self._rendered("part", part=name)
            if self._parts.get(name) != html:
                self._parts[name] = html
                self.broadcast.tell({"kind": "part", "name": name, "html": html})
        for place in drawing.places():
            self._tell_of_place(place)

    def _tell_of_place(self, place: Place) -> None:
        """Tell of a place that is new, or of its head if that has changed."""
        head = self._rendered("head", place=place)
        if place.id not in self._heads:
            html = self._rendered("place", place=place)
            self.broadcast.tell({"kind": "place", "id": str(place.id), "html": html})
        elif self._heads[place.id] != head:
            self.broadcast.tell({"kind": "head", "id": str(place.id), "html": head})
        self._heads[place.id] = head

    def _rendered(self, what: str, **values: object) -> str:
        template = "room.html" if what == "room" else "one.html"
        rehearsal = self._rehearsal
        session = rehearsal.stand.session
        return rendered(
            self._app,
            f"rehearsal/{template}",
            self._words,
            self._language,
            what=what,
            draw=self.drawing,
            rehearsal=rehearsal,
            session=session,
            title=session.pack.title.in_language(session.pack.language),
            is_open=session.phase is Phase.OPEN,
            panel=PANEL,
            end=END,
            parts=self._parts,
            files=self._files,
            noticed=self._noticed,
            moves=partial(rehearsal.moves, self._language),
            **{"place": None, "item": None, "part": "", **values},
        )
