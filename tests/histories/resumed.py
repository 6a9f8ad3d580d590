"""A history taken up again on the stage, in a room that holds what its record says, and played on to its end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.adapters.rehearsal.room import BOT
from bot.adapters.sql.store import SqlStore
from bot.adapters.sqlite.store import open_store
from bot.app.ports.rehearsing import Message
from bot.app.ports.values import Stored
from bot.core.base.place import REHEARSAL
from bot.core.session.facts import Measure
from bot.core.session.landed import Stand
from bot.core.session.state import PendingStage, Phase
from tests.histories import History
from tests.stage import Stage
from tests.tripwire import Tripwire

AWAY = timedelta(minutes=2)
"""How long the bot was off, between the old version and today's: longer than a post is known by its nonce."""


@asynccontextmanager
async def resumed(history: History, folder: Path, *, arrived: bool = False) -> AsyncIterator[Stage]:
    """Today's bot on a copy of an old database; `arrived`: the post whose fate is unknown did get through."""
    stage = await filled(history, folder, arrived=arrived)
    await stage.switch_on()
    try:
        yield stage
    finally:
        await stage.switch_off()


async def filled(history: History, folder: Path, *, arrived: bool = False) -> Stage:
    """A stage that is not switched on yet, over an old database, in a room that holds what its record says."""
    stage = Stage(folder, history.left_at + AWAY, Tripwire())
    history.restore(stage.path)
    async with _looked_at(history, folder) as store:
        for number in await store.unfinished(REHEARSAL):
            await _refill(stage, store, await store.load(number))
            if arrived:
                await _let_arrive(stage, store, number)
    stage.number = history.running
    return stage


async def first_card(history: History, folder: Path) -> int:
    """Return the card of the running chat's first question."""
    async with _looked_at(history, folder) as store:
        stored = await store.load(history.running)
    card = Stand(stored.session, stored.landed).card(1)
    assert card is not None
    return card


@asynccontextmanager
async def _looked_at(history: History, folder: Path) -> AsyncIterator[SqlStore]:
    """Open a copy of the database, which brings it up to date; the one on which the bot will run stays as it is."""
    path = folder / "looked-at.db"
    if not path.exists():
        history.restore(path)
    async with open_store(path) as store:
        yield store


async def _refill(stage: Stage, store: SqlStore, stored: Stored) -> None:
    """Let the room hold a session's posts and messages again."""
    room, session, stand = stage.room, stored.session, Stand(stored.session, stored.landed)
    room.ref = session.room
    for landed in stored.landed.values():
        room.messages[landed] = Message(landed, room.ref.channel, BOT, "")
    cards = [(asking.number, stand.card(asking.number)) for asking in session.asked]
    threads = [card for number, card in cards if card and stand.thread(number)]
    room.threads.update(dict.fromkeys([*threads, *await store.threads(session.number)], ""))
    ids = [trace.id async for trace in store.traces(session.number)]
    async for said in store.read(session.number, [id_ for id_ in ids if id_ not in session.withheld]):
        author = BOT if said.id in room.messages else said.author
        message = Message(said.id, said.channel, author, said.text, said.reply_to, said.edited_at)
        for reaction in await store.reactions(session.number, said.id):
            message.reactions.setdefault(reaction.emoji, set()).add(reaction.person)
        room.messages[said.id] = message
    room.messages = dict(sorted(room.messages.items()))


async def _let_arrive(stage: Stage, store: SqlStore, number: int) -> None:
    for pending in await store.pending(number):
        if claim := pending.claim:
            id_ = max(stage.room.messages) + 1
            stage.room.messages[id_] = Message(id_, claim.channel, BOT, claim.payload.text)


async def play_on(stage: Stage) -> None:
    """Let the chat in its middle go on: another answer, everything decided that waits, the close, the archive step."""
    assert stage.session.phase is Phase.OPEN
    live = stage.engine.live.get(stage.number)
    assert live is not None
    assert live.session.current is not None
    await stage.member("Ada").says("One more, after the upgrade", channel=live.stand.card(live.session.current))
    for number, case in stage.session.cases.items():
        if case.by is None:
            await stage.decides(Measure.FINE, number)
    waiting = [draft for draft, state in stage.session.pending.items() if state.stage is PendingStage.WAITING]
    for draft in waiting:
        await stage.reviews(draft, approve=True)
    await stage.advance_until(lambda session: session.phase is Phase.CLOSED)
    await stage.advance(minutes=5)
    await stage.member("Ben").says("This one is late", channel=live.stand.card(1))
    await stage.advance(days=3)
    assert await stage.store.pending(stage.number) == []
