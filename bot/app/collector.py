"""Messages of members → contributions. What belongs to no session is not stored."""

from collections.abc import Callable, Sequence

from bot.app.live import Live, LiveSessions
from bot.app.ports import Contributions
from bot.app.values import Reaction
from bot.core.contribution import Contribution


class Collector:
    """Stores what the room reports, in whatever order it comes; `heard` listeners learn which session grew.

    New messages are taken in while a session lives; edits, deletions and reactions are followed for ever.
    """

    def __init__(self, live: LiveSessions, store: Contributions) -> None:
        self._live = live
        self._store = store
        self.heard: list[Callable[[Live], None]] = []

    async def said(self, contribution: Contribution) -> None:
        """A member said something."""
        if live := self._live.route(contribution.channel, contribution.id):
            await self._store.save(live.session.number, contribution)
            self._notify(live.session.number)

    async def edited(self, contribution: Contribution) -> None:
        """A member changed what they said; the text given is the last one, whether or not the first was heard."""
        if session := await self._session_of(contribution.channel, contribution.id):
            await self._store.save(session, contribution)
            self._notify(session)

    async def deleted(self, channel: int, messages: Sequence[int]) -> None:
        """Messages were deleted; of a live session this is kept also for those that were never heard."""
        for message in messages:
            if session := await self._session_of(channel, message):
                await self._store.delete(session, [message])
                self._notify(session)

    async def reacted(self, channel: int, reaction: Reaction, *, on: bool) -> None:
        """Somebody reacted, or took that back."""
        if session := await self._session_of(channel, reaction.message):
            await self._store.react(session, reaction, on=on)

    async def reactions_cleared(self, channel: int, message: int, emoji: str | None = None) -> None:
        """Every reaction of a message is gone, or every one with this emoji."""
        if session := await self._session_of(channel, message):
            await self._store.clear_reactions(session, message, emoji)

    async def thread_started(self, channel: int, thread: int) -> None:
        """There is a thread in a channel; if the talk there belongs to a session, so does the thread's."""
        live = self._live.route(channel, thread)
        if live and thread not in live.threads:
            live.threads.add(thread)  # first, since what is said in it may come at any moment
            await self._store.add_thread(live.session.number, thread)

    async def _session_of(self, channel: int, message: int) -> int | None:
        if live := self._live.route(channel, message):
            return live.session.number
        return await self._store.session_of(message)

    def _notify(self, session: int) -> None:
        if live := self._live.get(session):
            for listener in self.heard:
                listener(live)
