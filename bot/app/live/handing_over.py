"""One process hands its servers over to the next, which is connected before this one ends: members notice nothing.

A process that is asked to end offers what it has, and goes on with it until whoever stands by is connected to Discord.
So does one that has no connection itself, while another may have one.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.database import Heir, Lease
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.words import N_

log = logging.getLogger(__name__)

LOOK = timedelta(seconds=0.2)
"""How often is looked whether the other one is ready, or has given what it offered."""

PATIENCE = timedelta(seconds=2.5)
"""How long somebody who stands by is waited for: they look once a second."""

LONGEST = timedelta(seconds=22)
"""How long an heir may take to connect; then we end all the same, before whoever started us loses patience."""

WITHOUT = timedelta(seconds=60)
"""How long a process has no connection to Discord before it offers its servers to one that has."""

LOOK_AT_CONNECTION = timedelta(seconds=5)

GIVEN_UP = N_("I had no connection to Discord for {seconds} seconds, and another process goes on with my servers.")


async def hand_over(lease: Lease, clock: Clock) -> bool:
    """Offer our servers; return whether there is an heir that can have them once the lease ends."""
    begun = clock.now()
    try:
        while (heir := await lease.offer()) is not Heir.READY:
            passed = clock.now() - begun
            if heir is Heir.NEVER or passed > (PATIENCE if heir is Heir.NONE else LONGEST):
                return False
            await clock.wait(clock.now() + LOOK, asyncio.Event())
    except StoreError as error:
        log.warning("nobody could be asked to go on: %s", error)
        return False
    log.info("another process is ready to go on")
    return True


async def inherit(lease: Lease, clock: Clock, connected: Callable[[], bool]) -> None:
    """Return once we have what was promised to us; raise `NotNow` where somebody else has it."""
    log.info("another process offers me its servers; I connect, and have them once it is done")
    is_told = False
    while not await lease.received():
        if not is_told and connected():
            await lease.ready()
            is_told = True
        await clock.wait(clock.now() + LOOK, asyncio.Event())
    log.info("the servers are mine, and I go on with what is stored")


async def give_up_without_discord(lease: Lease, clock: Clock, connected: Callable[[], bool]) -> None:
    """Offer our servers while we cannot reach Discord; raise `RoomError` once another process can have them.

    Where nobody else reaches it either, we keep them.
    """
    since, offers = clock.now(), False
    while True:
        if connected():
            since = clock.now()
        try:
            if clock.now() - since > WITHOUT:
                offers = True
                if await lease.offer() is Heir.READY:
                    raise RoomError(GIVEN_UP, seconds=int(WITHOUT.total_seconds()))
            elif offers:
                await lease.withdraw()
                offers = False
        except StoreError as error:
            log.debug("nobody can be asked to go on: %s", error)
        await clock.wait(clock.now() + LOOK_AT_CONNECTION, asyncio.Event())
