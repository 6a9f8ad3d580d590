"""Who runs the bot on a PostgreSQL record: each process takes slices of the servers, and has their epochs.

Nothing here trusts a computer's clock: the server's says how long a process was silent. Whoever is taken for dead
loses all that it had in one transaction, which waits for what it is still writing; what it writes later is refused,
because the epoch of its slices is another one.
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.adapters.postgres.connect import NAME, PostgresConnection
from bot.adapters.sql.codec import instant_text
from bot.adapters.sql.connection import Connection, Reader
from bot.adapters.sql.holder import LEASE, READ, Holder, holder_of
from bot.adapters.sql.lease import HELD, took_over
from bot.app.ports.database import IsAlive, NotNow, Process
from bot.core.base.place import EVERYTHING, Share

ServerTime = Callable[[Reader], Awaitable[datetime]]

FENCE = "SELECT 1 FROM slices WHERE slice = ? AND epoch = ? AND holder = ? FOR KEY SHARE"
HOLDER = """
    SELECT lease.token, host, process, mark, since, seen FROM lease JOIN slices ON holder = lease.token
    WHERE slice = ?"""
SCENE = """
    SELECT token, host, process, mark, since, seen, slice, share FROM slices FULL JOIN lease ON holder = token
    ORDER BY slice"""
"""Who has what, and who has nothing: at one moment, as a process may begin or end between two statements."""
LOCK = """
    SELECT 1 FROM slices WHERE slice IN (SELECT value FROM json_each(?)) OR holder = ANY (CAST(? AS TEXT[]))
    ORDER BY slice FOR UPDATE"""
END = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = ANY (CAST(? AS TEXT[])) AND pid <> pg_backend_pid()"""
VOID = "UPDATE slices SET epoch = epoch + 1 WHERE holder = ANY (CAST(? AS TEXT[]))"
DROP = "DELETE FROM lease WHERE token = ANY (CAST(? AS TEXT[]))"
JOIN = "INSERT INTO lease (token, host, process, mark, since, seen) VALUES (?, ?, ?, ?, ?, ?)"
TAKE = """
    UPDATE slices SET epoch = epoch + 1, holder = ?, share = ? WHERE slice IN (SELECT value FROM json_each(?))
    RETURNING slice, epoch"""


async def server_time(connection: Reader) -> datetime:
    """Return what the clock of the database says."""
    ((now,),) = await connection.rows("SELECT clock_timestamp()")
    assert isinstance(now, datetime)
    return now


@dataclass(frozen=True, slots=True)
class Taken:
    """A share, as a process has it: it may write while the first of its slices has this epoch.

    Slices of one process never change hands one by one, so one stands for all. It fills the protocol `Place`.
    """

    token: str
    share: Share
    epoch: int
    time: ServerTime

    async def is_ours(self, connection: Connection) -> bool:
        """Return whether we still have it; while the transaction lasts, nobody can take it."""
        return bool(await connection.rows(FENCE, self.share.slices[0], self.epoch, self.token))

    async def holder(self, connection: Connection) -> Holder | None:
        """Return who has the first of the slices now."""
        return holder_of(await connection.rows(HOLDER, self.share.slices[0]))

    async def now(self, connection: Connection) -> datetime:
        """Return the server's time."""
        return await self.time(connection)


def name_of(token: str) -> str:
    """Return the name that the connections of a process have at the server."""
    return f"{NAME} {token}"


@dataclass(frozen=True, slots=True)
class Scene:
    """Who has what, and who of them is gone."""

    slices: Sequence[tuple[int, str | None, str]]
    holders: Mapping[str, Holder]
    gone: frozenset[str]

    def free(self, share: Share) -> bool:
        """Return whether nobody who lives has any of it."""
        wanted = set(share.slices)
        return all(holder is None or holder in self.gone for slice_, holder, _ in self.slices if slice_ in wanted)

    def must_be_free(self, share: Share) -> None:
        """Raise `NotNow`, which names who has it, unless it is free."""
        wanted = set(share.slices)
        for slice_, token, _ in self.slices:
            if slice_ in wanted and token is not None and token not in self.gone:
                raise NotNow(HELD, **self.holders[token].values, seconds=int(LEASE.total_seconds()))

    def running(self) -> list[Share]:
        """Return the share of each process that lives."""
        had = dict.fromkeys(share for _, token, share in self.slices if token and token not in self.gone)
        return [share for text in had if (share := Share.read(text))]

    def left(self) -> Share | None:
        """Return what a process had and nobody has now, counted as that process counted; None if there is nothing."""
        for text in dict.fromkeys(row[2] for row in self.slices):
            share = Share.read(text)
            if share and self.free(share) and [row[0] for row in self.slices if row[2] == text] == share.slices:
                return share
        return None


@dataclass(frozen=True, slots=True)
class Members:
    """The processes on a record, as one of them sees them. `time` is the server's but in tests."""

    connection: PostgresConnection
    me: Process
    is_alive: IsAlive
    time: ServerTime = server_time

    async def look(self) -> Scene:
        """Return who has what."""
        now = await self.time(self.connection)
        rows = await self.connection.rows(SCENE)
        found = [holder_of([row]) for row in {row[0]: row[:6] for row in rows if row[0]}.values()]
        holders = {holder.token: holder for holder in found if holder}
        gone = frozenset(t for t, holder in holders.items() if holder.is_gone(now, self.me.host, self.is_alive))
        slices = [(int(slice_), token, str(share)) for token, *_, slice_, share in rows if slice_ is not None]
        return Scene(slices, holders, gone)

    async def take(self, share: Share, *, or_left: bool) -> Taken:
        """Take a share, from whoever is gone if need be; raise `NotNow` while somebody has it.

        With `or_left`, take what falls free instead: the share of another process. It is looked at before anything is
        locked: who stands by does not make others wait every second.
        """
        scene = await self.look()
        chosen = share
        if or_left and (share == EVERYTHING or not scene.free(share)):
            chosen = scene.left() or share
        scene.must_be_free(chosen)
        if scene.gone:
            await self.connection.rows(END, [name_of(token) for token in sorted(scene.gone)])
        async with self.connection.transaction():
            await self.connection.rows(LOCK, str(chosen.slices), sorted(scene.gone))
            now = await self.look()
            scene = replace(now, gone=now.gone & scene.gone)  # whose slices are locked
            scene.must_be_free(chosen)
            gone = sorted(scene.gone)
            await self.connection.rows(VOID, gone)
            await self.connection.rows(DROP, gone)
            part = await self._join(chosen)
        for token in gone:
            took_over(scene.holders[token])
        return part

    async def must_be_alone(self) -> None:
        """Raise `NotNow` while another process runs the bot; forget those that are gone."""
        now = await self.time(self.connection)
        for row in await self.connection.rows(READ):
            holder = holder_of([row])
            if holder and not holder.is_gone(now, self.me.host, self.is_alive):
                raise NotNow(HELD, **holder.values, seconds=int(LEASE.total_seconds()))
            await self.connection.rows("DELETE FROM lease WHERE token = ?", row[0])

    async def _join(self, share: Share) -> Taken:
        token, at = secrets.token_hex(16), instant_text(await self.time(self.connection))
        await self.connection.rows(JOIN, token, self.me.host, self.me.number, self.me.mark, at, at)
        taken = await self.connection.rows(TAKE, token, str(share), str(share.slices))
        epochs = {int(slice_): int(epoch) for slice_, epoch in taken}
        return Taken(token, share, epochs[share.slices[0]], self.time)
