"""Pending answers, in SQL: the words of answers until hosts have decided about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.adapters.sql import codec
from bot.adapters.sql.tables.table import Tables
from bot.core.session.pending import PendingAnswer

ADD = """
    INSERT INTO drafts (session, question, person, name, text, reason, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?)
    RETURNING id"""
DRAFT = "SELECT id, session, question, person, name, text, reason, sent_at FROM drafts"
WORD = "UPDATE drafts SET text = ?, sent_at = ? WHERE id = ?"
EMPTY = "UPDATE drafts SET text = '', reason = '' WHERE id = ? AND text = ?"


class PendingAnswerTables(Tables):
    """The part of the store that keeps what waits to be approved."""

    async def add_pending_answer(self, answer: PendingAnswer) -> int:
        about = (answer.session, answer.question, answer.person, answer.name, answer.text, answer.reason)
        ((id_,),) = await self._writer.write([(ADD, [(*about, codec.instant_text(answer.sent_at))])])
        return int(id_)

    async def pending_answer(self, id: int) -> PendingAnswer | None:
        rows = await self._rows(f"{DRAFT} WHERE id = ?", id)
        return _pending_answer(rows[0]) if rows else None

    async def pending_answers(self, session: int) -> list[PendingAnswer]:
        return [
            _pending_answer(row)
            for row in await self._rows(f"{DRAFT} WHERE session = ? AND text <> '' ORDER BY id", session)
        ]

    async def word_pending_answer(self, id: int, text: str, at: datetime) -> None:
        await self._writer.write([(WORD, [(text, codec.instant_text(at), id)])])

    async def empty_pending_answer(self, id: int, text: str) -> None:
        await self._writer.write([(EMPTY, [(id, text)])])


def _pending_answer(row: Sequence[Any]) -> PendingAnswer:
    id_, session, question, person, name, text, reason, sent_at = row
    instant = codec.instant_of(sent_at)
    assert instant is not None
    return PendingAnswer(id_, session, question, person, name, text, reason, instant)
