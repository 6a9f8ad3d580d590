"""A room in memory that behaves like a Discord channel: ids that carry their time, threads with their card's id.

Members' doings reach the collector as Discord's would, and every visible change reaches `watch`.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.app.intake.collector import Collector
from bot.app.ports.clock import Clock
from bot.app.ports.rehearsing import Message
from bot.app.ports.values import Abilities, Gone, Heard, NoChannel, OwnPost, Reaction, TooLarge, Unsure, Urgency
from bot.core.base.contribution import Attachment, Person
from bot.core.base.ids import first_at, time_of
from bot.core.base.place import REHEARSAL, RoomRef
from bot.core.base.post import Post
from bot.core.base.words import N_
from bot.core.posts.event import EventState

BOT = Person(id=1, name="tchat-bot")
NONCE_WINDOW = timedelta(minutes=5)
"""For how long a repeated post is known by its nonce; Discord says "a few minutes"."""

NOT_THERE = N_("The message is gone.")
NO_FILE = N_("The file is gone.")
TOO_LARGE = N_("The file is too large.")
NO_THREAD = N_("The message has no thread.")


class RehearsalRoom:
    """One channel with its threads; the port `Room`, and what members can do.

    While it `is_silent` no call of the bot's gets an answer, and it hears nothing.
    """

    platform = REHEARSAL

    def __init__(self, clock: Clock, watch: Callable[[str, Message], None] = lambda deed, message: None) -> None:
        self._clock = clock
        self.watch = watch
        self._last_id = 0
        self._nonces: dict[str, int] = {}
        self.ref = RoomRef(REHEARSAL, 0, self.new_id())
        self.messages: dict[int, Message] = {}
        self.threads: dict[int, str] = {}
        self.desks: dict[str, int] = {}
        self._is_empty = False
        self.admitted: dict[int, set[int]] = {}
        self.events: dict[int, EventState] = {}
        self.private: dict[int, int] = {}
        self.timed_out: dict[int, datetime | None] = {}
        self.files: dict[str, bytes] = {}
        self.collector: Collector | None = None
        self.is_silent = False

    # What members do

    async def say(
        self,
        who: Person,
        text: str,
        *,
        channel: int | None = None,
        reply_to: int | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Message:
        """Somebody says something, in the channel unless a thread is given; files by their names."""
        message = self._add(channel or self.ref.channel, who, text, reply_to=reply_to)
        message.attachments = tuple(self._upload(name, content) for name, content in (files or {}).items())
        if self.collector and not self.is_silent:
            await self.collector.said(message.contribution)
        return message

    async def change(self, message: Message, text: str) -> None:
        """The author edits a message."""
        message.text = text
        message.edited_at = self._clock.now()
        self.watch("edited", message)
        if self.collector and not self.is_silent:
            await self.collector.edited(message.contribution)

    async def delete(self, message: Message) -> None:
        """The author deletes a message."""
        del self.messages[message.id]
        self.watch("deleted", message)
        if self.collector and not self.is_silent:
            await self.collector.deleted(message.channel, [message.id])

    async def react(self, who: Person, message: Message, emoji: str, *, on: bool = True) -> None:
        """Somebody reacts, or takes that back."""
        people = message.reactions.setdefault(emoji, set())
        (people.add if on else people.discard)(who.id)
        self.watch("reacted", message)
        if self.collector and not self.is_silent:
            await self.collector.reacted(message.channel, Reaction(message.id, emoji, who.id), on=on)

    async def branch(self, message: Message, name: str) -> int:
        """A member makes a thread of their own from a message."""
        self.threads[message.id] = name
        if self.collector and not self.is_silent:
            await self.collector.thread_started(message.channel, message.id)
        return message.id

    def _upload(self, name: str, content: bytes) -> Attachment:
        url = f"rehearsal:{self.new_id()}"
        self.files[url] = content
        return Attachment(name, None, len(content), url)

    @contextmanager
    def empty(self) -> Iterator[None]:
        """Let nobody be here for the length of a block: what is posted is seen by nobody."""
        self._is_empty = True
        try:
            yield
        finally:
            self._is_empty = False

    # What the bot does: the port

    def serves(self, guild: int) -> bool | None:
        return True

    def abilities(self, channel: int) -> Abilities:
        return Abilities()

    async def turn(self, urgency: Urgency) -> None:
        """Let everything be done at once."""

    async def post(self, channel: int, post: Post, nonce: str) -> int:
        self._reach()
        if self._is_empty:
            return self.new_id()
        shown = self.messages.get(self._nonces.get(nonce, 0))
        if shown is not None and self._clock.now() - time_of(shown.id) < NONCE_WINDOW:
            return shown.id
        message = self._add(channel, BOT, post.text, post=post)
        self._nonces[nonce] = message.id
        return message.id

    async def edit(self, channel: int, message: int, post: Post) -> None:
        self._reach()
        found = self._found(message)
        if found.post != post:
            found.text, found.post = post.text, post
            self.watch("edited", found)

    async def start_thread(self, channel: int, message: int, name: str) -> None:
        self._reach()
        self._found(message)
        self.threads.setdefault(message, name)

    async def rename_thread(self, thread: int, name: str) -> None:
        self._reach()
        if thread not in self.threads:
            raise Gone(NOT_THERE)
        self.threads[thread] = name

    async def archive_thread(self, thread: int) -> None:
        self._reach()
        if thread not in self.threads:
            raise Gone(NOT_THERE)

    async def pin(self, channel: int, message: int, *, pinned: bool) -> None:
        self._reach()
        self._found(message).pinned = pinned

    async def show_event(self, guild: int, state: EventState, known: int | None) -> int | None:
        self._reach()
        event = known or next((id_ for id_, shown in self.events.items() if shown.link == state.link), None)
        if event is None and not state.ahead:
            return None
        self.events[event := event or self.new_id()] = state
        return event

    async def open_desk(self, room: RoomRef, name: str, hosts: Sequence[int], chosen: int) -> int:
        self._reach()
        if self._is_empty:
            return self.new_id()
        desk = self.desks.setdefault(name, chosen or self.new_id())
        await self.admit(desk, hosts)
        return desk

    async def admit(self, desk: int, hosts: Sequence[int]) -> None:
        self._reach()
        self.admitted.setdefault(desk, set()).update(hosts)

    async def dismiss(self, desk: int, person: int) -> None:
        self._reach()
        self.admitted[desk].discard(person)

    async def desk_trouble(self, room: RoomRef, chosen: int) -> str | None:
        return None

    async def recap_channel(self, guild: int, chosen: int) -> int:
        return chosen

    async def recap_trouble(self, guild: int, chosen: int) -> str | None:
        return None

    async def direct(self, person: int) -> int:
        self._reach()
        return self.private.setdefault(person, self.new_id())

    async def remove(self, channel: int, message: int) -> None:
        self._reach()
        if found := self.messages.get(message):
            await self.delete(found)

    async def time_out(self, guild: int, person: int, until: datetime | None) -> None:
        self._reach()
        self.timed_out[person] = until

    async def history(self, channel: int, after: int) -> AsyncIterator[Heard]:
        self._reach()
        card = self.messages.get(channel)
        if card and card.author == BOT and channel not in self.threads:
            raise NoChannel(NO_THREAD)
        for message in list(self.messages.values()):
            if message.channel == channel and after < message.id:
                yield Heard(message.id, None if message.author == BOT else message.contribution)

    async def own_posts(self, channel: int, after: int) -> AsyncIterator[OwnPost]:
        self._reach()
        for message in list(self.messages.values()):
            if message.author == BOT and message.channel == channel and message.id > after:
                yield OwnPost(message.id, message.text)

    async def threads_of(self, channel: int, after: int) -> list[int]:
        self._reach()
        return [thread for thread in self.threads if thread > after] if channel == self.ref.channel else []

    async def is_deleted(self, channel: int, message: int) -> bool:
        self._reach()
        return message not in self.messages

    async def reactions(self, channel: int, message: int) -> set[Reaction]:
        self._reach()
        reactions = self._found(message).reactions
        return {Reaction(message, emoji, person) for emoji, people in reactions.items() for person in people}

    async def download(self, url: str, most: int) -> bytes:
        self._reach()
        if url not in self.files:
            raise Gone(NO_FILE)
        if len(self.files[url]) > most:
            raise TooLarge(TOO_LARGE)
        return self.files[url]

    def _reach(self) -> None:
        if self.is_silent:
            raise Unsure("the room does not answer")

    def _found(self, message: int) -> Message:
        if message not in self.messages:
            raise Gone(NOT_THERE)
        return self.messages[message]

    def _add(
        self,
        channel: int,
        who: Person,
        text: str,
        *,
        reply_to: int | None = None,
        post: Post | None = None,
    ) -> Message:
        message = Message(self.new_id(), channel, who, text, reply_to=reply_to, post=post)
        self.messages[message.id] = message
        self.watch("posted", message)
        return message

    def new_id(self) -> int:
        """Return an id that carries the time and is above all before it."""
        self._last_id = max(self._last_id + 1, first_at(self._clock.now()))
        return self._last_id
