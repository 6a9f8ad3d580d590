"""Every column of the database: whether it is about a person, how long it is kept, and what an erasure does to it.

This one table drives erasure, and tests compare it with the schema: a column that is missing here fails them.
Statements about a session have ?1 for it, ?2 for the person and ?3 for the last message that goes; those about a
server have ?1 for it and ?2 for the person. Those about age have ?1 for the server, ?2 for the instant and ?3 for the
message before which everything is too old, ?4 for now, and ?5 for a year ago; about the record they have ?1 for the
session, ?2 for the messages that stay, as its published recap shows them, and ?3 for the people who stay: its hosts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.base.retention import Keep
from bot.core.script.suggestion import SUGGESTIONS_BELOW


@dataclass(frozen=True, slots=True)
class Personal:
    """What a table has of people: its columns, how long they are kept, and the statements that erase them.

    `stays` says what stays after an erasure, and why. `aged` are the statements that end what was kept long enough,
    by whose duration they follow.
    """

    columns: str
    keep: Keep
    session: Sequence[str] = ()
    server: Sequence[str] = ()
    stays: str = ""
    aged: Mapping[Keep, Sequence[str]] = field(default_factory=dict)


_HERE = "session IN (SELECT number FROM sessions WHERE guild = ?1)"
_LISTED = "(SELECT value FROM json_each({}))"
_STAY, _HOSTS = _LISTED.format("?2"), _LISTED.format("?3")
_OVER = "SELECT session FROM listings WHERE guild = ?1 AND phase IN ('archived', 'cancelled', 'room gone')"
_OLD_SUGGESTIONS = """guild = ?1 AND (state = 'set aside' AND since <> '' AND since < ?2
    OR state IN ('new', 'accepted') AND since <> '' AND since < ?5)"""
_OLD_ANSWERS = f"{_OLD_SUGGESTIONS} OR guild = ?1 AND state = 'used' AND since <> '' AND since < ?2"
_CARDS = "SELECT 'card of suggestion ' || CAST(id AS TEXT) FROM suggestions WHERE"
_OLD_FILES = f"digest IS NOT NULL AND message < ?3 AND {_HERE}"
_OLD_CASES = f"{_HERE} AND opened_at < ?2 AND (text <> '' OR reason <> '')"
_THEIRS = "SELECT id FROM contributions WHERE session = ?1 AND author = ?2 AND id <= ?3"
_CASES = """
    SELECT id FROM cases WHERE session = ?1 AND (
        person = ?2 AND matter <= ?3
        OR id IN (SELECT case_id FROM case_messages WHERE person = ?2 AND message <= ?3))"""

PERSONAL: Mapping[str, Personal] = {
    "attachments": Personal(
        "name type size url description link message",
        Keep.RECORD,
        session=(f"DELETE FROM attachments WHERE session = ?1 AND message IN ({_THEIRS})",),
        aged={Keep.RECORD: (f"DELETE FROM attachments WHERE session = ?1 AND message NOT IN {_STAY}",)},
    ),
    "files": Personal(
        "link digest type size message",
        Keep.ATTACHMENTS,
        stays="rows go with those of attachments; the bytes go as soon as no other message has them",
        aged={
            Keep.ATTACHMENTS: (
                f"""INSERT INTO loose_files (digest) SELECT DISTINCT digest FROM files WHERE {_OLD_FILES}
                ON CONFLICT DO NOTHING""",
                f"UPDATE files SET digest = NULL, type = '', size = 0, why = 'expired', at = ?4 WHERE {_OLD_FILES}",
            )
        },
    ),
    "reactions": Personal(
        "person message emoji",
        Keep.RECORD,
        session=(
            "DELETE FROM reactions WHERE session = ?1 AND person = ?2 AND message <= ?3",
            f"DELETE FROM reactions WHERE session = ?1 AND message IN ({_THEIRS})",
        ),
        aged={Keep.RECORD: (f"DELETE FROM reactions WHERE session = ?1 AND message NOT IN {_STAY}",)},
    ),
    "undelivered": Personal(
        "person text case_id",
        Keep.CASES,
        session=(
            f"DELETE FROM undelivered WHERE case_id IN ({_CASES})",
            "DELETE FROM undelivered WHERE person = ?2 AND case_id IN (SELECT -id FROM drafts WHERE session = ?1)",
        ),
        server=("DELETE FROM undelivered WHERE guild = ?1 AND person = ?2",),
        aged={
            Keep.SUGGESTIONS: (
                f"""DELETE FROM undelivered WHERE guild = ?1 AND case_id IN (
                    SELECT {SUGGESTIONS_BELOW} - id FROM suggestions WHERE {_OLD_ANSWERS})""",
            ),
            Keep.CASES: (
                """DELETE FROM undelivered WHERE guild = ?1 AND case_id IN (
                    SELECT id FROM cases WHERE opened_at < ?2 UNION SELECT -id FROM drafts WHERE sent_at < ?2)""",
            ),
        },
    ),
    "effects": Personal(
        "payload reason",
        Keep.CASES,
        session=(
            """UPDATE effects SET payload = NULL
            WHERE session = ?1 AND state IN ('done', 'given up') AND payload IS NOT NULL""",
        ),
        stays="what is on its way to the room is emptied as soon as it is there",
        aged={
            Keep.CASES: (
                f"""UPDATE effects SET payload = NULL WHERE {_HERE} AND kind IN ('case', 'notice', 'repost')
                AND state IN ('done', 'given up') AND claimed_at < ?2 AND payload IS NOT NULL""",
            )
        },
    ),
    "cases": Personal(
        "person name text reason",
        Keep.CASES,
        session=(
            """UPDATE cases SET text = '', reason = '', name = ''
            WHERE session = ?1 AND person = ?2 AND matter <= ?3""",
        ),
        stays="that there was a case, its rule and what was done; lines with which they turned to the hosts go, too",
        aged={
            Keep.CASES: (f"UPDATE cases SET text = '', reason = '' WHERE {_OLD_CASES}",),
            Keep.RECORD: ("UPDATE cases SET text = '', reason = '', name = '' WHERE session = ?1",),
        },
    ),
    "case_messages": Personal(
        "person message",
        Keep.RECORD,
        stays="ids alone, of messages that have no words left",
        aged={Keep.RECORD: ("DELETE FROM case_messages WHERE case_id IN (SELECT id FROM cases WHERE session = ?1)",)},
    ),
    "told": Personal(
        "person line",
        Keep.CASES,
        session=("DELETE FROM told WHERE person = ?2 AND case_id IN (SELECT id FROM cases WHERE session = ?1)",),
        stays="nothing: the line goes from its case, too",
        aged={
            Keep.CASES: (f"DELETE FROM told WHERE case_id IN (SELECT id FROM cases WHERE {_HERE} AND opened_at < ?2)",),
            Keep.RECORD: ("DELETE FROM told WHERE case_id IN (SELECT id FROM cases WHERE session = ?1)",),
        },
    ),
    "judgements": Personal(
        "person mark",
        Keep.CASES,
        session=("DELETE FROM judgements WHERE session = ?1 AND person = ?2",),
        aged={
            Keep.CASES: (f"DELETE FROM judgements WHERE {_HERE} AND at < ?2",),
            Keep.RECORD: ("DELETE FROM judgements WHERE session = ?1",),
        },
    ),
    "drafts": Personal(
        "person name text reason",
        Keep.CASES,
        session=("UPDATE drafts SET text = '', reason = '', name = '' WHERE session = ?1 AND person = ?2",),
        stays="that there was an answer, and to which question",
        aged={
            Keep.CASES: (f"UPDATE drafts SET text = '', reason = '' WHERE {_HERE} AND sent_at < ?2 AND text <> ''",),
            Keep.RECORD: ("UPDATE drafts SET text = '', reason = '', name = '' WHERE session = ?1",),
        },
    ),
    "contributions": Personal(
        "author text forwarded",
        Keep.RECORD,
        session=(
            """UPDATE contributions SET author = NULL, text = NULL, forwarded = NULL, deleted = 2
            WHERE session = ?1 AND author = ?2 AND id <= ?3""",
        ),
        stays="the message's id and place, so that replies keep theirs",
        aged={
            Keep.RECORD: (
                f"""UPDATE contributions SET author = NULL, text = NULL, forwarded = NULL, deleted = 3
                WHERE session = ?1 AND deleted = 0 AND id NOT IN {_STAY}""",
            )
        },
    ),
    "people": Personal(
        "id name",
        Keep.RECORD,
        session=(
            """DELETE FROM people WHERE session = ?1 AND id = ?2 AND NOT EXISTS (
                SELECT 1 FROM contributions WHERE session = ?1 AND author = ?2 AND id > ?3)""",
        ),
        aged={
            Keep.RECORD: (
                f"""DELETE FROM people WHERE session = ?1 AND id NOT IN {_HOSTS} AND id NOT IN (
                    SELECT author FROM contributions WHERE session = ?1 AND deleted = 0)""",
            )
        },
    ),
    "notes": Personal(
        "value",
        Keep.RECORD,
        session=("DELETE FROM notes WHERE key = 'lines of session ' || CAST(CAST(?1 AS BIGINT) AS TEXT)",),
        server=(f"DELETE FROM notes WHERE key IN ({_CARDS} guild = ?1 AND person = ?2)",),
        stays="nothing about people: what remains is about the installation and its servers",
        aged={
            Keep.RECORD: (
                """DELETE FROM notes WHERE key = 'lines of session ' || CAST(CAST(?1 AS BIGINT) AS TEXT)
                AND NOT EXISTS (SELECT 1 FROM json_each(?2))""",
            ),
            Keep.SUGGESTIONS: (f"DELETE FROM notes WHERE key IN ({_CARDS} {_OLD_SUGGESTIONS})",),
        },
    ),
    "reminders": Personal(
        "person",
        Keep.ENDS,
        server=(
            """DELETE FROM reminders WHERE person = ?2
            AND channel IN (SELECT channel FROM sessions WHERE guild = ?1)""",
        ),
        aged={Keep.ENDS: (f"DELETE FROM reminders WHERE session > 0 AND session IN ({_OVER})",)},
    ),
    "suggestions": Personal(
        "person name text",
        Keep.SUGGESTIONS,
        server=("DELETE FROM suggestions WHERE guild = ?1 AND person = ?2",),
        stays="one that was asked is in its chat, with whose it is: else nobody could have it erased there",
        aged={
            Keep.SUGGESTIONS: (
                f"DELETE FROM suggestions WHERE {_OLD_SUGGESTIONS}",
                "UPDATE suggestions SET since = ?4 WHERE guild = ?1 AND since = ''",
            )
        },
    ),
    "choices": Personal(
        "person quotes named unrecorded_from findable", Keep.WISH, stays="all of it: it is what they asked for"
    ),
    "erased": Personal("person upto", Keep.WISH, stays="all of it: it keeps their words from coming back"),
    "facts": Personal(
        "body",
        Keep.HOSTING,
        stays="ids of people in what was decided; questions that they suggested lose their words and name",
    ),
    "sessions": Personal(
        "pack", Keep.HOSTING, stays="what hosts published; suggested questions lose their words and name"
    ),
    "tickets": Personal(
        "person name",
        Keep.ENDS,
        server=("UPDATE tickets SET name = '' WHERE guild = ?1 AND person = ?2",),
        stays="the link that they gave out, until it ends",
        aged={Keep.ENDS: ("DELETE FROM tickets WHERE guild = ?1 AND ends_at < ?4",)},
    ),
    "sign_ins": Personal(
        "person name",
        Keep.ENDS,
        server=("DELETE FROM sign_ins WHERE person = ?2",),
        aged={Keep.ENDS: ("DELETE FROM sign_ins WHERE ends_at < ?4",)},
    ),
    "listings": Personal("hosts", Keep.HOSTING, stays="what hosts published: the names in their packs"),
    "packs": Personal("text by", Keep.HOSTING, stays="packs belong to the server"),
    "slots": Personal("by", Keep.HOSTING, stays="recurring chats belong to the server"),
}
"""By table: what it has of people. The statements run in this order, so what finds a person's messages comes first."""

FILES: Mapping[str, tuple[Keep, str]] = {
    "tchat.db": (Keep.RECORD, "rows are erased as above, and every page is written anew"),
    "tchat.db-wal": (Keep.RECORD, "cut to nothing"),
    "tchat.db-shm": (Keep.RECORD, "nothing: it has no content"),
    "backups/tchat-*.db": (Keep.WEEK, "erased from like the database; what cannot be cleaned is removed"),
    "tchat-replaced*.db*": (Keep.WEEK, "the same"),
    "attachments/*/*": (Keep.ATTACHMENTS, "removed as soon as no message has the content any more"),
    "sessions/*/*": (Keep.RECORD, "removed; they can be made again"),
    "erased.txt": (Keep.WISH, "nothing: hashes alone"),
}
"""By what files of the data folder are called: how long they are kept, and what an erasure does to them."""

IMPERSONAL: Mapping[str, str] = {
    "attachments": "session place",
    "calls": "id guild session channel message",
    "case_messages": "case_id",
    "cases": "id session rule matter channel opened_at",
    "choices": "guild",
    "compat": "one oldest",
    "contributions": "session id channel prefix reply_to edited_at deleted",
    "drafts": "id session question sent_at",
    "effects": "id session fact kind number state claimed_at channel anchor message",
    "erased": "guild session",
    "expired": "session at numbers digest",
    "facts": "session place kind key",
    "files": "session why at",
    "identify": "key free_at",
    "installation": "id",
    "judgements": "session kind rule fine at",
    "lease": "one token host process mark since seen state heir_of",
    "listings": (
        "session platform guild channel rehearsal pack title folded language phase opens_at closes_at opened_at"
        " closed_at hosted"
    ),
    "loose_files": "digest",
    "marks": "session channel upto",
    "notes": "key",
    "packs": "guild name",
    "people": "session",
    "queue": "slot place pack",
    "reactions": "session",
    "reminders": "channel session",
    "sessions": "number platform guild channel rehearsal",
    "sign_ins": "digest ends_at",
    "slots": "id guild channel weekday at zone since every nth",
    "starts": "at",
    "suggestions": "id guild channel state since",
    "threads": "session id",
    "told": "case_id",
    "tickets": "id digest guild channel session shown made_at ends_at revoked_at used_at",
    "undelivered": "guild",
}
"""By table: the columns that are about nobody."""

DERIVED: Mapping[str, str] = {
    "texts": "id session message tokens",
    "to_index": "session message",
    "tallies": "session token questions answers people public_answers public_people",
    "search": "tokens search rank",
    "search_data": "id block",
    "search_idx": "segid term pgno",
    "search_config": "k v",
}
"""By table: the columns that are made of what was said, to be searched and counted. Triggers on `contributions` take a
text, and the figures of its chat, out of them with the commit that changes or erases it; SQLite's index is then rid of
its bytes by the end of an erasure, and of those of what members deleted themselves by the next night."""


def _statements(scope: str) -> Iterator[str]:
    for personal in PERSONAL.values():
        yield from getattr(personal, scope)


ERASED_FROM_A_SESSION: Sequence[str] = tuple(_statements("session"))
ERASED_FROM_A_SERVER: Sequence[str] = tuple(_statements("server"))
AGED: Mapping[Keep, Sequence[str]] = {
    keep: tuple(sql for personal in PERSONAL.values() for sql in personal.aged.get(keep, ())) for keep in Keep
}
"""By duration: what ends that which is too old."""
COUNTED: Mapping[Keep, str] = {
    Keep.ATTACHMENTS: f"SELECT count(*) FROM files WHERE {_OLD_FILES}",
    Keep.CASES: f"SELECT count(*) FROM cases WHERE {_OLD_CASES}",
    Keep.SUGGESTIONS: f"SELECT count(*) FROM suggestions WHERE {_OLD_SUGGESTIONS}",
}
"""By duration: how many things are too old, where people are told of it."""
