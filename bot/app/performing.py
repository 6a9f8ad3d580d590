"""How one effect is performed in the room, so that it is there once and only once.

A post is frozen and its claim committed before it is sent: after a crash we know what may be in the room. A post whose
fate is unknown is sent again with the same nonce for a minute, in which the room shows it once; after that the room's
own history says whether it is there. It is never sent blindly. Threads, pins and edits may be repeated.
"""

import asyncio
import base64
import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.app.live import Live
from bot.app.ports import Clock, Room, Store
from bot.app.values import Claim, Pending, Unsure
from bot.core import cards
from bot.core.effects import Effect, EffectKind
from bot.core.post import Post
from bot.core.snowflake import first_at
from bot.core.words import Words

SEND_SECONDS = 15
NONCE_HOLDS = timedelta(seconds=60)
CLOCK_DIFFERENCE = timedelta(days=1)
"""By how much our clock may be ahead of the room's, at the very most, where no message id is known to compare with."""

Render = Callable[[Live, Effect], Awaitable[Post]]
WordsIn = Callable[[str], Words]


def nonce_of(installation: str, session: int, effect: Effect) -> str:
    """Return the mark by which the room tells a repeated post, within Discord's 25 characters."""
    digest = hashlib.sha256(f"{installation}/{session}/{effect.key}".encode()).digest()
    return base64.b32encode(digest).decode()[:24]


class Performer:
    """Performs effects; `render` says what a new message shows, `words` in which words."""

    def __init__(self, store: Store, room: Room, clock: Clock, render: Render, words: WordsIn) -> None:
        self._store = store
        self._room = room
        self._clock = clock
        self._render = render
        self._words = words

    async def perform(self, live: Live, pending: Pending) -> int | None:
        """Perform an effect and return the message it made, if any; `Unsure` means: try again later."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                if pending.effect.kind in _CHANGES:
                    return await self._change(live, pending.effect)
                return await self._post(live, pending)
        except TimeoutError as error:
            raise Unsure(f"no answer within {SEND_SECONDS} seconds") from error

    async def _change(self, live: Live, effect: Effect) -> int | None:
        """Bring something up to date that is in the room; what never got there needs no change."""
        stand, channel = live.stand, live.session.room.channel
        words = self._words(live.session.pack.language)
        message = stand.welcome() if effect.number is None else stand.card(effect.number)
        if message is None:
            return None
        match effect.kind:
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

    async def _post(self, live: Live, pending: Pending) -> int | None:
        effect, session = pending.effect, live.session
        channel = session.room.channel
        if effect.kind is EffectKind.MOVED_ON:
            assert effect.number is not None
            if not live.stand.has_thread(effect.number):
                return None
            channel = live.stand.card(effect.number) or channel
        claim = pending.claim
        if claim is None:
            claim = Claim(self._clock.now(), await self._render(live, effect), self._anchor(live))
            await self._store.claim(session.number, effect, claim)
        elif self._clock.now() - claim.at > NONCE_HOLDS:
            found = await self._find(live, channel, claim)
            if found is not None:
                return found
        nonce = nonce_of(self._store.installation, session.number, effect)
        return await self._room.post(channel, claim.payload, nonce)

    def _anchor(self, live: Live) -> int:
        """Return an id that is surely older than the post to come."""
        return max(live.landed.values(), default=first_at(self._clock.now() - CLOCK_DIFFERENCE))

    async def _find(self, live: Live, channel: int, claim: Claim) -> int | None:
        """Return our message in the room's history that shows what was claimed and that no other effect owns."""
        owned = set(live.landed.values())
        async for post in self._room.own_posts(channel, claim.anchor):
            if post.text.strip() == claim.payload.text.strip() and post.id not in owned:
                return post.id
        return None


_CHANGES = frozenset({EffectKind.THREAD, EffectKind.CARD, EffectKind.PIN, EffectKind.UNPIN, EffectKind.ARCHIVE_THREAD})
