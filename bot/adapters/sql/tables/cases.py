"""Cases, in SQL: what each is about, its messages, words that wait for a member, and what hosts judged."""

from collections.abc import Sequence
from typing import Any

from bot.adapters.sql import codec
from bot.adapters.sql.damage import reading
from bot.adapters.sql.tables.table import Tables
from bot.core.moderation.judged import Judgement, Kind
from bot.core.moderation.settings import Rule
from bot.core.session.cases import Case

BREAK = "\n"
"""Between two reasons of a case."""

OPEN = """
    INSERT INTO cases (session, rule, matter, channel, person, name, text, reason, opened_at)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
    WHERE NOT EXISTS (SELECT 1 FROM cases WHERE session = ?1 AND rule = ?2 AND matter = ?3) ON CONFLICT DO NOTHING"""
"""A row that is not made takes no number, or hosts would wonder about the cases between."""
# Whoever asked not to be recorded: their words are judged in memory, and no case keeps them.
EMPTY_UNRECORDED = """
    UPDATE cases SET name = '', text = '', reason = '' WHERE session = ?1 AND rule = ?2 AND matter = ?3
    AND EXISTS (SELECT 1 FROM choices JOIN sessions USING (guild)
                WHERE number = ?1 AND choices.person = cases.person AND unrecorded_from <= cases.matter)"""
CASE = "SELECT id, session, rule, matter, channel, person, name, text, reason, opened_at FROM cases"
ADD = "INSERT INTO case_messages (case_id, message, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
TELL = "INSERT INTO told (case_id, person, line) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
TOLD_BY = """
    SELECT line FROM told JOIN cases ON cases.id = case_id
    WHERE session = ? AND told.person = ? ORDER BY case_id, line"""
MESSAGES = "SELECT message, person FROM case_messages WHERE case_id = ? ORDER BY message"
OF_SESSION = """
    SELECT case_id, message FROM case_messages JOIN cases ON cases.id = case_id WHERE session = ?
    ORDER BY case_id, message"""
ADD_REASON = "UPDATE cases SET reason = reason || ?1 || ?2 WHERE id = ?3 AND instr(reason, ?2) = 0"
# What a case repeats of a message that was deleted, unless another of its messages says the same. Where none is left,
# the reason goes, too, for it may quote the message; but what members said about it are their own words.
_ABOUT_IT = "session = ?1 AND EXISTS (SELECT 1 FROM case_messages WHERE case_id = cases.id AND message = ?2)"
_STANDING = """
    SELECT 1 FROM case_messages JOIN contributions AS c ON c.session = ?1 AND c.id = case_messages.message
    WHERE case_id = cases.id AND c.deleted = 0"""
FORGET_WORDS = f"""
    UPDATE cases SET text = '', reason = CASE WHEN rule = 'told' OR EXISTS ({_STANDING})
        THEN reason ELSE substr(reason, instr(reason || ?3, ?3)) END
    WHERE {_ABOUT_IT} AND text <> '' AND NOT EXISTS ({_STANDING} AND c.text = cases.text)"""
FORGET_MESSAGE = (
    f"DELETE FROM undelivered WHERE case_id IN (SELECT id FROM cases WHERE {_ABOUT_IT} AND text = '')",
    f"""
    UPDATE effects SET payload = NULL
    WHERE session = ?1 AND state IN ('done', 'given up')
    AND (kind IN ('case', 'notice') AND number IN (SELECT id FROM cases WHERE {_ABOUT_IT} AND text = '')
         OR kind = 'repost' AND number = ?2)""",
)
WITH_MESSAGE = f"SELECT id FROM cases WHERE {_ABOUT_IT} ORDER BY id"
LATER = """
    INSERT INTO undelivered (guild, person, case_id, text) VALUES (?, ?, ?, ?)
    ON CONFLICT (guild, person, case_id) DO UPDATE SET text = excluded.text"""
WAITING = "SELECT case_id, text FROM undelivered WHERE guild = ? AND person = ? ORDER BY case_id"
DELIVERED = "DELETE FROM undelivered WHERE guild = ? AND person = ? AND case_id = ?"

JUDGE = """
    INSERT INTO judgements (session, kind, mark, rule, person, fine, at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (session, kind, mark, rule, person) DO UPDATE SET fine = excluded.fine, at = excluded.at"""
OF_SERVER = """
    SELECT kind, mark, rule, fine, person, at FROM judgements WHERE session IN (
        SELECT number FROM sessions WHERE guild = ?) ORDER BY at"""
FORGET = "DELETE FROM judgements WHERE session IN (SELECT number FROM sessions WHERE guild = ?)"


class CaseTables(Tables):
    """The part of the store that knows what was brought before the hosts, and what they judged."""

    async def open_case(self, case: Case) -> int:
        about = (case.session, case.rule, case.matter, case.channel, case.person, case.name, case.text, case.reason)
        unrecorded = (EMPTY_UNRECORDED, [(case.session, case.rule, case.matter)])
        await self._writer.write([(OPEN, [(*about, codec.instant_text(case.opened_at))]), unrecorded])
        known = await self.case_about(case.session, case.rule, case.matter)
        assert known is not None
        return known.id

    async def case(self, id: int) -> Case | None:
        rows = await self._rows(f"{CASE} WHERE id = ?", id)
        return _case(rows[0]) if rows else None

    async def case_about(self, session: int, rule: str, matter: int) -> Case | None:
        rows = await self._rows(f"{CASE} WHERE session = ? AND rule = ? AND matter = ?", session, rule, matter)
        return _case(rows[0]) if rows else None

    async def cases_with(self, session: int, message: int) -> list[int]:
        return [int(case) for (case,) in await self._rows(WITH_MESSAGE, session, message)]

    async def cases(self, session: int) -> list[Case]:
        return [_case(row) for row in await self._rows(f"{CASE} WHERE session = ? ORDER BY id", session)]

    async def add_to_case(self, id: int, messages: Sequence[tuple[int, int]]) -> None:
        await self._writer.write([(ADD, [(id, message, person) for message, person in messages])], mergeable=True)

    async def add_reason(self, id: int, line: str, person: int) -> None:
        await self._writer.write([(ADD_REASON, [(BREAK, line, id)]), (TELL, [(id, person, line)])])

    async def told_by(self, session: int, person: int) -> list[str]:
        return [str(line) for (line,) in await self._rows(TOLD_BY, session, person)]

    async def messages_of_case(self, id: int) -> list[tuple[int, int]]:
        return [(int(message), int(person)) for message, person in await self._rows(MESSAGES, id)]

    async def messages_by_case(self, session: int) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for case, message in await self._rows(OF_SESSION, session):
            found.setdefault(int(case), []).append(int(message))
        return found

    async def deliver_later(self, guild: int, person: int, case: int, text: str) -> None:
        await self._writer.write([(LATER, [(guild, person, case, text)])])

    async def undelivered(self, guild: int, person: int) -> list[tuple[int, str]]:
        return [(int(case), str(text)) for case, text in await self._rows(WAITING, guild, person)]

    async def delivered(self, guild: int, person: int, case: int) -> None:
        await self._writer.write([(DELIVERED, [(guild, person, case)])])

    async def judge(self, session: int, judgements: Sequence[Judgement]) -> None:
        rows = [
            (session, each.kind, each.mark, each.rule, each.person, int(each.fine), codec.instant_text(each.at))
            for each in judgements
        ]
        if rows:
            await self._writer.write([(JUDGE, rows)])

    async def judgements(self, guild: int) -> list[Judgement]:
        found = []
        for kind, mark, rule, fine, person, at in await self._rows(OF_SERVER, guild):
            with reading():
                instant = codec.instant_of(at)
                assert instant is not None
                found.append(Judgement(Kind(kind), str(mark), Rule(rule), bool(fine), int(person), instant))
        return found

    async def forget_judgements(self, guild: int) -> None:
        await self._writer.write([(FORGET, [(guild,)])])


def _case(row: Sequence[Any]) -> Case:
    id_, session, rule, matter, channel, person, name, text, reason, opened_at = row
    instant = codec.instant_of(opened_at)
    assert instant is not None
    return Case(id_, session, rule, matter, channel, person, name, text, reason, instant)
