"""Sessions, their facts and their outbox, in SQL."""

from collections.abc import Sequence
from datetime import datetime

from bot.adapters.sql import codec
from bot.adapters.sql.connection import BrokenRule
from bot.adapters.sql.damage import FAULTS, damaged
from bot.adapters.sql.tables.listings import ADD, UPDATE, columns
from bot.adapters.sql.tables.table import Tables
from bot.adapters.sql.writer import Statement
from bot.app.ports.values import AlreadyDone, Call, Claim, Conflict, Pending, Stored, Taken
from bot.core.base.errors import NotFound
from bot.core.base.place import RoomRef
from bot.core.base.words import N_
from bot.core.script.pack import Pack
from bot.core.session.effects.base import Effect
from bot.core.session.effects.kinds import effect_of
from bot.core.session.facts import Fact
from bot.core.session.fold import IllegalMove, fold
from bot.core.session.state import Session, new

SESSION = "SELECT platform, guild, channel, pack, rehearsal FROM sessions WHERE number = ?"
ALONE = "UPDATE installation SET id = id"
"""Lets one process after the other make a session: two at once would give out the same number."""
ADD_SESSION = """
    INSERT INTO sessions (number, platform, guild, channel, pack, rehearsal)
    SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ? FROM sessions RETURNING number"""
ADD_FIRST_FACT = """
    INSERT INTO facts (session, place, kind, body, key)
    SELECT max(number), ?, ?, ?, ? FROM sessions"""
WAITING = """
    SELECT DISTINCT facts.kind, facts.body FROM effects JOIN facts ON facts.session = effects.session AND place = fact
    WHERE state IN ('planned', 'claimed')"""
ADD_FACT = "INSERT INTO facts (session, place, kind, body, key) VALUES (?, ?, ?, ?, ?)"
STANDS = """
    INSERT INTO facts (session, place, kind, body)
    SELECT 1, 1, 'none', NULL WHERE coalesce((SELECT max(place) FROM facts WHERE session = ?), 0) <> ?"""
"""Breaks a rule of the schema unless a session has so many facts: what was confirmed may have been lost since."""
ADD_EFFECT = "INSERT INTO effects (session, fact, kind, number) VALUES (?, ?, ?, ?)"
THE_EFFECT = "session = ? AND fact = ? AND kind = ? AND coalesce(number, -1) = coalesce(CAST(? AS BIGINT), -1)"
CLAIM = f"""
    UPDATE effects SET state = 'claimed', claimed_at = ?, channel = ?, payload = ?, anchor = ?
    WHERE {THE_EFFECT} AND state IN ('planned', 'claimed')"""
DONE = f"UPDATE effects SET state = 'done', message = ?, payload = NULL WHERE {THE_EFFECT}"
GIVE_UP = f"UPDATE effects SET state = 'given up', reason = ?, payload = NULL WHERE {THE_EFFECT}"
PENDING = """
    SELECT kind, fact, number, claimed_at, channel, payload, anchor FROM effects
    WHERE session = ? AND state IN ('planned', 'claimed') ORDER BY id"""
LANDED = "SELECT kind, fact, number, message FROM effects WHERE session = ? AND message IS NOT NULL ORDER BY id"
LOST = "SELECT kind, fact, number FROM effects WHERE session = ? AND state = 'given up' ORDER BY id"
CALL = "INSERT INTO calls (guild, session, channel, message) VALUES (?, ?, ?, ?)"
CALLS = """
    SELECT id, session, channel, message FROM calls
    WHERE (guild >> 22) % ? IN (SELECT value FROM json_each(?)) ORDER BY id"""
TAKEN = "channel taken"
"""What the schema says of a second chat at the same time in one channel."""


class SessionTables(Tables):
    """The part of the store that knows sessions."""

    async def create(
        self, pack: Pack, room: RoomRef, facts: Sequence[Fact], key: str | None, *, rehearsal: bool = False
    ) -> Stored:
        first = fold(new(0, pack, room, rehearsal=rehearsal), facts)
        row = (room.platform, room.guild, room.channel, codec.dumped(pack), int(rehearsal))
        listing = (room.platform, room.guild, room.channel, int(rehearsal), *columns(first))
        statements: list[Statement] = [(ALONE, [()]), (ADD_SESSION, [row]), (ADD, [listing])]
        rows = [(place, *codec.fact_row(fact), key if place == 1 else None) for place, fact in enumerate(facts, 1)]
        statements.append((ADD_FIRST_FACT, rows))
        try:
            ((number,),) = await self._writer.write(statements)
        except BrokenRule as error:
            done_before = key is not None and await self.session_with(key) is not None
            if TAKEN in str(error) and not done_before:
                raise Taken(N_("Somebody else scheduled a chat in this channel at the same moment.")) from error
            raise AlreadyDone(N_("This was done already.")) from error
        return await self.load(int(number))

    async def commit(self, before: Session, facts: Sequence[Fact], effects: Sequence[Effect], key: str | None) -> None:
        first = before.facts + 1
        rows = [
            (before.number, place, *codec.fact_row(fact), key if place == first else None)
            for place, fact in enumerate(facts, first)
        ]
        statements: list[Statement] = [(STANDS, [(before.number, before.facts)]), (ADD_FACT, rows)]
        if (now := columns(fold(before, facts))) != columns(before):
            statements.append((UPDATE, [(*now, before.number)]))
        if effects:
            statements.append((ADD_EFFECT, [(before.number, e.fact, e.name, e.about) for e in effects]))
        if not self._share.has(before.room.guild):
            statements.append((CALL, [(before.room.guild, before.number, None, None)]))
        try:
            await self._writer.write(statements)
        except BrokenRule as error:
            if key is not None and await self.session_with(key) is not None:
                raise AlreadyDone(N_("This was done already.")) from error
            raise Conflict(N_("Somebody else changed the chat at the same moment; try again.")) from error

    async def call(self, guild: int, *, session: int | None = None, post: tuple[int, int] | None = None) -> None:
        await self._writer.write([(CALL, [(guild, session, *(post or (None, None)))])])

    async def calls(self) -> list[Call]:
        rows = await self._rows(CALLS, self._share.count, str(list(self._share.numbers)))
        return [Call(id_, session, (channel, message) if message else None) for id_, session, channel, message in rows]

    async def answered(self, call: Call) -> None:
        await self._writer.write([("DELETE FROM calls WHERE id = ?", [(call.id,)])])

    async def session_with(self, key: str) -> int | None:
        rows = await self._rows("SELECT session FROM facts WHERE key = ?", key)
        return int(rows[0][0]) if rows else None

    async def load(self, number: int) -> Stored:
        rows = await self._rows(SESSION, number)
        if not rows:
            raise NotFound(N_("There is no session {number}; `tchat sessions` lists what is stored."), number=number)
        platform, guild, channel, pack, rehearsal = rows[0]
        room = RoomRef(platform, guild, channel)
        session = new(number, codec.pack_of(pack), room, rehearsal=bool(rehearsal))
        landed = {_effect(k, fact, n): int(m) for k, fact, n, m in await self._rows(LANDED, number)}
        lost = frozenset(_effect(k, fact, n) for k, fact, n in await self._rows(LOST, number))
        history = await self.facts(number)
        try:
            return Stored(fold(session, history), landed, lost, history)
        except (*FAULTS, IllegalMove) as error:
            raise damaged() from error

    async def facts(self, number: int, *, after: int = 0) -> list[Fact]:
        rows = await self._rows(
            "SELECT kind, body FROM facts WHERE session = ? AND place > ? ORDER BY place", number, after
        )
        return [codec.fact_of(kind, body) for kind, body in rows]

    async def cause(self, number: int, effect: Effect) -> Fact:
        ((kind, body),) = await self._rows(
            "SELECT kind, body FROM facts WHERE session = ? AND place = ?", number, effect.fact
        )
        return codec.fact_of(kind, body)

    async def waiting_since(self) -> datetime | None:
        return min((codec.fact_of(kind, body).at for kind, body in await self._rows(WAITING)), default=None)

    async def pending(self, number: int) -> list[Pending]:
        return [_pending(*row) for row in await self._rows(PENDING, number)]

    async def claim(self, number: int, effect: Effect, claim: Claim) -> None:
        payload = codec.dumped(claim.payload)
        row = (codec.instant_text(claim.at), claim.channel, payload, claim.anchor, *_key(number, effect))
        await self._writer.write([(CLAIM, [row])])

    async def done(self, number: int, effect: Effect, message: int | None) -> None:
        await self._writer.write([(DONE, [(message, *_key(number, effect))])])

    async def poster_of(self, message: int) -> int | None:
        rows = await self._rows("SELECT session FROM effects WHERE message = ?", message)
        return int(rows[0][0]) if rows else None

    async def give_up(self, number: int, effect: Effect, reason: str) -> None:
        await self._writer.write([(GIVE_UP, [(reason, *_key(number, effect))])])


def _key(session: int, effect: Effect) -> tuple[int, int, str, int | None]:
    return session, effect.fact, effect.name, effect.about


def _effect(kind: str, fact: int, number: int | None) -> Effect:
    try:
        return effect_of(kind, fact, number)
    except FAULTS as error:
        raise damaged() from error


def _pending(
    kind: str, fact: int, number: int | None, claimed_at: str | None, channel: int, payload: str, anchor: int
) -> Pending:
    effect = _effect(kind, fact, number)
    at = codec.instant_of(claimed_at or "")
    return Pending(effect, Claim(at, channel, codec.post_of(payload), anchor) if at else None)
