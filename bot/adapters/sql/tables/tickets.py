"""Who is let into the archive, in SQL: which links were given out and which of them were revoked, who is signed in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.adapters.sql import codec
from bot.adapters.sql.damage import reading
from bot.adapters.sql.tables.table import Tables
from bot.core.requests.tickets import SignIn, Ticket, View

COLUMNS = "guild, channel, session, shown, person, name, made_at, ends_at"
ADD = f"INSERT INTO tickets (digest, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
READ = f"SELECT id, {COLUMNS}, revoked_at, used_at FROM tickets"
REVOKE = "UPDATE tickets SET revoked_at = ? WHERE channel = ? AND id = ? AND revoked_at = ''"
USE = "UPDATE tickets SET used_at = ? WHERE id = ?"
SIGN_IN = "INSERT INTO sign_ins (digest, person, name, ends_at) VALUES (?, ?, ?, ?)"
SIGNED_IN = "SELECT person, name, ends_at FROM sign_ins WHERE digest = ?"
SIGN_OUT = "DELETE FROM sign_ins WHERE person = ?"
ENDED = "DELETE FROM sign_ins WHERE ends_at < ?"
HOSTED = """
    SELECT DISTINCT session FROM facts
    WHERE kind IN ('scheduled', 'host_joined', 'lead_taken') AND instr(body, ?) > 0 ORDER BY session"""


class TicketTables(Tables):
    """The part of the store that keeps who is let into the archive."""

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

    async def add_sign_in(self, digest: str, sign_in: SignIn, now: datetime) -> None:
        row = (digest, sign_in.person, sign_in.name, codec.instant_text(sign_in.ends_at))
        await self._writer.write([(ENDED, [(codec.instant_text(now),)]), (SIGN_IN, [row])])

    async def sign_in_with(self, digest: str) -> SignIn | None:
        for person, name, ends_at in await self._rows(SIGNED_IN, digest):
            ends = codec.instant_of(ends_at)
            assert ends is not None
            return SignIn(person, name, ends)
        return None

    async def end_sign_ins(self, person: int) -> None:
        await self._writer.write([(SIGN_OUT, [(person,)])])

    async def hosted_by(self, person: int) -> list[int]:
        return [int(number) for (number,) in await self._rows(HOSTED, f":{person}")]


def _ticket(row: Sequence[Any]) -> Ticket:
    id_, guild, channel, session, shown, person, name, *times = row
    made_at, ends_at, revoked_at, used_at = map(codec.instant_of, times)
    with reading():
        assert made_at is not None
        assert ends_at is not None
        return Ticket(
            id_, guild, channel, session or None, View(shown), person, name, made_at, ends_at, revoked_at, used_at
        )
