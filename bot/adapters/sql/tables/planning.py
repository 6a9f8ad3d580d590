"""Reminders, slots, packs and suggestions, in SQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from bot.adapters.sql.damage import reading
from bot.adapters.sql.tables.table import Tables
from bot.core.script.slots import Slot
from bot.core.script.suggestion import Suggestion

REMIND = "INSERT INTO reminders (channel, session, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
FORGET = "DELETE FROM reminders WHERE channel = ? AND person = ?"
REMINDED = "SELECT DISTINCT person FROM reminders WHERE channel = ? AND session IN (0, ?) ORDER BY person"

ADD_SLOT = """
    INSERT INTO slots (guild, channel, weekday, at, zone, since, every, nth, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    RETURNING id"""
SLOTS = "SELECT id, guild, channel, weekday, at, zone, since, every, nth, by FROM slots ORDER BY id"
UNQUEUE = "DELETE FROM queue WHERE slot = ?"
QUEUE = "INSERT INTO queue (slot, place, pack) VALUES (?, ?, ?)"
QUEUED = "SELECT pack FROM queue WHERE slot = ? ORDER BY place"

ADD_PACK = """
    INSERT INTO packs (guild, name, text, by) VALUES (?, ?, ?, ?)
    ON CONFLICT (guild, name) DO UPDATE SET text = excluded.text, by = excluded.by"""
SUGGEST = "INSERT INTO suggestions (guild, channel, person, name, text) VALUES (?, ?, ?, ?, ?) RETURNING id"
SUGGESTION = "SELECT id, guild, channel, person, name, text, state FROM suggestions"

DECIDE = "UPDATE suggestions SET state = ?, text = ?, since = '' WHERE id = ?"
UNDECIDED = "SELECT count(*) FROM suggestions WHERE channel = ? AND person = ? AND state = 'new'"


class PlanningTables(Tables):
    """The part of the store that knows what is planned."""

    async def remind(self, channel: int, session: int, person: int) -> None:
        await self._writer.write([(REMIND, [(channel, session, person)])])

    async def stop_reminding(self, channel: int, person: int) -> None:
        await self._writer.write([(FORGET, [(channel, person)])])

    async def to_remind(self, channel: int, session: int) -> list[int]:
        return [int(person) for (person,) in await self._rows(REMINDED, channel, session)]

    async def add_slot(self, slot: Slot) -> Slot:
        row = (slot.guild, slot.channel, slot.weekday, f"{slot.at:%H:%M}", slot.zone, slot.since.isoformat())
        ((id_,),) = await self._writer.write([(ADD_SLOT, [(*row, slot.every, slot.nth, slot.by)])])
        return replace(slot, id=int(id_))

    async def remove_slot(self, slot: int) -> None:
        await self._writer.write([("DELETE FROM slots WHERE id = ?", [(slot,)])])

    async def slots(self) -> list[Slot]:
        rows = await self._rows(SLOTS)
        with reading():
            return [
                Slot(id_, guild, channel, day, time.fromisoformat(at), zone, date.fromisoformat(since), every, nth, by)
                for id_, guild, channel, day, at, zone, since, every, nth, by in rows
            ]

    async def set_queue(self, slot: int, packs: Sequence[str]) -> None:
        rows = [(slot, place, pack) for place, pack in enumerate(packs)]
        await self._writer.write([(UNQUEUE, [(slot,)]), *([(QUEUE, rows)] if rows else [])])

    async def queue(self, slot: int) -> list[str]:
        return [str(pack) for (pack,) in await self._rows(QUEUED, slot)]

    async def add_pack(self, guild: int, name: str, text: str, by: int) -> None:
        await self._writer.write([(ADD_PACK, [(guild, name, text, by)])])

    async def remove_pack(self, guild: int, name: str) -> None:
        await self._writer.write([("DELETE FROM packs WHERE guild = ? AND name = ?", [(guild, name)])])

    async def packs(self, guild: int) -> dict[str, str]:
        rows = await self._rows("SELECT name, text FROM packs WHERE guild = ? ORDER BY name", guild)
        return {str(name): str(text) for name, text in rows}

    async def suggest(self, suggestion: Suggestion) -> int:
        row = (suggestion.guild, suggestion.channel, suggestion.person, suggestion.name, suggestion.text)
        ((id_,),) = await self._writer.write([(SUGGEST, [row])])
        return int(id_)

    async def suggestion(self, id: int) -> Suggestion | None:
        rows = await self._rows(f"{SUGGESTION} WHERE id = ?", id)
        return Suggestion(*rows[0]) if rows else None

    async def new_suggestions(self) -> list[Suggestion]:
        return [Suggestion(*row) for row in await self._rows(f"{SUGGESTION} WHERE state = 'new' ORDER BY id")]

    async def undecided(self, channel: int, person: int) -> int:
        return int((await self._rows(UNDECIDED, channel, person))[0][0])

    async def accepted(self, channel: int) -> list[Suggestion]:
        rows = await self._rows(f"{SUGGESTION} WHERE channel = ? AND state = 'accepted' ORDER BY id", channel)
        return [Suggestion(*row) for row in rows]

    async def set_suggestion(self, id: int, state: str, text: str) -> None:
        await self._writer.write(
            [("UPDATE suggestions SET state = ?, text = ?, since = '' WHERE id = ?", [(state, text, id)])]
        )
