"""What an operator does for a member in the terminal, also while the bot runs: show, export and erase.

Where a bot runs, it lets posts, cards and recaps follow an erasure; else that is done when it next starts.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from bot.app.live.sessions import LiveSessions
from bot.app.ports.attachments import Shelf
from bot.app.ports.clock import Clock
from bot.app.ports.database import Database
from bot.app.ports.own_words import KeptOfMember
from bot.app.ports.store import Store
from bot.app.privacy.erasure import NOTHING_KEPT, Beside, Erasure
from bot.app.privacy.own_data import kept_of
from bot.core.base.errors import NotFound, StoreError
from bot.core.base.place import DISCORD
from bot.core.base.words import N_, Words

Result = TypeVar("Result")

NOTHING = N_("Nothing is kept about {person}; is that the number of their account?")
COUNTS = N_("{number} · {title} (messages: {messages}, files: {files}, reactions: {reactions}, cases: {cases})")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is, and what lies beside it."""

    database: Database
    beside: Beside
    shelf: Shelf
    clock: Clock


async def kept(store: Store, person: int, server: int | None) -> Sequence[KeptOfMember]:
    """Return what is kept of somebody, server by server; raise `NotFound` if they are known nowhere."""
    servers = [server] if server is not None else await store.servers_of(DISCORD, person)
    if not servers:
        raise NotFound(NOTHING, person=person)
    return [await kept_of(store, DISCORD, each, person) for each in servers]


def lines(found: Sequence[KeptOfMember], words: Words) -> list[str]:
    """Return what is kept of somebody, line by line."""
    shown = []
    for member in found:
        shown.append(words.gettext("server {id}").format(id=member.guild))
        for chat in member.chats:
            counts = {"messages": chat.messages, "files": chat.files}
            counts |= {"reactions": len(chat.reactions), "cases": len(chat.cases)}
            shown.append("  " + words.gettext(COUNTS).format(number=chat.number, title=chat.title, **counts))
    return shown


async def erased(place: Place, person: int, server: int | None, number: int | None) -> int:
    """Erase somebody; return from how many sessions."""

    async def erase(erasure: Erasure, store: Store) -> int:
        servers = [member.guild for member in await kept(store, person, server)]
        if number is not None:
            servers = [each for each in servers if number in await erasure.sessions(each, person)]
        if not servers:
            raise NotFound(NOTHING_KEPT)
        return sum([await erasure.erase(each, person, number) for each in servers])

    return await _with_erasure(place, erase)


async def erased_again(place: Place) -> None:
    """Erase from a record that was put back whatever was erased before; where nothing was, it is left as it is."""
    if await place.beside.ledger.is_empty():
        return

    async def resume(erasure: Erasure, _: Store) -> None:
        await erasure.resume()

    await _with_erasure(place, resume)


async def _with_erasure(place: Place, work: Callable[[Erasure, Store], Awaitable[Result]]) -> Result:
    """Do something that erases, and remove what lies loose on the shelf unless a bot runs, which does so itself."""
    async with _record(place.database) as (store, is_alone):
        erasure = Erasure(LiveSessions(store), store, place.clock, place.beside, platform=DISCORD, room=None)
        done = await work(erasure, store)
        if is_alone:
            loose = await store.loose()
            for digest in loose:
                await place.shelf.drop(digest)
            await store.swept(loose)
        return done


@asynccontextmanager
async def _record(database: Database) -> AsyncIterator[tuple[Store, bool]]:
    """Open the record: alone, or beside a bot that runs on it."""
    async with AsyncExitStack() as exits:
        try:
            _, store = await exits.enter_async_context(database.held())
        except StoreError:  # a bot runs; whatever else is wrong is said again below
            yield await exits.enter_async_context(database.opened()), False
        else:
            yield store, True
