"""Standing by: a process that waits until nobody else runs the bot on the record, and then does.

It changes nothing while it waits, and keeps nothing open: what is put into the place of the record meanwhile is what it
opens.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.database import Database, Lease, NotNow
from bot.app.ports.store import Store
from bot.core.base.place import EVERYTHING, Share

log = logging.getLogger(__name__)

LOOK = timedelta(seconds=1)
"""How long after a look at the record the next one is taken."""


@asynccontextmanager
async def held_once_free(
    database: Database,
    clock: Clock,
    lives: Callable[[str], None] = lambda _: None,
    share: Share = EVERYTHING,
) -> AsyncIterator[tuple[Lease, Store]]:
    """Hold the lease for the length of a block, as `Database.held` does, as soon as that is possible.

    While our share has another process, what falls free is taken instead. `lives` is called at each look until
    then: who started this process hears that it is well.
    """
    told = ""
    async with AsyncExitStack() as stack:
        while True:
            try:
                held = await stack.enter_async_context(database.held(share, or_left=True))
                break
            except NotNow as error:
                if str(error) != told:
                    told = str(error)
                    log.info("standing by: %s", told)
            lives("standing by")
            await clock.wait(clock.now() + LOOK, asyncio.Event())
        if told:
            log.info("the database is free, and I go on with what is stored")
        yield held
