"""Questions that members suggest for the next chat: put on the host desk, accepted, edited or set aside there.

An accepted one joins the chat that opens next in its channel, if one is set; else it waits for one to be set.
"""

import asyncio
from dataclasses import replace

from bot.app.hosting.desk import HostDesk
from bot.app.hosting.host import Host
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Gone, NoDesk, Unsure
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Phrase, Refused, RoomError
from bot.core.base.place import RoomRef
from bot.core.base.post import Post
from bot.core.base.words import N_, WordsIn
from bot.core.posts.confirmations import suggestion_taken
from bot.core.posts.hosting.desk import moved_here, suggestion_card
from bot.core.script.suggestion import SUGGESTIONS_BELOW, Suggestion, card_of
from bot.core.session.state import Session

LONGEST = 300

MOST_UNDECIDED = 5
"""How many suggestions of one member wait for the hosts of a channel at most."""

STATES = (N_("accepted"), N_("set aside"), N_("used"))
"""What a suggestion that is not new any more can be; these are also the store's words."""


class Suggestions:
    """Takes suggestions in and notes what hosts make of them."""

    def __init__(self, store: Store, host: Host, desk: HostDesk, room: Room, words: WordsIn) -> None:
        self._store = store
        self._host = host
        self._desk = desk
        self._room = room
        self._words = words
        self._turn = asyncio.Lock()

    async def suggest(self, room: RoomRef, by: Person, text: str, language: str) -> None:
        """Keep a member's suggestion and show it to the hosts."""
        text = " ".join(text.split())
        if not 0 < len(text) <= LONGEST:
            raise Refused(N_("A question may have up to {limit} characters."), limit=LONGEST)
        suggestion = Suggestion(0, room.guild, room.channel, by.id, by.name, text)
        async with self._turn:  # of many that are sent at once, the last ones are too many
            if await self._store.undecided(room.channel, by.id) >= MOST_UNDECIDED:
                raise Refused(
                    N_("Hosts have not decided about {limit} of your suggestions yet; wait until they have."),
                    limit=MOST_UNDECIDED,
                )
            number = await self._store.suggest(suggestion)
        try:
            channel = await self._desk.of_channel(room, language)
        except NoDesk:
            return  # it is kept, and shown as soon as the server chooses a desk
        try:
            await self._show(channel, replace(suggestion, id=number), language)
        except Gone:
            await self._show_anew(room, language)

    async def shown_at(self, place: int) -> list[RoomRef]:
        """Return the channels whose suggestions, undecided as yet, are shown at this desk."""
        rooms = {RoomRef(self._room.platform, each.guild, each.channel) for each in await self._store.new_suggestions()}
        in_order = sorted(rooms, key=lambda room: room.channel)
        return [room for room in in_order if await self._desk.place_of_channel(room.channel) == place]

    async def show_anew(self, room: RoomRef) -> None:
        """Show at another desk what hosts have not decided about; the one there was is gone."""
        last = await self._store.last_in(room.platform, room.channel)
        await self._show_anew(room, last.language if last else "en")

    async def desk_chosen(self, guild: int) -> None:
        """Show at the desk that a server chose what hosts have not decided about."""
        new = await self._store.new_suggestions()
        for channel in sorted({each.channel for each in new if each.guild == guild}):
            await self.show_anew(RoomRef(self._room.platform, guild, channel))

    async def _show_anew(self, room: RoomRef, language: str) -> None:
        """Show all that hosts have not decided about at a new desk; the one there was is gone."""
        await self._desk.forget_channel(room.channel)
        desk = await self._desk.of_channel(room, language)
        await self._room.post(desk, Post(moved_here(self._words(language))), f"desk {desk}")
        for each in await self._store.new_suggestions():
            if each.channel == room.channel:
                await self._show(desk, each, language)

    async def _show(self, desk: int, suggestion: Suggestion, language: str) -> None:
        card = suggestion_card(suggestion.id, suggestion, self._words(language))
        message = await self._room.post(desk, card, f"suggest {suggestion.id} {desk % 10**6}")
        await self._store.note(card_of(suggestion.id), f"{desk} {message}")
        if await self._store.suggestion(suggestion.id) is None:  # its author was erased while it was on its way
            await self._room.remove(desk, message)

    async def accept(
        self, number: int, by: Person, text: str | None = None, *, after_all: bool = False
    ) -> tuple[Suggestion, Session | None]:
        """Let a suggestion be asked in the next chat of its channel, as it is or in other words, and tell its author.

        Returns it as it was, and the chat that it joined if one was set. With `after_all`, one that was set aside is
        accepted, too.
        """
        async with self._turn:  # of two hosts who click at once, one decides
            before = await self._waiting(number, also="set aside" if after_all else "new")
            suggestion = replace(before, text=text or before.text)
            session = await self._host.join(suggestion.channel, suggestion, by, f"suggestion {number}")
            await self._store.set_suggestion(number, "used" if session else "accepted", suggestion.text)
        await self._tell(suggestion, session)
        return before, session

    async def set_aside(self, number: int) -> None:
        """Let a suggestion rest."""
        async with self._turn:
            suggestion = await self._waiting(number)
            await self._store.set_suggestion(number, "set aside", suggestion.text)

    async def of(self, number: int) -> Suggestion:
        """Return a suggestion; raise `NotFound` if there is none with this number."""
        suggestion = await self._store.suggestion(number)
        if suggestion is None:
            raise NotFound(N_("This suggestion no longer exists."))
        return suggestion

    async def _waiting(self, number: int, also: str = "new") -> Suggestion:
        """Return a suggestion that is still to be decided about."""
        suggestion = await self.of(number)
        if suggestion.state not in ("new", also):
            answer = Phrase(suggestion.state)
            raise Refused(N_("Another host was faster: the suggestion is {state}."), state=answer)
        return suggestion

    async def _tell(self, suggestion: Suggestion, session: Session | None) -> None:
        """Tell a member that their question is asked; where private messages are closed, once they turn to the bot."""
        last = await self._store.last_in(self._room.platform, suggestion.channel)
        words = self._words(session.pack.language if session else last.language if last else "en")
        text = suggestion_taken(suggestion.text, session, words)
        try:
            await self._room.post(await self._room.direct(suggestion.person), Post(text), f"taken {suggestion.id}")
        except (RoomError, Unsure):
            later = SUGGESTIONS_BELOW - suggestion.id
            await self._store.deliver_later(suggestion.guild, suggestion.person, later, text)
