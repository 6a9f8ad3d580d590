"""Tickets of the archive, in SQL: which links were given out, and which of them were revoked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.adapters.sql import codec
from bot.adapters.sql.tables.table import Tables
from bot.core.requests.tickets import Ticket, View

COLUMNS = "guild, channel, session, shown, person, name, made_at, ends_at"
ADD = f"INSERT INTO tickets (digest, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
READ = f"SELECT id, {COLUMNS}, revoked_at, used_at FROM tickets"
REVOKE = "UPDATE tickets SET revoked_at = ? WHERE channel = ? AND id = ? AND revoked_at = ''"
USE = "UPDATE tickets SET used_at = ? WHERE id = ?"


class TicketTables(Tables):
    """The part of the store that keeps which links were given out."""

    async def add_ticket(self, digest: str, ticket: Ticket) -> None:
        times = (codec.instant_text(ticket.made_at), codec.instant_text(ticket.ends_at))
        about = (ticket.guild, ticket.channel, ticket.session or 0, ticket.view.value, ticket.by, ticket.by_name)
        await self._writer.write([(ADD, [(digest, *about, *times)])])

    async def tickets_with(self, digests: Sequence[str]) -> list[Ticket]:
        places = ", ".join("?" * len(digests))
        rows = await self._rows(f"{READ} WHERE digest IN ({places}) ORDER BY id", *digests) if digests else ()
        return [_ticket(row) for row in rows]

    async def tickets_of(self, channel: int) -> list[Ticket]:
        return [_ticket(row) for row in await self._rows(f"{READ} WHERE channel = ? ORDER BY id DESC", channel)]

    async def revoke_ticket(self, channel: int, id: int, at: datetime) -> None:
        await self._writer.write([(REVOKE, [(codec.instant_text(at), channel, id)])])

    async def use_ticket(self, id: int, at: datetime) -> None:
        await self._writer.write([(USE, [(codec.instant_text(at), id)])])


def _ticket(row: Sequence[Any]) -> Ticket:
    id_, guild, channel, session, shown, person, name, *times = row
    made_at, ends_at, revoked_at, used_at = map(codec.instant_of, times)
    assert made_at is not None
    assert ends_at is not None
    return Ticket(
        id_, guild, channel, session or None, View(shown), person, name, made_at, ends_at, revoked_at, used_at
    )
