"""Performs one effect, so that it is visible once and only once.

A post is frozen and its claim committed before it is sent: after a crash we know what may be in the room. A post whose
fate is unknown is sent again with the same nonce for a minute, in which the room shows it once; after that the room's
own history says whether it is there. It is never sent blindly. Changes may be repeated.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any

from bot.app.delivery.handlers import HANDLERS
from bot.app.delivery.handling import Shows, Tools, nonce_of, on_the_desk
from bot.app.delivery.hindsight import CLOCK_DIFFERENCE, ID_DIFFERENCE, Hindsight
from bot.app.delivery.room_effects import name_thread
from bot.app.live.sessions import Live
from bot.app.ports.values import Claim, Gone, Pending, Unsure, Urgency
from bot.core.base.errors import RoomError
from bot.core.base.ids import first_at, time_of
from bot.core.posts.hosting.desk import mentioning
from bot.core.session.effects.answers import PendingCard
from bot.core.session.effects.base import Effect, Lane
from bot.core.session.effects.cases import CaseCard
from bot.core.session.effects.desk import AskHosts
from bot.core.session.effects.room import QuestionCard

SEND_SECONDS = 15
THREAD_SECONDS = 5
"""Less than for a post: making a thread may be repeated, and members wait for a word where to answer."""
SHOWN_AGAIN = (AskHosts, CaseCard, PendingCard)
"""What is shown at a new desk because it waits for a decision, whatever became of it at the old one."""

LEAST_LEFT = timedelta(seconds=10)
"""How long our servers must still be ours for sure when something is sent: the lease was renewed within 20 s."""

NONCE_HOLDS = timedelta(seconds=60)


class Performer:
    """Performs effects by the handlers of their kinds."""

    def __init__(self, tools: Tools, hindsight: Hindsight) -> None:
        self._tools = tools
        self._hindsight = hindsight

    async def perform(self, live: Live, pending: Pending) -> int | None:
        """Perform an effect and return the message it made, if any; `Unsure` means: try again later."""
        effect = pending.effect
        handler = HANDLERS[type(pending.effect)]
        await self._tools.room.turn(_urgency(effect))
        if isinstance(handler, Shows):
            return await self._show(live, pending, handler)
        async with self._sending(THREAD_SECONDS if effect.lane is Lane.THREADS else SEND_SECONDS):
            return await handler(self._tools, live, effect)

    async def name_thread(self, live: Live, number: int) -> None:
        """Let the thread of a question be called as the question reads now; `Unsure` means: try again later."""
        async with self._sending(THREAD_SECONDS):
            await name_thread(self._tools, live, number)

    async def place(self, live: Live, effect: Effect) -> int:
        """Return the channel or thread in which a post of the room's belongs."""
        handler = HANDLERS[type(effect)]
        place = await handler.place(self._tools, live, effect) if isinstance(handler, Shows) else None
        return place or live.session.room.channel

    async def _show(self, live: Live, pending: Pending, handler: Shows[Any]) -> int | None:
        """Make a message; where the host desk is gone, and with it all that was said there, say it at a new one."""
        effect = pending.effect
        desk = await self._tools.desk.place_of(live) if effect.lane is Lane.DESK else 0
        try:
            try:
                message = await self._posted(live, pending, handler)
            except Gone:
                if effect.lane is not Lane.DESK or effect.may_be_refused:
                    raise
                await self._tools.desk.lost(live, desk or await self._tools.desk.place_of(live))
                if isinstance(effect, SHOWN_AGAIN):
                    return None  # with all that waits for a decision, as an effect of the move
                message = await self._posted(live, Pending(effect), handler)
        except RoomError:
            if await handler.moved(self._tools, live, effect):
                return None
            if not (elsewhere := await handler.elsewhere(self._tools, live, effect)):
                await handler.refused(self._tools, live, effect)
                raise
            message = elsewhere
        if message is not None:
            await handler.shown(self._tools, live, effect, message)
        return message

    async def _posted(self, live: Live, pending: Pending, handler: Shows[Any]) -> int | None:
        effect, claim = pending.effect, pending.claim
        store, room, clock = self._tools.store, self._tools.room, self._tools.clock
        if claim is None:
            channel = await handler.place(self._tools, live, effect)
            post = await handler.post(self._tools, live, effect)
            if channel is None or post is None:
                return None  # there is nothing to say, or the place for it was never made
            if handler.place is on_the_desk and live.session.lead is not None and _is_first(live):
                post = mentioning(post, live.session.lead)
            if found := await self._hindsight.find(live, effect, channel, post):
                return found
            claim = Claim(clock.now(), channel, post, self._anchor(live))
            await store.claim(live.session.number, effect, claim)
        elif clock.now() - claim.at > NONCE_HOLDS and (found := await self._find(live, claim)):
            return found
        async with self._sending(SEND_SECONDS):
            return await room.post(
                claim.channel, claim.payload, nonce_of(store.installation, live.session.number, effect)
            )

    def _sending(self, seconds: float) -> AbstractAsyncContextManager[None]:
        """Give a call to the room its time, as far as no other process can have our servers before it is over."""
        left = self._tools.left()
        if left < LEAST_LEFT:
            raise Unsure("another process may have my servers by now")
        return in_time(min(seconds, left.total_seconds()))

    def _anchor(self, live: Live) -> int:
        """Return an id that is surely older than the post to come."""
        if live.landed:
            return first_at(time_of(max(live.landed.values())) - ID_DIFFERENCE)
        return first_at(self._tools.clock.now() - CLOCK_DIFFERENCE)

    async def _find(self, live: Live, claim: Claim) -> int | None:
        """Return our message in the room's history that shows what was claimed and that no other effect owns."""
        async for post in self._tools.room.own_posts(claim.channel, claim.anchor):
            if post.text.strip() == claim.payload.text.strip() and await self._is_free(post.id):
                return post.id
        return None

    async def _is_free(self, message: int) -> bool:
        return await self._tools.store.poster_of(message) is None


def _urgency(effect: Effect) -> Urgency:
    if isinstance(effect, QuestionCard):
        return Urgency.CARD
    return Urgency.THREAD if effect.lane is Lane.THREADS else Urgency.POST


def _is_first(live: Live) -> bool:
    """Whether a session has no post at the host desk yet."""
    shown = (HANDLERS[type(effect)] for effect in live.landed)
    return not any(isinstance(handler, Shows) and handler.place is on_the_desk for handler in shown)


@asynccontextmanager
async def in_time(seconds: float) -> AsyncIterator[None]:
    """Give a call to the room its time; what takes longer has an unknown outcome."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise Unsure(f"no answer within {seconds} seconds") from error
