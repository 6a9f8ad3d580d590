"""What became of attachments, and members' choices, in SQL."""

from collections.abc import Iterable, Mapping, Sequence

from bot.adapters.sql import codec
from bot.adapters.sql.damage import reading
from bot.adapters.sql.tables.sessions import CALL
from bot.adapters.sql.tables.table import Tables
from bot.adapters.sql.writer import Statement
from bot.core.base.choices import Choice
from bot.core.base.contribution import Attachment, Fate, KeptFile, Missing, MissingFile

UNFETCHED = """
    SELECT a.message, a.name, a.type, a.size, a.url, a.description
    FROM attachments AS a LEFT JOIN files AS f USING (session, message, link)
    WHERE a.session = ? AND a.url <> '' AND f.session IS NULL ORDER BY a.message, a.place"""
BYTES = "SELECT coalesce(sum(size), 0) FROM (SELECT DISTINCT digest, size FROM files WHERE session = ?) AS kept"
NOTE = """
    INSERT INTO files (session, message, link, digest, type, size, why, at)
    SELECT session, message, link, ?4, ?5, ?6, ?7, ?8 FROM attachments
    WHERE session = ?1 AND message = ?2 AND url = ?3 LIMIT 1
    ON CONFLICT DO NOTHING"""
LOOSEN = "INSERT INTO loose_files (digest) VALUES (?) ON CONFLICT DO NOTHING"
LOOSE = "SELECT digest FROM loose_files AS l WHERE NOT EXISTS (SELECT 1 FROM files AS f WHERE f.digest = l.digest)"
HELD = "DELETE FROM loose_files WHERE EXISTS (SELECT 1 FROM files AS f WHERE f.digest = loose_files.digest)"
SWEPT = "DELETE FROM loose_files WHERE digest = ?"

CHOOSE = """
    INSERT INTO choices (guild, person, quotes, named, unrecorded_from, findable) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (guild, person) DO UPDATE SET quotes = excluded.quotes, named = excluded.named,
        unrecorded_from = excluded.unrecorded_from, findable = excluded.findable"""
CHOSEN = "SELECT person, quotes, named, unrecorded_from, findable FROM choices WHERE guild = ?"
FINDABLE = "SELECT person FROM choices WHERE guild = ? AND findable = 1 ORDER BY person"


class FileTables(Tables):
    """The part of the store that knows what became of files, and what members chose."""

    async def unfetched(self, session: int) -> list[tuple[int, Attachment]]:
        return [(int(message), Attachment(*file)) for message, *file in await self._rows(UNFETCHED, session)]

    async def file_bytes(self, session: int) -> int:
        return int((await self._rows(BYTES, session))[0][0])

    async def note_file(self, session: int, message: int, url: str, fate: Fate) -> None:
        row = (session, message, url, *_columns(fate))
        await self._writer.write([(NOTE, [row]), (HELD, [()])])

    async def loosen(self, digest: str) -> None:
        await self._writer.write([(LOOSEN, [(digest,)])])

    async def loose(self) -> list[str]:
        return [str(digest) for (digest,) in await self._rows(LOOSE)]

    async def swept(self, digests: Iterable[str]) -> None:
        if rows := [(digest,) for digest in digests]:
            await self._writer.write([(SWEPT, rows)])

    async def choose(self, guild: int, person: int, choice: Choice, shown: Sequence[int] = ()) -> None:
        named = None if choice.named is None else int(choice.named)
        row = (guild, person, int(choice.quotes), named, choice.unrecorded_from, int(choice.findable))
        statements: list[Statement] = [(CHOOSE, [row])]
        if shown:
            statements.append((CALL, [(guild, number, None, None) for number in shown]))
        await self._writer.write(statements)

    async def choices(self, guild: int) -> Mapping[int, Choice]:
        return {
            int(person): Choice(bool(quotes), None if named is None else bool(named), unrecorded_from, bool(findable))
            for person, quotes, named, unrecorded_from, findable in await self._rows(CHOSEN, guild)
        }

    async def findable(self, guild: int) -> list[int]:
        return [int(person) for (person,) in await self._rows(FINDABLE, guild)]


def fate_of(digest: str | None, type: str | None, size: int | None, why: str | None, at: str | None) -> Fate | None:
    """Return what became of a file; None where nothing is known."""
    if digest is not None:
        return KeptFile(digest, type or "", size or 0)
    instant = codec.instant_of(at or "")
    with reading():
        return MissingFile(Missing(why), instant) if why and instant else None


def _columns(fate: Fate) -> tuple[object, ...]:
    if isinstance(fate, KeptFile):
        return fate.digest, fate.type, fate.size, None, ""
    return None, "", 0, fate.why.value, codec.instant_text(fate.at)
