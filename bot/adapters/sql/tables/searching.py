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
FOUND = """
    SELECT said.session, said.id, said.text FROM (
        {indexed} UNION {waiting} ORDER BY 1 DESC, 2 DESC LIMIT {most}
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
        if not sessions:
            return []
        place, waiting = 7, WAITING
        longest = sorted(query.words, key=lambda word: -len(word.start))  # it is seldom there, so most texts are done
        strings = [word.anywhere for word in longest]
        for ways in strings:
            found = [f"instr({'text' if each else 'lower(text)'}, ?{place + each}) > 0" for each in range(len(ways))]
            waiting += f" AND ({' OR '.join(found)})"
            place += len(ways)
        sql = FOUND.format(indexed=INDEXED, waiting=waiting, most=int(most))
        wanted = " AND ".join(map(_any_of, query.words))
        ids = min(sessions) * ROOM, max(sessions) * ROOM + ROOM - 1
        given = (json.dumps(list(sessions)), *before, wanted, *ids, *(each for ways in strings for each in ways))
        return [tuple(row) for row in await self._rows(sql, *given)]

    async def to_index(self, after: Place, most: int) -> list[SaidAt]:
        return [tuple(row) for row in await self._rows(TO_INDEX, *after, most)]

    async def index(self, rows: Sequence[Indexed]) -> None:
        await self._writer.write([(INDEX, rows), (IS_INDEXED, [row[:2] for row in rows])])


def _any_of(word: Word) -> str:
    """Return what the index is asked for a word; a token has no sign that means anything there."""
    tokens = [f'"{token}"' for token in word.tokens]
    if word.begins:
        tokens[0] += "*"
    return f"({' OR '.join(tokens)})"
