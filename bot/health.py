"""`tchat health`: whether a bot runs on the record, for programs that ask by a command and not by a port."""

from bot.app.pulse import CONNECTED
from bot.config import Config
from bot.core.base.finding import Finding, Weight, fault
from bot.core.base.words import N_
from bot.stores import database_of

NOT_CONNECTED = N_("The bot runs, but has no connection to Discord.")


async def look(config: Config, *, ready: bool) -> Finding:
    """Return whether the bot runs; with `ready`, also whether it is connected to Discord. Looking changes nothing."""
    database = database_of(config)
    finding = await database.runner()
    if ready and finding.weight is Weight.GOOD:
        async with database.opened_to_read() as store:
            if not await store.recall(CONNECTED):
                return fault(NOT_CONNECTED)
    return finding
