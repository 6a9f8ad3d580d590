"""How one effect is performed, so that it is visible once and only once.

A post is frozen and its claim committed before it is sent: after a crash we know what may be in the room. A post whose
fate is unknown is sent again with the same nonce for a minute, in which the room shows it once; after that the room's
own history says whether it is there. It is never sent blindly. Threads, pins and edits may be repeated.
"""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.app.answers import Answers
from bot.app.desk import HostDesk
from bot.app.direct import Direct
from bot.app.live import Live
from bot.app.ports import Clock, Room
from bot.app.store import Store
from bot.app.values import Claim, Gone, Pending, Unreadable, Unsure
from bot.core import cards
from bot.core.cases import TIME_OUT
from bot.core.effects import CHANGES, DESK, MEASURES, REFUSABLE, Effect, EffectKind
from bot.core.event import event_state
from bot.core.facts import Moderated
from bot.core.post import Post
from bot.core.snowflake import first_at, time_of
from bot.core.words import WordsIn
from bot.errors import RoomError

SEND_SECONDS = 15
NONCE_HOLDS = timedelta(seconds=60)

CLOCK_DIFFERENCE = timedelta(days=1)
"""By how much our clock may be ahead of the room's, at the very most, where no message id is known to compare with."""

ID_DIFFERENCE = timedelta(seconds=5)
"""By how much two of the room's own ids may be out of order, at the very most."""

Render = Callable[[Live, Effect], Awaitable[Post | None]]


def nonce_of(installation: str, session: int, effect: Effect) -> str:
    """Return the mark by which the room tells a repeated post, within Discord's 25 characters."""
    digest = hashlib.sha256(f"{installation}/{session}/{effect.key}".encode()).digest()
    return base64.b32encode(digest).decode()[:24]


class Performer:
    """Performs effects; `render` says what a new message shows."""

    def __init__(
        self, store: Store, room: Room, clock: Clock, render: Render, desk: HostDesk, answers: Answers, words: WordsIn
    ) -> None:
        self._store = store
        self._answers = answers
        self._room = room
        self._clock = clock
        self._render = render
        self._desk = desk
        self._direct = Direct(store, room, words)
        self._words = words

    async def perform(self, live: Live, pending: Pending) -> int | None:
        """Perform an effect and return the message it made, if any; `Unsure` means: try again later."""
        if pending.effect.kind in (EffectKind.NOTICE, EffectKind.OUTCOME):
            return await self._tell(live, pending)
        if pending.effect.kind is EffectKind.ANSWER:
            return await self._answer(live, pending)
        if pending.effect.kind not in CHANGES:
            return await self._post(live, pending)
        async with in_time():
            return await self._change(live, pending.effect)

    async def _change(self, live: Live, effect: Effect) -> int | None:
        """Bring something up to date that is in the room; what never got there needs no change."""
        stand, channel = live.stand, live.session.room.channel
        words = self._words(live.session.pack.language)
        if effect.kind is EffectKind.ADMIT:
            await self._desk.admit(live)
            return None
        if effect.kind in MEASURES:
            await self._measure(live, effect)
            return None
        if effect.kind in (EffectKind.DRAFT_CARD, EffectKind.REWORD, EffectKind.WITHDRAW):
            await self._answers.change(live, effect)
            return None
        if effect.kind is EffectKind.EVENT:
            state = event_state(stand, self._clock.now())
            return await self._room.show_event(live.session.room.guild, state, stand.event())
        message = self._message(stand, effect)
        if message is None:
            return None
        match effect.kind:
            case EffectKind.REVISION:
                if post := await self._render(live, effect):
                    await self._room.edit(channel, message, post)
            case EffectKind.THREAD:
                assert effect.number is not None
                await self._room.start_thread(channel, message, cards.thread_name(stand, effect.number, words))
                return message
            case EffectKind.CARD:
                assert effect.number is not None
                await self._room.edit(channel, message, cards.question_card(stand, effect.number, words))
            case EffectKind.ARCHIVE_THREAD:
                await self._room.archive_thread(message)
            case _:
                await self._room.pin(channel, message, pinned=effect.kind is EffectKind.PIN)
        return None

    async def _measure(self, live: Live, effect: Effect) -> None:
        """Take a message out of the room, or time a member out (or in again)."""
        session = live.session
        assert effect.number is not None
        if effect.kind is EffectKind.REMOVE:
            said = await anext(self._store.read(session.number, [effect.number]), None)
            if said and said.id in session.withheld:  # what was brought back meanwhile stays
                await self._room.remove(said.channel, said.id)
            return
        cause = await self._store.cause(session.number, effect)
        assert isinstance(cause, Moderated)
        until = cause.at + TIME_OUT if cause.person in session.cases[effect.number].timed_out else None
        await self._room.time_out(session.room.guild, cause.person, until)

    async def _tell(self, live: Live, pending: Pending) -> int | None:
        """Tell a member privately; whose door is closed is told when they next turn to the bot."""
        effect, session = pending.effect, live.session
        assert effect.number is not None
        try:
            message = await self._posted(live, pending)
        except RoomError:
            if post := await self._render(live, effect):
                about = -effect.number if effect.kind is EffectKind.OUTCOME else effect.number
                await self._store.deliver_later(session.room.guild, await self._person(live, effect), about, post.text)
            await self._is_told(live, effect)
            raise
        await self._is_told(live, effect)
        return message

    async def _is_told(self, live: Live, effect: Effect) -> None:
        if effect.kind is EffectKind.OUTCOME and effect.number is not None:
            await self._answers.told(live, effect.number)

    async def _person(self, live: Live, effect: Effect) -> int:
        """Return whom a private word is for."""
        assert effect.number is not None
        if effect.kind is EffectKind.NOTICE:
            cause = await self._store.cause(live.session.number, effect)
            assert isinstance(cause, Moderated)
            return cause.person
        draft = await self._store.draft(effect.number)
        assert draft is not None
        return draft.person

    async def _answer(self, live: Live, pending: Pending) -> int | None:
        """Post an approved answer and take it into the record."""
        message = await self._posted(live, pending)
        if message is not None and pending.effect.number is not None:
            await self._answers.record(live, pending.effect.number, message)
        return message

    def _message(self, stand: cards.Stand, effect: Effect) -> int | None:
        """Return the message that a change is about, if it is in the room."""
        if effect.kind is EffectKind.REVISION:
            return stand.summary()
        return stand.welcome() if effect.number is None else stand.card(effect.number)

    async def _post(self, live: Live, pending: Pending) -> int | None:
        """Make a message. What hosts must know, and cannot be told at any desk, they are told in private messages."""
        try:
            return await self._at_desk(live, pending)
        except Unreadable:
            raise
        except RoomError:
            if pending.effect.kind not in (EffectKind.ASK_HOSTS, EffectKind.TELL_HOSTS):
                raise
            nonce, post = self._nonce(live, pending.effect), await self._render(live, pending.effect)
            if post is None or (message := await self._direct.tell(live, pending.effect, post, nonce)) is None:
                raise
            return message

    async def _at_desk(self, live: Live, pending: Pending) -> int | None:
        """Make a message; where the host desk is gone, and with it all that was said there, say it at a new one."""
        try:
            return await self._posted(live, pending)
        except Gone:
            if pending.effect.kind not in DESK - REFUSABLE:
                raise
        await self._desk.forget(live)
        return await self._posted(live, Pending(pending.effect))

    def _nonce(self, live: Live, effect: Effect) -> str:
        return nonce_of(self._store.installation, live.session.number, effect)

    async def _posted(self, live: Live, pending: Pending) -> int | None:
        effect, claim = pending.effect, pending.claim
        if claim is None:
            channel, post = await self._channel(live, effect), await self._render(live, effect)
            if channel is None or post is None:
                return None  # there is nothing to say, or the place for it was never made
            claim = Claim(self._clock.now(), channel, post, self._anchor(live))
            await self._store.claim(live.session.number, effect, claim)
        elif self._clock.now() - claim.at > NONCE_HOLDS and (found := await self._find(live, claim)):
            return found
        async with in_time():
            return await self._room.post(claim.channel, claim.payload, self._nonce(live, effect))

    async def place(self, live: Live, effect: Effect) -> int:
        """Return the channel or thread in which a post of the room's belongs."""
        return await self._channel(live, effect) or live.session.room.channel

    async def _channel(self, live: Live, effect: Effect) -> int | None:
        """Return where a post belongs; None if that place was never made."""
        if effect.kind in (EffectKind.NOTICE, EffectKind.OUTCOME):
            return await self._room.direct(await self._person(live, effect))
        if effect.kind is EffectKind.ANSWER and effect.number is not None:
            return self._answers.place(live, effect.number)
        if effect.kind is EffectKind.REPOST and effect.number is not None:
            said = await anext(self._store.read(live.session.number, [effect.number]), None)
            return said.channel if said else None
        if effect.kind in DESK:
            return await self._desk.channel_of(live)
        if effect.kind is not EffectKind.MOVED_ON:
            return live.session.room.channel
        assert effect.number is not None
        is_there = live.stand.has_thread(effect.number) and effect.number not in live.session.threadless
        return live.stand.card(effect.number) if is_there else None

    def _anchor(self, live: Live) -> int:
        """Return an id that is surely older than the post to come."""
        if live.landed:
            return first_at(time_of(max(live.landed.values())) - ID_DIFFERENCE)
        return first_at(self._clock.now() - CLOCK_DIFFERENCE)

    async def _find(self, live: Live, claim: Claim) -> int | None:
        """Return our message in the room's history that shows what was claimed and that no other effect owns."""
        owned = set(live.landed.values())
        async for post in self._room.own_posts(claim.channel, claim.anchor):
            if post.text.strip() == claim.payload.text.strip() and post.id not in owned:
                return post.id
        return None


@asynccontextmanager
async def in_time() -> AsyncIterator[None]:
    """Give a call to the room its time; what takes longer has an unknown outcome."""
    try:
        async with asyncio.timeout(SEND_SECONDS):
            yield
    except TimeoutError as error:
        raise Unsure(f"no answer within {SEND_SECONDS} seconds") from error
