"""What is kept of a person, and erasing it, in SQL: in the record, and in its copies. Each statement may run twice.

What is emptied where is the table in `personal`; here is what needs more than a statement: lines of cases that name
the person, and questions that they suggested, whose words stand in packs and facts.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any

from bot.adapters.sql.connection import Reader
from bot.adapters.sql.personal import ERASED_FROM_A_SERVER, ERASED_FROM_A_SESSION
from bot.adapters.sql.tables.table import Tables, fitted
from bot.adapters.sql.writer import Statement
from bot.app.ports.own_words import Erasing, Presence
from bot.core.text.showing.posts import name as shown_name

SESSIONS = "SELECT number FROM sessions WHERE guild = ? ORDER BY number"
PRESENT = """
    SELECT guild, number, found.person FROM sessions JOIN (
        SELECT session, id AS person FROM people
        UNION SELECT session, author FROM contributions WHERE deleted = 0
        UNION SELECT session, person FROM reactions
        UNION SELECT session, person FROM cases
        UNION SELECT session, case_messages.person FROM case_messages JOIN cases ON cases.id = case_id
        UNION SELECT session, told.person FROM told JOIN cases ON cases.id = case_id
        UNION SELECT session, person FROM judgements
        UNION SELECT session, person FROM drafts) AS found ON found.session = number
    WHERE platform = ?1
    UNION
    SELECT guild, 0, person FROM (
        SELECT guild, person FROM suggestions UNION SELECT guild, person FROM undelivered
        UNION SELECT guild, person FROM tickets WHERE name <> ''
        UNION SELECT guild, person FROM reminders JOIN sessions USING (channel)) AS at_large"""
WITH = f"SELECT number FROM ({PRESENT}) AS everybody WHERE guild = ?2 AND person = ?3 AND number > 0 ORDER BY number"
SERVERS = f"""
    SELECT guild FROM ({PRESENT}) AS everybody WHERE person = ?2
    UNION SELECT guild FROM choices WHERE person = ?2"""
UPTO = "SELECT guild, session, person, upto FROM erased"
NOTE = """
    INSERT INTO erased (guild, session, person, upto) VALUES (?, ?, ?, ?)
    ON CONFLICT (session, person, guild) DO UPDATE SET upto = excluded.upto WHERE erased.upto < excluded.upto"""
NAMES = """
    SELECT name FROM people WHERE session = ?1 AND id = ?2
    UNION SELECT name FROM cases WHERE session = ?1 AND person = ?2
    UNION SELECT name FROM drafts WHERE session = ?1 AND person = ?2"""
REASONS = "SELECT id, reason FROM cases WHERE session = ? AND reason <> ''"
TOLD = "SELECT case_id, line, told.person FROM told JOIN cases ON cases.id = case_id WHERE session = ?"
SET_REASON = "UPDATE cases SET reason = ? WHERE id = ?"
SUGGESTED = "SELECT name, text FROM suggestions WHERE guild = ? AND person = ?"
ASKED_IN = """
    SELECT number FROM sessions WHERE guild = ?1 AND instr(pack, ?2) > 0
    UNION SELECT session FROM facts JOIN sessions ON number = session
    WHERE guild = ?1 AND kind IN ('question_added', 'question_edited') AND instr(body, ?2) > 0"""
REPLACE_IN_FACTS = """
    UPDATE facts SET body = replace(body, ?2, ?3)
    WHERE session = ?1 AND kind IN ('question_added', 'question_edited') AND instr(body, ?2) > 0"""
REPLACE_IN_PACKS = "UPDATE sessions SET pack = replace(pack, ?2, ?3) WHERE number = ?1 AND instr(pack, ?2) > 0"
FILING_CARDS = """
    SELECT facts.body, effects.channel, effects.message FROM effects
    JOIN facts ON facts.session = effects.session AND facts.place = effects.fact
    WHERE effects.session = ? AND effects.kind = 'ask-filing' AND effects.channel IS NOT NULL AND message IS NOT NULL"""
REACTIONS_BY = "SELECT message, emoji FROM reactions WHERE session = ? AND person = ? ORDER BY message, emoji"
REMINDERS_OF = """
    SELECT channel, session FROM reminders
    WHERE channel IN (SELECT channel FROM sessions WHERE guild = ?) AND person = ? ORDER BY channel, session"""
SUGGESTIONS_BY = "SELECT id FROM suggestions WHERE guild = ? AND person = ? ORDER BY id"
SUGGESTIONS_OF = "SELECT text, state FROM suggestions WHERE guild = ? AND person = ? ORDER BY id"
GONE = "…"
"""What stands for the words of a question that was suggested by whom is erased."""


class ErasureTables(Tables):
    """The part of the store that finds what is kept of people, and erases it."""

    async def sessions_with(self, platform: str, guild: int, person: int) -> list[int]:
        return [int(number) for (number,) in await self._rows(WITH, platform, guild, person)]

    async def servers_of(self, platform: str, person: int) -> list[int]:
        return sorted(int(guild) for (guild,) in await self._rows(SERVERS, platform, person))

    async def filing_cards(self, session: int, messages: Collection[int]) -> list[tuple[int, int]]:
        rows = await self._rows(FILING_CARDS, session)
        return [(int(channel), int(post)) for body, channel, post in rows if json.loads(body)["message"] in messages]

    async def reactions_by(self, session: int, person: int) -> list[tuple[int, str]]:
        return [(int(message), str(emoji)) for message, emoji in await self._rows(REACTIONS_BY, session, person)]

    async def reminders_of(self, guild: int, person: int) -> list[tuple[int, int]]:
        return [(int(channel), int(session)) for channel, session in await self._rows(REMINDERS_OF, guild, person)]

    async def suggestions_of(self, guild: int, person: int) -> list[tuple[str, str]]:
        return [(str(text), str(state)) for text, state in await self._rows(SUGGESTIONS_OF, guild, person)]

    async def suggestions_by(self, guild: int, person: int) -> list[int]:
        return [int(number) for (number,) in await self._rows(SUGGESTIONS_BY, guild, person)]

    async def asked_in(self, guild: int, person: int) -> list[int]:
        found = await _asked(self._reader, guild, person)
        return sorted({number for numbers, _, _ in found for number in numbers})

    async def present(self, platform: str) -> list[Presence]:
        known = {(guild, session, person): int(upto) for guild, session, person, upto in await self._rows(UPTO)}
        found = [
            (int(guild), int(session), int(person)) for guild, session, person in await self._rows(PRESENT, platform)
        ]
        return [Presence(*each, known.get(each, 0)) for each in found]

    async def erase(self, erasing: Erasing) -> None:
        await self._writer.write(await erasure(self._reader, erasing))


async def erasure(connection: Reader, erasing: Erasing) -> list[Statement]:
    """Return the statements that erase a person, to be run in one transaction."""
    guild, person, upto = erasing.guild, erasing.person, erasing.upto
    numbers = [int(number) for (number,) in await connection.rows(SESSIONS, guild)]
    if erasing.session is not None:
        numbers = [number for number in numbers if number == erasing.session]
    statements: list[Statement] = [(NOTE, [(guild, number, person, upto) for number in numbers])] if numbers else []
    for number in numbers:
        statements += await _lines_of_cases(connection, number, person)
        statements += [fitted(sql, number, person, upto) for sql in ERASED_FROM_A_SESSION]
    if erasing.session is None:
        statements += await _suggested_questions(connection, guild, person)
        statements += [fitted(sql, guild, person) for sql in ERASED_FROM_A_SERVER]
        statements.append((NOTE, [(guild, 0, person, upto)]))
    return statements


async def _lines_of_cases(connection: Reader, session: int, person: int) -> list[Statement]:
    """Return what takes what somebody told the hosts out of the reasons of cases.

    Of older lines nobody noted whose they are: those begin with the name that they have now.
    """
    names = [str(name) for (name,) in await connection.rows(NAMES, session, person) if name]
    beginnings = tuple(f"{shown_name(name)}: “" for name in names)
    told = [(case, str(line), teller) for case, line, teller in await connection.rows(TOLD, session)]
    theirs = {(case, line) for case, line, teller in told if teller == person}
    others = {(case, line) for case, line, teller in told if teller != person}
    rows: list[tuple[object, ...]] = []
    for case, reason in await connection.rows(REASONS, session):
        lines = str(reason).split("\n")
        left = [
            line
            for line in lines
            if (case, line) in others or not ((case, line) in theirs or line.startswith(beginnings))
        ]
        if left != lines:
            rows.append(("\n".join(left), case))
    return [(SET_REASON, rows)] if rows else []


async def _suggested_questions(connection: Reader, guild: int, person: int) -> list[Statement]:
    """Return what takes the words out of the chats where they were asked; where a host changed them, the name."""
    asked = await _asked(connection, guild, person)
    words = [(number, f"{text}{name}", GONE) for numbers, name, text in asked for number in numbers]
    names = [(number, name, "") for numbers, name, _ in asked for number in numbers]
    rows = [(number, _as_json(old), _as_json(new)) for number, old, new in (*words, *names)]
    return [(REPLACE_IN_FACTS, rows), (REPLACE_IN_PACKS, rows)] if rows else []


async def _asked(connection: Reader, guild: int, person: int) -> list[tuple[list[int], str, str]]:
    """Return in which sessions a question is that somebody suggested, how they are named there, and its words."""
    suggested: Sequence[Any] = await connection.rows(SUGGESTED, guild, person)
    found = []
    for name, text in suggested:
        named = f" ({shown_name(str(name))})"
        numbers = await connection.rows(ASKED_IN, guild, _as_json(f"{text}{named}"))
        found.append(([int(number) for (number,) in numbers], named, str(text)))
    return found


def _as_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
