"""Who runs the bot on a PostgreSQL record: each process takes slices of the servers, and has their epochs.

A process that is to end offers its slices. One that stands by becomes its heir, connects to Discord, and then gets all
of them in one transaction.

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
from bot.adapters.sql.lease import HELD, RELEASE, took_over
from bot.app.ports.database import Heir, IsAlive, NotNow, Process
from bot.core.base.errors import StoreError
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
JOIN = """
    INSERT INTO lease (token, host, process, mark, since, seen, heir_of) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (heir_of) DO NOTHING RETURNING token"""
TAKE = """
    UPDATE slices SET epoch = epoch + 1, holder = ?, share = ? WHERE slice IN (SELECT value FROM json_each(?))
    RETURNING slice, epoch"""

TIMELINE = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"
"""The control file has it, too, but a server that was promoted writes it there only at its next checkpoint."""

OFFERS, READY = "offers", "ready"
OFFERED = """
    SELECT token FROM lease WHERE state = 'offers' AND token NOT IN (SELECT heir_of FROM lease WHERE heir_of <> '')
    ORDER BY since, token"""
OFFER = "UPDATE lease SET state = ? WHERE token = ? AND state <> ?"
WITHDRAW = """
    UPDATE lease SET state = '' WHERE token = ?1 AND NOT EXISTS (SELECT 1 FROM lease WHERE heir_of = ?1)"""
HEIRS = "SELECT token, host, process, mark, since, seen, state FROM lease WHERE heir_of = ?"
GIVE = """
    UPDATE slices SET epoch = epoch + 1, holder = heir.token FROM lease AS heir
    WHERE heir.heir_of = ?1 AND heir.state = 'ready' AND holder = ?1"""
GIVEN = "SELECT epoch FROM slices WHERE slice = ? AND holder = ?"
COUNT = "UPDATE slices SET share = ? WHERE holder = ?"
MINE = "SELECT 1 FROM lease WHERE token = ? FOR KEY SHARE"


async def server_time(connection: Reader) -> datetime:
    """Return what the clock of the database says."""
    ((now,),) = await connection.rows("SELECT clock_timestamp()")
    assert isinstance(now, datetime)
    return now


@dataclass(slots=True)
class Taken:
    """A share, as a process has it: it may write while the first of its slices has this epoch.

    Slices of one process never change hands one by one, so one stands for all. An heir has no epoch yet: what it may
    write meanwhile is of its own connections. It fills the protocol `Place`.
    """

    token: str
    share: Share
    epoch: int | None
    members: "Members"
    giver: str = ""

    @property
    def is_promised(self) -> bool:
        """Whether another process has it still, and offers it."""
        return self.epoch is None

    async def is_ours(self, connection: Connection) -> bool:
        """Return whether we still have it; while the transaction lasts, nobody can take it."""
        if self.epoch is None:
            return bool(await connection.rows(MINE, self.token))
        return bool(await connection.rows(FENCE, self.share.slices[0], self.epoch, self.token))

    async def holder(self, connection: Connection) -> Holder | None:
        """Return who has the first of the slices now."""
        return holder_of(await connection.rows(HOLDER, self.share.slices[0]))

    async def now(self, connection: Connection) -> datetime:
        """Return the server's time."""
        return await self.members.time(connection)

    async def history(self, connection: Connection) -> str:
        """Return the timeline that the server writes; empty where it cannot be known now."""
        try:
            ((timeline,),) = await connection.rows(TIMELINE)
        except StoreError:
            return ""
        return str(timeline)

    async def offer(self, connection: Connection) -> Heir:
        """Offer it to whoever stands by, and say how far that is."""
        await connection.rows(OFFER, OFFERS, self.token, OFFERS)
        now = await self.now(connection)
        for *row, state in await connection.rows(HEIRS, self.token):
            heir = holder_of([row])
            if heir and not self.members.is_gone(heir, now):
                return Heir.READY if state == READY else Heir.CONNECTS
        return Heir.NONE

    async def withdraw(self, connection: Connection) -> None:
        """Keep it, unless there is an heir."""
        await connection.rows(WITHDRAW, self.token)

    async def ready(self, connection: Connection) -> None:
        """Say that we can have it."""
        await connection.rows(OFFER, READY, self.token, READY)

    async def received(self, connection: Connection) -> bool:
        """Return whether we have it by now: it was given to us, or whoever offered it is gone."""
        if self.epoch is None:
            scene = await self.members.look()
            if given := await connection.rows(GIVEN, self.share.slices[0], self.token):
                await connection.rows(COUNT, str(self.share), self.token)
                self.epoch = int(given[0][0])
            elif self.giver in scene.gone or not scene.share_of(self.giver):
                self.epoch = await self.members.take_from_gone(self.share, scene, self.token)
        return self.epoch is not None

    async def let_go(self, connection: Connection) -> None:
        """Give it to an heir that is ready, if there is one, and be gone."""
        async with connection.transaction():
            await connection.rows(GIVE, self.token)
            await connection.rows(RELEASE, self.token)


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

    def share_of(self, token: str) -> Share | None:
        """Return the share of a process; None if it has none."""
        return next((Share.read(share) for _, holder, share in self.slices if holder == token), None)

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
        gone = frozenset(t for t, holder in holders.items() if self.is_gone(holder, now))
        slices = [(int(slice_), token, str(share)) for token, *_, slice_, share in rows if slice_ is not None]
        return Scene(slices, holders, gone)

    def is_gone(self, holder: Holder, now: datetime) -> bool:
        """Return whether a process has ended or hangs, as seen from this computer."""
        return holder.is_gone(now, self.me.host, self.is_alive)

    async def take(self, share: Share, *, or_left: bool) -> Taken:
        """Take a share, from whoever is gone if need be; raise `NotNow` while somebody has it.

        With `or_left`, take what falls free instead, the share of another process, or be promised what one offers. It
        is looked at before anything is locked: who stands by does not make others wait every second.
        """
        scene = await self.look()
        chosen = share
        if or_left and (share == EVERYTHING or not scene.free(share)):
            chosen = scene.left() or share
        if or_left and not scene.free(chosen) and (promised := await self._promised(share, scene)):
            return promised
        scene.must_be_free(chosen)
        token = secrets.token_hex(16)
        return Taken(token, chosen, await self.take_from_gone(chosen, scene, token, joins=True), self)

    async def take_from_gone(self, share: Share, scene: Scene, token: str, *, joins: bool = False) -> int:
        """Take a share that nobody has who lives, and return its epoch; `joins` unless the token has a lease."""
        if scene.gone:
            await self.connection.rows(END, [name_of(each) for each in sorted(scene.gone)])
        async with self.connection.transaction():
            await self.connection.rows(LOCK, str(share.slices), sorted(scene.gone))
            now = await self.look()
            scene = replace(now, gone=now.gone & scene.gone)  # whose slices are locked
            scene.must_be_free(share)
            gone = sorted(scene.gone)
            await self.connection.rows(VOID, gone)
            await self.connection.rows(DROP, gone)
            if joins:
                await self._join(token)
            taken = await self.connection.rows(TAKE, token, str(share), str(share.slices))
        for each in gone:
            took_over(scene.holders[each])
        return {int(slice_): int(epoch) for slice_, epoch in taken}[share.slices[0]]

    async def must_be_alone(self) -> None:
        """Raise `NotNow` while another process runs the bot; forget those that are gone."""
        now = await self.time(self.connection)
        for row in await self.connection.rows(READ):
            holder = holder_of([row])
            if holder and not self.is_gone(holder, now):
                raise NotNow(HELD, **holder.values, seconds=int(LEASE.total_seconds()))
            await self.connection.rows("DELETE FROM lease WHERE token = ?", row[0])

    async def _promised(self, share: Share, scene: Scene) -> Taken | None:
        """Become the heir of a process that offers what it has: our own share before any other."""
        offered = [str(token) for (token,) in await self.connection.rows(OFFERED)]
        shares = {giver: had for giver in offered if giver not in scene.gone and (had := scene.share_of(giver))}
        for giver, had in sorted(shares.items(), key=lambda offer: offer[1].slices != share.slices):
            token = secrets.token_hex(16)
            if await self._join(token, giver):
                return Taken(token, share if share.slices == had.slices else had, None, self, giver)
        return None

    async def _join(self, token: str, heir_of: str | None = None) -> bool:
        """Have a lease; return False where somebody else is the heir already."""
        at = instant_text(await self.time(self.connection))
        row = (token, self.me.host, self.me.number, self.me.mark, at, at, heir_of)
        return bool(await self.connection.rows(JOIN, *row))
