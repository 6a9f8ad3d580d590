"""The archive: what somebody may read in the browser, and the links that let them. Everything asks `visible` first."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.app.ports.values import Place
from bot.app.reading.entering.signing_in import SigningIn
from bot.app.reading.entering.tokens import digest_of, new_token
from bot.app.reading.records import Record, Records
from bot.app.reading.searching.search import NEWEST, Found, search
from bot.app.reading.searching.tallies import Tallies
from bot.app.reading.searching.voices import Voice, Voices
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Refused
from bot.core.base.place import RoomRef
from bot.core.base.words import N_
from bot.core.record.recap import Recap
from bot.core.requests.searching import Query
from bot.core.requests.tickets import NOTHING, Ticket, View, Viewer, Visible, visible_to
from bot.core.session.facts import RecapPublished
from bot.core.session.listing import Listed
from bot.core.session.state import Session

MOST_LINKS = 12
"""How many links one browser may hold."""

ROWS_AT_ONCE = 200
"""How many rows of a list are read before others have a turn."""

IN_FEED = 30
"""How many chats a feed has."""

DAYS = 7
MOST_GIVEN = 200
"""How many links that are still good a channel has at most, feeds among them."""

MOST_DAYS = 365
OFF = N_("The archive in the browser is not switched on; whoever runs me can do that with web.enabled.")


@dataclass(frozen=True, slots=True)
class Seen:
    """A session as one reader may see it."""

    listed: Listed
    view: View

    @property
    def number(self) -> int:
        """The session's number."""
        return self.listed.number

    @property
    def is_public(self) -> bool:
        """Whether only the public record is shown."""
        return self.view is not View.FULL


class Counts(NamedTuple):
    """How many questions, answers and people a session has, as one reader may see it."""

    questions: int
    answers: int
    people: int


class Archive:
    """Reads for people in the browser. `address` is where its pages are; without one there are none.

    People sign in by `signing_in`, if the operator lets them.
    """

    def __init__(
        self, store: Store, records: Records, clock: Clock, address: str = "", signing_in: SigningIn | None = None
    ) -> None:
        self.signing_in = signing_in
        self._store = store
        self._records = records
        self._clock = clock
        self.address = address
        self._searching = asyncio.Lock()
        self._tallies = Tallies(store, records)
        self._voices = Voices(store, records, clock)

    @property
    def now(self) -> datetime:
        """What time it is."""
        return self._clock.now()

    async def visible(self, tokens: Sequence[str], sign_in: str = "") -> Visible:
        """Return what somebody may see who holds these links, and a sign-in perhaps."""
        viewer = await self.signing_in.viewer(sign_in) if self.signing_in else Viewer()
        if tokens:
            tickets = await self._store.tickets_with([digest_of(token) for token in tokens[-MOST_LINKS:]])
            viewer = replace(viewer, tickets=tickets)
        return visible_to(viewer, self._clock.now())

    async def opened(self, token: str, *, feed: bool = False) -> Ticket | None:
        """Return what a link opens, or the address of a `feed`, and note that; None if it opens nothing."""
        now = self._clock.now()
        for ticket in await self._store.tickets_with([digest_of(token)]):
            if ticket.opens(now) and (ticket.view is View.FEED) is feed:
                await self._store.use_ticket(ticket.id, now)
                return ticket
        return None

    async def sessions(self, visible: Visible) -> list[Seen]:
        """Return the sessions that somebody may see, newest first."""
        return [each async for each in self._walk(visible)]

    async def _walk(self, visible: Visible, upto: int = NEWEST[0]) -> AsyncIterator[Seen]:
        """Walk through the sessions that somebody may see up to a number, newest first.

        They are read a few at a time: neither a list of thousands nor a search that finds its words at once holds up
        anybody.
        """
        channels, numbers = visible.channels | visible.viewed, visible.sessions.keys()
        while (channels or numbers) and (
            rows := await self._store.newest_of(channels=channels, numbers=numbers, upto=upto, most=ROWS_AT_ONCE)
        ):
            for each in rows:
                if (view := visible.view_of(each)) is not None:
                    yield Seen(each, view)
            upto = rows[-1].number - 1

    async def session(self, visible: Visible, number: int) -> Seen:
        """Return a session; raise `NotFound` if there is none, or none that they may know of."""
        row = await self._store.row(number) if visible != NOTHING else None
        view = visible.view_of(row) if row is not None else None
        if row is None or view is None:
            raise NotFound(N_("There is no session {number}."), number=number)
        return Seen(row, view)

    async def counts(self, seen: Sequence[Seen]) -> Mapping[int, Counts]:
        """Return how much there is in sessions as their reader may see them; those that are not over have none yet."""
        views = {each.number: each for each in seen}
        tallies = await self._tallies.of([each.listed for each in seen])
        return {
            number: Counts(tally.questions, tally.public_answers, tally.public_people)
            if views[number].is_public
            else Counts(tally.questions, tally.answers, tally.people)
            for number, tally in tallies.items()
        }

    async def search(self, visible: Visible, query: Query, before: Place = NEWEST, *, only: int | None = None) -> Found:
        """Return what was said that has all words of a query, the newest first; with `only`, in that one session.

        Only sessions that somebody sees in full are searched. There is one search at a time, each for so long at most,
        so that nobody else has to wait for long.
        """
        async with self._searching:
            return await search(self._store, self._records, self._in_full(visible, before, only), query, before)

    async def _in_full(self, visible: Visible, before: Place, only: int | None) -> AsyncIterator[Listed]:
        """Walk through the sessions seen in full in which a search goes on, or through the only one."""
        if only is None:
            async for each in self._walk(visible, upto=before[0]):
                if each.view is View.FULL:
                    yield each.listed
        elif only <= before[0] and (seen := await self.session(visible, only)).view is View.FULL:
            yield seen.listed

    async def voices(self, visible: Visible) -> tuple[list[Voice], int]:
        """Return whose answers others built on in the channels that somebody sees in full, and what is still unread."""
        seen = await self.sessions(visible)
        return await self._voices.among([each.listed for each in seen if each.listed.room.channel in visible.channels])

    async def record(self, seen: Seen) -> Record:
        """Return a session's record as its reader may see it."""
        return await (self._records.public_transcript if seen.is_public else self._records.transcript)(seen.number)

    async def both(self, seen: Seen) -> tuple[Record, Record]:
        """Return a session's record as its reader may see it, and the public one."""
        record, public = await self._records.both(seen.number)
        return public if seen.is_public else record, public

    async def plan(self, seen: Seen) -> Session:
        """Return a session as it is planned."""
        return (await self._store.load(seen.number)).session

    async def recap(self, seen: Seen, place: str) -> Recap | None:
        """Return a session's recap once it is published; whoever is no member gets none, for a recap names people."""
        if seen.view is View.PUBLIC or not seen.listed.closed_at:
            return None
        recap = await self._records.recap(seen.number, place=place)
        return recap if (await self._store.load(seen.number)).session.recap.published else None

    async def give(self, room: RoomRef, session: int | None, view: View, by: Person, days: int) -> tuple[str, datetime]:
        """Return a new link to a session, or (None) to all of a room's, and when it ends."""
        if not self.address:
            raise Refused(OFF)
        now = self._clock.now()
        if sum(each.opens(now) for each in await self._store.tickets_of(room.channel)) >= MOST_GIVEN:
            raise Refused(
                N_("This channel has {limit} links that are still good; revoke one under “Links given out” first."),
                limit=MOST_GIVEN,
            )
        token = new_token()
        ends = now + timedelta(days=days)
        ticket = Ticket(0, room.guild, room.channel, session, view, by.id, by.name, now, ends)
        await self._store.add_ticket(digest_of(token), ticket)
        return f"{self.address}/s/{token}", ends

    async def give_feed(self, room: RoomRef) -> str:
        """Return where the feeds of a room are from now on, for a year."""
        address, _ = await self.give(room, None, View.FEED, Person(0, ""), MOST_DAYS)
        return address.replace("/s/", "/feeds/")

    async def recaps_of_feed(self, token: str) -> list[tuple[Listed, datetime]] | None:
        """Return the chats of a feed whose recap is published, with when it was last; None if there is no such feed."""
        chats = await self._of_feed(token)
        if chats is None:
            return None
        facts = {each.number: await self._store.facts(each.number) for each in chats if each.closed_at}
        published = {
            number: [fact.at for fact in history if isinstance(fact, RecapPublished)]
            for number, history in facts.items()
        }
        recaps = [(each, max(published[each.number])) for each in chats if published.get(each.number)]
        return sorted(recaps, key=itemgetter(1), reverse=True)

    async def chats_of_feed(self, token: str) -> list[Session] | None:
        """Return the chats of a feed that have a time; None if there is no such feed."""
        chats = await self._of_feed(token)
        if chats is None:
            return None
        return [(await self._store.load(each.number)).session for each in chats if each.opens_at]

    async def _of_feed(self, token: str) -> list[Listed] | None:
        """Return the newest chats of a feed's channel."""
        ticket = await self.opened(token, feed=True)
        if ticket is None:
            return None
        chats = await self.sessions(Visible(frozenset({ticket.channel})))
        return [each.listed for each in chats[:IN_FEED]]

    async def links(self, visible: Visible) -> list[Ticket]:
        """Return the links to the channels that somebody sees in full, the newest first; ended ones are left out."""
        now = self._clock.now()
        return [
            ticket
            for channel in sorted(visible.channels)
            for ticket in await self._store.tickets_of(channel)
            if now < ticket.ends_at
        ]

    async def revoke(self, visible: Visible, id: int) -> None:
        """Let a link open nothing from now on; it must be to a channel that they see in full."""
        for channel in visible.channels:
            await self._store.revoke_ticket(channel, id, self._clock.now())
