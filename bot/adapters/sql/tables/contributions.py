"""What members said, in SQL. Every statement may run twice, and in another order, with the same result."""

import json
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.adapters.sql import codec
from bot.adapters.sql.connection import Reader
from bot.adapters.sql.tables.cases import BREAK, FORGET_MESSAGE, FORGET_WORDS
from bot.adapters.sql.tables.files import fate_of
from bot.adapters.sql.tables.table import Tables
from bot.adapters.sql.writer import Statement
from bot.app.ports.values import Reaction
from bot.core.base.contribution import Attachment, Contribution, Person
from bot.core.record.filing import Trace
from bot.core.text.markers import prefix_of

# What was erased stays so when the room is reread, and of who is not recorded nothing is taken in: both are asked in
# the transaction that writes, so no other process is ever too late. ?1 is a session, ?2 a person, ?3 a message.
_UNWANTED = """(
    EXISTS (SELECT 1 FROM erased WHERE session = ?1 AND person = ?2 AND upto >= ?3)
    OR EXISTS (SELECT 1 FROM choices JOIN sessions USING (guild)
               WHERE number = ?1 AND person = ?2 AND unrecorded_from <= ?3))"""
SAVE_PERSON = """
    INSERT INTO people (session, id, name) VALUES (?, ?, ?)
    ON CONFLICT (session, id) DO UPDATE SET name = excluded.name WHERE people.name <> excluded.name"""
NAME_PERSON = "INSERT INTO people (session, id, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_SAID = "SELECT ?1, ?2, ?4 WHERE EXISTS (SELECT 1 FROM contributions WHERE session = ?1 AND id = ?3 AND deleted = 0)"
SAVE_AUTHOR = f"""
    INSERT INTO people (session, id, name) {_SAID}
    ON CONFLICT (session, id) DO UPDATE SET name = excluded.name WHERE people.name <> excluded.name"""
NAME_AUTHOR = f"INSERT INTO people (session, id, name) {_SAID} ON CONFLICT DO NOTHING"
NAME_MENTIONED = f"""
    INSERT INTO people (session, id, name) SELECT ?1, ?2, ?4 WHERE NOT {_UNWANTED} ON CONFLICT DO NOTHING"""
SAVE = """
    INSERT INTO contributions (session, id, channel, author, text, prefix, reply_to, forwarded, edited_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (session, id) DO UPDATE SET
        text = excluded.text, prefix = excluded.prefix, edited_at = excluded.edited_at
    WHERE contributions.deleted = 0 AND excluded.edited_at > contributions.edited_at"""
UNSAVE = f"""
    UPDATE contributions SET author = NULL, text = NULL, forwarded = NULL, deleted = 2
    WHERE session = ?1 AND author = ?2 AND id = ?3 AND {_UNWANTED}"""
SAVE_ATTACHMENT = """
    INSERT INTO attachments (session, message, place, name, type, size, url, description)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
    WHERE EXISTS (SELECT 1 FROM contributions WHERE session = ?1 AND id = ?2 AND deleted = 0 AND edited_at <= ?9)
    ON CONFLICT (session, message, place) DO UPDATE SET
        name = excluded.name, type = excluded.type, size = excluded.size, url = excluded.url,
        description = excluded.description"""
UPDATE_POLL = "UPDATE contributions SET text = ?, prefix = ? WHERE session = ? AND id = ? AND deleted = 0"
DROP_ATTACHMENTS = """
    DELETE FROM attachments WHERE session = ?1 AND message = ?2 AND place >= ?3
    AND EXISTS (SELECT 1 FROM contributions WHERE session = ?1 AND id = ?2 AND edited_at <= ?4)"""
DELETE = """
    INSERT INTO contributions (session, id, channel, deleted) VALUES (?, ?, 0, 1)
    ON CONFLICT (session, id) DO UPDATE SET author = NULL, text = NULL, forwarded = NULL, deleted = 1"""
DELETED = "SELECT session, id FROM contributions WHERE deleted = 1"
STILL_THERE = """
    SELECT session, id FROM contributions WHERE deleted = 0 AND id IN (SELECT value FROM json_each(?))"""
DELETE_ATTACHMENTS = "DELETE FROM attachments WHERE session = ? AND message = ?"
REACTORS = "SELECT DISTINCT message, person FROM reactions WHERE session = ? ORDER BY message, person"
DELETE_REACTIONS = "DELETE FROM reactions WHERE session = ? AND message = ?"
# When a reaction was given is not known: of who is not recorded none is taken in, to older messages neither.
REACT = f"""
    INSERT INTO reactions (session, person, message, emoji) SELECT ?1, ?2, ?3, ?4
    WHERE NOT EXISTS (SELECT 1 FROM contributions WHERE session = ?1 AND id = ?3 AND deleted <> 0) AND NOT {_UNWANTED}
    AND NOT EXISTS (SELECT 1 FROM choices JOIN sessions USING (guild)
                    WHERE number = ?1 AND person = ?2 AND unrecorded_from IS NOT NULL)
    ON CONFLICT DO NOTHING"""
UNREACT = "DELETE FROM reactions WHERE session = ? AND person = ? AND message = ? AND emoji = ?"
CLEAR = "DELETE FROM reactions WHERE session = ?1 AND message = ?2 AND (CAST(?3 AS TEXT) IS NULL OR emoji = ?3)"
SET_MARK = """
    INSERT INTO marks (session, channel, upto) VALUES (?, ?, ?)
    ON CONFLICT (session, channel) DO UPDATE SET upto = excluded.upto WHERE marks.upto < excluded.upto"""
ADD_THREAD = "INSERT INTO threads (session, id) VALUES (?, ?) ON CONFLICT DO NOTHING"

TRACED = 1000
"""How many traces are read at a time."""
TRACES = f"""
    SELECT id, channel, reply_to, prefix, deleted, deleted = 2 FROM contributions
    WHERE session = ? AND id > ? ORDER BY id LIMIT {TRACED}"""
HELD = "SELECT id FROM contributions WHERE session = ? AND channel = ? AND deleted = 0"
READ = """
    SELECT c.id, c.channel, c.author, p.name, c.text, c.edited_at, c.reply_to, c.forwarded
    FROM json_each(?2) AS wanted
    JOIN contributions AS c ON c.session = ?1 AND c.id = wanted.value AND c.deleted = 0
    JOIN people AS p ON p.session = ?1 AND p.id = c.author
    ORDER BY wanted.key"""
READ_ATTACHMENTS = """
    SELECT a.message, a.name, a.type, a.size, a.url, a.description, f.digest, f.type, f.size, f.why, f.at
    FROM attachments AS a LEFT JOIN files AS f USING (session, message, link)
    WHERE a.session = ?1 AND a.message IN (SELECT value FROM json_each(?2)) ORDER BY a.message, a.place"""
READ_REACTIONS = """
    SELECT message, emoji, count(*) FROM reactions
    WHERE session = ?1 AND message IN (SELECT value FROM json_each(?2))
    GROUP BY message, emoji ORDER BY message, count(*) DESC, emoji"""
REACTIONS = "SELECT emoji, person FROM reactions WHERE session = ? AND message = ?"
SESSION = "SELECT session FROM contributions WHERE id = ? AND deleted = 0"
SAID_BY = """
    SELECT id FROM contributions
    WHERE session = ? AND deleted = 0 AND author IN (SELECT value FROM json_each(?)) ORDER BY id"""
SAID_BY_EACH = """
    SELECT author, id FROM contributions
    WHERE session = ? AND id > ? AND deleted = 0 ORDER BY id LIMIT 1000"""
AUTHOR = "SELECT author FROM contributions WHERE session = ? AND id = ? AND deleted = 0"

CHUNK = 500


def deletion(rows: Sequence[tuple[int, int]], *, with_cases: bool = True) -> list[Statement]:
    """Return what deletes messages, each with its session before it."""
    statements = [(DELETE, rows), (DELETE_ATTACHMENTS, rows), (DELETE_REACTIONS, rows)]
    cases: list[Statement] = [(FORGET_WORDS, [(*row, BREAK) for row in rows])]
    cases += [(each, rows) for each in FORGET_MESSAGE]
    return [*statements, *(cases if with_cases else [])]


async def deletion_from(connection: Reader, deleted: Collection[tuple[int, int]]) -> list[Statement]:
    """Return what deletes those of some messages that a copy still has."""
    ids = json.dumps([message for _, message in deleted])
    found = {(int(session), int(message)) for session, message in await connection.rows(STILL_THERE, ids)}
    rows = sorted(found & set(deleted))
    return deletion(rows) if rows else []


class ContributionTables(Tables):
    """The part of the store that knows what was said."""

    async def save(self, session: int, *said: Contribution) -> None:
        statements: list[Statement] = [(SAVE, [_row(session, each) for each in said])]
        statements.append((UNSAVE, [(session, each.author.id, each.id) for each in said]))
        people = {each.author.id: each for each in sorted(said, key=lambda each: not each.author.by_account)}
        statements += [_naming_author(session, each) for each in people.values()]
        mentioned = [(session, id_, each.id, name) for each in said for id_, name in each.mentions.items()]
        polls = [(each.text, prefix_of(each.text), session, each.id) for each in said if each.poll]
        statements += [(NAME_MENTIONED, mentioned)] if mentioned else []
        statements += [(UPDATE_POLL, polls)] if polls else []
        for each in said:
            statements += _attachments(session, each)
        await self._writer.write(statements, mergeable=True)

    async def delete(self, session: int, messages: Iterable[int], *, with_cases: bool = True) -> None:
        await self._writer.write(deletion([(session, message) for message in messages], with_cases=with_cases))

    async def deleted(self) -> list[tuple[int, int]]:
        return [(int(session), int(message)) for session, message in await self._rows(DELETED)]

    async def react(self, session: int, reaction: Reaction, *, on: bool) -> None:
        row = (session, reaction.person, reaction.message, reaction.emoji)
        await self._writer.write([(REACT if on else UNREACT, [row])])

    async def reactions(self, session: int, message: int) -> set[Reaction]:
        return {Reaction(message, emoji, person) for emoji, person in await self._rows(REACTIONS, session, message)}

    async def reactors(self, session: int) -> list[tuple[int, int]]:
        return [(message, person) for message, person in await self._rows(REACTORS, session)]

    async def clear_reactions(self, session: int, message: int, emoji: str | None) -> None:
        await self._writer.write([(CLEAR, [(session, message, emoji)])])

    async def add_thread(self, session: int, thread: int) -> None:
        await self._writer.write([(ADD_THREAD, [(session, thread)])])

    async def threads(self, session: int) -> list[int]:
        return [int(thread) for (thread,) in await self._rows("SELECT id FROM threads WHERE session = ?", session)]

    async def mark(self, session: int, channel: int) -> int:
        rows = await self._rows("SELECT upto FROM marks WHERE session = ? AND channel = ?", session, channel)
        return int(rows[0][0]) if rows else 0

    async def set_mark(self, session: int, channel: int, upto: int) -> None:
        await self._writer.write([(SET_MARK, [(session, channel, upto)])])

    async def traces(self, session: int) -> AsyncIterator[Trace]:
        last = 0
        more = True
        while more:
            rows = await self._rows(TRACES, session, last)
            for row in rows:
                yield Trace(*row)
            more = len(rows) == TRACED
            last = rows[-1][0] if rows else last

    async def held(self, session: int, channel: int) -> list[int]:
        return [int(message) for (message,) in await self._rows(HELD, session, channel)]

    async def read(self, session: int, messages: Sequence[int]) -> AsyncIterator[Contribution]:
        ids = iter(messages)
        while chunk := list(islice(ids, CHUNK)):
            for contribution in await self._read_chunk(session, json.dumps(chunk)):
                yield contribution

    async def session_of(self, message: int) -> int | None:
        rows = await self._rows(SESSION, message)
        return int(rows[0][0]) if rows else None

    async def author_of(self, session: int, message: int) -> int | None:
        rows = await self._rows(AUTHOR, session, message)
        return int(rows[0][0]) if rows else None

    async def said_by(self, session: int, people: Sequence[int]) -> list[int]:
        return [int(message) for (message,) in await self._rows(SAID_BY, session, json.dumps(list(people)))]

    async def said_by_each(self, session: int) -> list[tuple[int, list[int]]]:
        said: dict[int, list[int]] = {}
        last = 0
        while rows := await self._rows(SAID_BY_EACH, session, last):
            for person, message in rows:
                said.setdefault(person, []).append(message)
            last = rows[-1][1]
        return list(said.items())

    async def know(self, session: int, person: Person) -> None:
        await self._writer.write([_naming(session, person)], mergeable=True)

    async def names(self, session: int) -> dict[int, str]:
        rows = await self._rows("SELECT id, name FROM people WHERE session = ?", session)
        return {int(person): str(name) for person, name in rows}

    async def _read_chunk(self, session: int, ids: str) -> list[Contribution]:
        attachments: dict[int, list[Attachment]] = {}
        for message, *file in await self._rows(READ_ATTACHMENTS, session, ids):
            known = replace(Attachment(*file[:5]), fate=fate_of(*file[5:]))
            attachments.setdefault(message, []).append(known)
        reactions: dict[int, dict[str, int]] = {}
        for message, emoji, count in await self._rows(READ_REACTIONS, session, ids):
            reactions.setdefault(message, {})[emoji] = count
        return [
            Contribution(
                id=id_,
                channel=channel,
                author=Person(author, name),
                text=text,
                edited_at=codec.instant_of(edited_at),
                reply_to=reply_to,
                forwarded=forwarded,
                attachments=tuple(attachments.get(id_, ())),
                reactions=reactions.get(id_, {}),
            )
            for id_, channel, author, name, text, edited_at, reply_to, forwarded in await self._rows(READ, session, ids)
        ]


def _naming(session: int, person: Person) -> Statement:
    return NAME_PERSON if person.by_account else SAVE_PERSON, [(session, person.id, person.name)]


def _naming_author(session: int, said: Contribution) -> Statement:
    naming = NAME_AUTHOR if said.author.by_account else SAVE_AUTHOR
    return naming, [(session, said.author.id, said.id, said.author.name)]


def _row(session: int, said: Contribution) -> tuple[object, ...]:
    edited = codec.instant_text(said.edited_at)
    prefix = prefix_of(said.text)
    return session, said.id, said.channel, said.author.id, said.text, prefix, said.reply_to, said.forwarded, edited


def _attachments(session: int, said: Contribution) -> Iterator[Statement]:
    """Return what brings a message's files up to date."""
    edited = codec.instant_text(said.edited_at)
    if said.attachments:
        files = enumerate(said.attachments)
        rows = [(place, f.name, f.type, f.size, f.url, f.description, edited) for place, f in files]
        yield SAVE_ATTACHMENT, [(session, said.id, *row) for row in rows]
    if said.edited_at:
        yield DROP_ATTACHMENTS, [(session, said.id, len(said.attachments), edited)]
