"""Words of what was said, found by the index that an engine keeps; what is not in it yet is looked through."""

import json
from collections.abc import Sequence

from bot.adapters.sql.tables.table import Tables
from bot.app.ports.values import Indexed, Place, SaidAt
from bot.core.requests.searching import Query, Word

ROOM = 2**24
"""How many ids of the index each session has, so that the engine need not look at those of others."""

_THERE = """{0} IN (SELECT value FROM json_each(?1)) AND ({0} < ?2 OR ({0} = ?2 AND {1} < ?3))"""
INDEXED = f"""
    SELECT session, message FROM texts
    WHERE id IN (SELECT rowid FROM search(?4) WHERE rowid BETWEEN ?5 AND ?6)
    AND {_THERE.format("+session", "message")}"""
WAITING = f"""
    SELECT said.session, said.id FROM to_index CROSS JOIN contributions AS said
    WHERE said.session = to_index.session AND said.id = to_index.message AND deleted = 0
    AND {_THERE.format("to_index.session", "to_index.message")}"""
SAID = f"""
    SELECT said.session, said.id AS message FROM contributions AS said
    WHERE deleted = 0 AND text IS NOT NULL AND {_THERE.format("said.session", "said.id")}"""
INDEXED_BY = f"""
    SELECT said.session, said.id AS message FROM ({INDEXED}) AS texts CROSS JOIN contributions AS said
    WHERE said.session = texts.session AND said.id = texts.message"""
BY = " AND said.author IN (SELECT value FROM json_each(?{}))"
CALLED = "SELECT DISTINCT id, name FROM people WHERE session IN (SELECT value FROM json_each(?))"
FOUND = """
    SELECT said.session, said.id, said.text FROM (
        {found} ORDER BY 1 DESC, 2 DESC LIMIT {most}
    ) AS found JOIN contributions AS said ON said.session = found.session AND said.id = found.message
    WHERE deleted = 0 ORDER BY said.session DESC, said.id DESC"""
"""The newest are chosen before their texts are read."""

TO_INDEX = """
    SELECT said.session, said.id, said.text FROM to_index CROSS JOIN contributions AS said
    WHERE said.session = to_index.session AND said.id = to_index.message
    AND (to_index.session > ?1 OR (to_index.session = ?1 AND to_index.message > ?2))
    ORDER BY to_index.session, to_index.message LIMIT ?3"""
_STILL_SAID = "EXISTS (SELECT 1 FROM contributions WHERE session = ?1 AND id = ?2 AND text = ?3)"
_NEXT = f"""
    SELECT coalesce(max(id) + 1, ?1 * {ROOM}) FROM texts WHERE id BETWEEN ?1 * {ROOM} AND ?1 * {ROOM} + {ROOM - 1}"""
INDEX = f"""
    INSERT INTO texts (id, session, message, tokens) SELECT ({_NEXT}), ?1, ?2, ?4 WHERE {_STILL_SAID}
    ON CONFLICT DO NOTHING"""
IS_INDEXED = """
    DELETE FROM to_index WHERE session = ?1 AND message = ?2
    AND EXISTS (SELECT 1 FROM texts WHERE session = ?1 AND message = ?2)"""


class SearchTables(Tables):
    """The part of the store that finds words."""

    async def texts_with(self, sessions: Sequence[int], query: Query, before: Place, most: int) -> list[SaidAt]:
        speakers = await self._called(sessions, query) if query.by else ()
        if not sessions or (query.by and not speakers):
            return []
        given: list[object] = [json.dumps(list(sessions)), *before]
        indexed, waiting = INDEXED, WAITING
        if query.words:
            given += " AND ".join(map(_any_of, query.words)), min(sessions) * ROOM, max(sessions) * ROOM + ROOM - 1
            waiting += _anywhere(query, given)
        if query.by:
            given.append(json.dumps(speakers))
            by = BY.format(len(given))
            indexed, waiting = INDEXED_BY + by, waiting + by
        found = f"{indexed} UNION {waiting}" if query.words else f"{SAID}{by}"
        return [tuple(row) for row in await self._rows(FOUND.format(found=found, most=int(most)), *given)]

    async def _called(self, sessions: Sequence[int], query: Query) -> list[int]:
        """Return whoever is called so in one of the sessions."""
        rows = await self._rows(CALLED, json.dumps(list(sessions)))
        return sorted({int(person) for person, name in rows if query.is_by(name)})

    async def to_index(self, after: Place, most: int) -> list[SaidAt]:
        return [tuple(row) for row in await self._rows(TO_INDEX, *after, most)]

    async def index(self, rows: Sequence[Indexed]) -> None:
        await self._writer.write([(INDEX, rows), (IS_INDEXED, [row[:2] for row in rows])])


def _anywhere(query: Query, given: list[object]) -> str:
    """Return what a text is asked for that is not in the index; what it is asked with is added to `given`."""
    asked = ""
    for word in sorted(query.words, key=lambda word: -len(word.start)):  # the longest is seldom there: most are done
        ways: list[str] = []
        for way in word.anywhere:
            given.append(way)
            ways.append(f"instr({'text' if ways else 'lower(text)'}, ?{len(given)}) > 0")
        asked += f" AND ({' OR '.join(ways)})"
    return asked


def _any_of(word: Word) -> str:
    """Return what the index is asked for a word; a token has no sign that means anything there."""
    tokens = [f'"{token}"' for token in word.tokens]
    if word.begins:
        tokens[0] += "*"
    return f"({' OR '.join(tokens)})"
