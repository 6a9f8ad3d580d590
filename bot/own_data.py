"""What an operator does for a member in the terminal, also while the bot runs: show, export and erase.

Where a bot runs, it lets posts, cards and recaps follow an erasure; else that is done when it next starts.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeVar

from bot.adapters.system.clock import SystemClock
from bot.app.live.sessions import LiveSessions
from bot.app.ports.own_words import KeptOfMember
from bot.app.ports.store import Store
from bot.app.privacy.erasure import NOTHING_KEPT, Erasure
from bot.app.privacy.own_data import kept_of
from bot.config import Config
from bot.core.base.errors import NotFound, StoreError
from bot.core.base.place import DISCORD
from bot.core.base.words import N_, Words
from bot.parts import beside_of, exports_of, files_of, reading
from bot.stores import database_of

Result = TypeVar("Result")

COUNTS = N_("{number} · {title} (messages: {messages}, files: {files}, reactions: {reactions}, cases: {cases})")


async def shown(config: Config, person: int, server: int | None, words: Words) -> list[str]:
    """Return what is kept of somebody, line by line."""
    async with reading(config) as (store, _):
        lines = []
        for kept in await _kept(store, person, server):
            lines.append(words.gettext("server {id}").format(id=kept.guild))
            for chat in kept.chats:
                counts = {"messages": chat.messages, "files": chat.files}
                counts |= {"reactions": len(chat.reactions), "cases": len(chat.cases)}
                lines.append("  " + words.gettext(COUNTS).format(number=chat.number, title=chat.title, **counts))
        return lines


async def exported(config: Config, person: int, server: int | None, words: Words) -> bytes:
    """Return a zip of what is kept of somebody."""
    async with reading(config) as (store, records):
        kept = await _kept(store, person, server)
        return b"".join([piece async for piece in exports_of(records, config).own(kept, words)])


async def erased(config: Config, person: int, server: int | None, number: int | None) -> int:
    """Erase somebody; return from how many sessions."""

    async def erase(erasure: Erasure, store: Store) -> int:
        servers = [kept.guild for kept in await _kept(store, person, server)]
        if number is not None:
            servers = [each for each in servers if number in await erasure.sessions(each, person)]
        if not servers:
            raise NotFound(NOTHING_KEPT)
        return sum([await erasure.erase(each, person, number) for each in servers])

    return await _with_erasure(config, erase)


async def erased_again(config: Config) -> None:
    """Erase from a record that was put back whatever was erased before; where nothing was, it is left as it is."""
    if await beside_of(config).ledger.is_empty():
        return

    async def resume(erasure: Erasure, _: Store) -> None:
        await erasure.resume()

    await _with_erasure(config, resume)


async def _with_erasure(config: Config, work: Callable[[Erasure, Store], Awaitable[Result]]) -> Result:
    """Do something that erases, and remove what lies loose on the shelf unless a bot runs, which does so itself."""
    async with _record(config) as (store, is_alone):
        live = LiveSessions(store)
        erasure = Erasure(live, store, SystemClock(), beside_of(config), platform=DISCORD, room=None)
        done = await work(erasure, store)
        if is_alone:
            shelf, loose = files_of(config).shelf, await store.loose()
            for digest in loose:
                await shelf.drop(digest)
            await store.swept(loose)
        return done


@asynccontextmanager
async def _record(config: Config) -> AsyncIterator[tuple[Store, bool]]:
    """Open the record: alone, or beside a bot that runs on it."""
    database = database_of(config)
    async with AsyncExitStack() as exits:
        try:
            _, store = await exits.enter_async_context(database.held())
        except StoreError:  # a bot runs; whatever else is wrong is said again below
            yield await exits.enter_async_context(database.opened()), False
        else:
            yield store, True


async def _kept(store: Store, person: int, server: int | None) -> Sequence[KeptOfMember]:
    servers = [server] if server is not None else await store.servers_of(DISCORD, person)
    return [await kept_of(store, DISCORD, each, person) for each in servers]
