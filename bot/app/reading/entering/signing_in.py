"""Signing in to the archive: who somebody is, what the platform says of them, and how long that is remembered."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.room import Identity, Members
from bot.app.ports.store import Store
from bot.app.ports.values import Unsure
from bot.app.reading.entering.tokens import digest_of, new_token
from bot.core.base.contribution import Person
from bot.core.base.errors import RoomError
from bot.core.requests.rights import COMMANDS, PLANNERS, Asker, Standing, Subject, may
from bot.core.requests.tickets import SignIn, Viewer

log = logging.getLogger(__name__)

LASTING = timedelta(hours=12)
REMEMBERED = timedelta(minutes=5)
"""How long what the platform said of somebody is taken to be so still."""

FAILED = timedelta(seconds=30)
"""After how long the platform is asked again if it did not say; until then somebody is no member."""

MOST_REMEMBERED = 500
"""Of how many people it is remembered."""

READING = PLANNERS | Standing.ORGANISER
"""Who reads all chats of a channel in full, if they can view it. Hosts of one chat read that one."""


WRITING = COMMANDS["/tchat packs import"]
"""The right to write packs of a server, in a form too."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a person: as what they ask on each server, and which sessions they host."""

    until: datetime
    askers: tuple[Asker, ...]
    hosts: frozenset[int]


class SigningIn:
    """Lets people in who say by the platform who they are."""

    def __init__(self, store: Store, clock: Clock, identity: Identity, members: Members) -> None:
        self._store = store
        self._clock = clock
        self._identity = identity
        self._members = members
        self._known: dict[int, _Known] = {}
        self._asking: dict[int, asyncio.Lock] = {}

    def address(self, state: str) -> str:
        """Return where somebody says who they are."""
        return self._identity.address(state)

    async def begin(self, code: str) -> str:
        """Sign in who came back with a code, and return the word for their browser to hold."""
        person = await self._identity.person(code)
        now, token = self._clock.now(), new_token()
        await self._store.add_sign_in(digest_of(token), SignIn(person.id, person.name, now + LASTING), now)
        return token

    async def end(self, token: str) -> None:
        """Sign somebody out, in all their browsers."""
        if (found := await self._sign_in(token)) is not None:
            await self._store.end_sign_ins(found.person)
            self._known.pop(found.person, None)

    async def viewer(self, token: str) -> Viewer:
        """Return who holds a word, and what they may see as a member of servers."""
        found = await self._sign_in(token)
        if found is None:
            return Viewer()
        known = await self._known_of(found.person)
        rooms = await self._store.rooms()
        by_server = {asker.server: asker for asker in known.askers}
        viewed = {
            room.channel: by_server[room.guild]
            for room in rooms
            if room.guild in by_server and by_server[room.guild].views(room.channel)
        }
        reads = (channel for channel, asker in viewed.items() if asker.standing & READING)
        plans = (
            server for server, asker in by_server.items() if server is not None and may(WRITING, asker, Subject(server))
        )
        return Viewer((), found.name, frozenset(reads), frozenset(viewed), known.hosts, frozenset(plans))

    async def person(self, token: str) -> Person | None:
        """Return who holds a word; None for nobody who is signed in."""
        found = await self._sign_in(token)
        return Person(found.person, found.name) if found else None

    def name_of(self, server: int) -> str:
        """Return what a server is called."""
        return self._members.name_of(server)

    async def _sign_in(self, token: str) -> SignIn | None:
        found = await self._store.sign_in_with(digest_of(token)) if token else None
        return found if found is not None and self._clock.now() < found.ends_at else None

    async def _known_of(self, person: int) -> _Known:
        """Return what is known of somebody, asked anew if that was too long ago; once, however many pages want it."""
        async with self._asking.setdefault(person, asyncio.Lock()):
            known, now = self._known.get(person), self._clock.now()
            if known is None or known.until <= now:
                known = self._known[person] = await self._asked(person, now)
        while len(self._known) > MOST_REMEMBERED:
            oldest = next(iter(self._known))
            del self._known[oldest], self._asking[oldest]
        return known

    async def _asked(self, person: int, now: datetime) -> _Known:
        servers = {room.guild for room in await self._store.rooms()}
        until, askers = now + REMEMBERED, []
        for server in sorted(servers):
            try:
                asker = await self._members.asker(server, person)
            except (RoomError, Unsure) as error:
                log.warning("whether %s is a member of %s is not known (%s)", person, server, error)
                until = now + FAILED
            else:
                askers += [asker] if asker is not None else []
        return _Known(until, tuple(askers), frozenset(await self._hosted(person)))

    async def _hosted(self, person: int) -> list[int]:
        sessions = await self._store.hosted_by(person)
        return [number for number in sessions if person in (await self._store.load(number)).session.hosts]
