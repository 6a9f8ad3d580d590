"""One rehearsal from its preview to its end: the same use cases as on Discord, a local room, a fast clock, a cast."""

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

from bot.adapters.rehearsal.players import Players
from bot.adapters.rehearsal.room import RehearsalRoom
from bot.adapters.rehearsal.screen import Screen
from bot.app.engine import Engine
from bot.app.ports.clock import Clock
from bot.core.base.words import Words
from bot.core.script.cast import Cast
from bot.core.script.pack import Pack
from bot.core.session.state import Phase

PREVIEW_BEFORE = timedelta(minutes=2)
"""How long before the welcome the preview is shown: long enough to read it, in a room that knows no days."""


class FastTime(Clock, Protocol):
    """A clock that can be put forward."""

    def skip_to(self, instant: datetime) -> None:
        """Let it be this instant now, if it was earlier."""
        ...


async def leave_the_past(engine: Engine, room: RehearsalRoom) -> None:
    """End the chats that earlier rehearsals broke off: they have no room any more, and nobody to be told of it."""
    with room.empty():
        for live in engine.live:
            await engine.room_lost(live.session.room.channel)
        await engine.idle()


async def play(
    engine: Engine, room: RehearsalRoom, clock: FastTime, pack: Pack, cast: Cast | None, screen: Screen, words: Words
) -> int:
    """Play a pack to the end and return the number of the session.

    Once the hour is over the clock jumps: nobody waits two days for late answers.
    """
    room.collector = engine.collector
    await leave_the_past(engine, room)
    session = await engine.host.start(pack, room.ref, by=None, opens_at=clock.now() + PREVIEW_BEFORE)
    live = await engine.live.take_up(session.number)
    screen.follow(lambda: live.stand, room)
    players = Players(cast, room, lambda: live.stand, words) if cast else None
    wake = asyncio.Event()
    while True:
        await engine.tick()
        if live.session.phase is Phase.ARCHIVED:
            return session.number
        due = min(filter(None, (engine.next_due(), players.next_due() if players else None)))
        if live.session.phase is Phase.CLOSED:
            clock.skip_to(due)
        await clock.wait(due, wake)
        screen.move(live.stand, clock.now())
        if players:
            await players.play(clock.now())
