"""A transcript as JSON for other programs: schema 1, to which keys may be added and of which none is renamed.

Ids are strings (they have more digits than a JavaScript number), times are RFC 3339 in UTC, and texts are exactly
what was said: reading the file gives them back character by character. A contribution is one line.
"""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, TypeAlias

from bot.core.base.contribution import Attachment, KeptFile, MissingFile
from bot.core.base.words import Words
from bot.core.record.transcript import AskedQuestion, Entry, Event, Expired, Head, ReadingLine
from bot.core.script.pack import Host

SCHEMA: Final = 1
LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


def dumps(value: Json) -> str:
    """Return JSON in which letters and emoji are readable; halves of characters are escaped, for UTF-8 has none."""
    return encodable(json.dumps(value, ensure_ascii=False))


def encodable(text: str) -> str:
    """Return JSON with the halves of characters escaped."""
    return LONE_SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


class JsonRecord:
    """Writes JSON."""

    def __init__(self, words: Words) -> None:
        self._end = self._before_question = self._before_entry = ""

    def opening(self, head: Head, questions: Sequence[AskedQuestion]) -> str:
        self._before_question = "\n    "
        session = ",\n    ".join(f"{dumps(key)}: {dumps(value)}" for key, value in _session(head).items())
        return f'{{\n  "schema": {SCHEMA},\n  "session": {{\n    {session}\n  }},\n  "questions": ['

    def question(self, asked: AskedQuestion) -> str:
        begin = f'{self._before_question}{dumps(_question(asked))[:-1]}, "answers": ['
        self._before_question = ",\n    "
        self._before_entry, self._end = "\n      ", "\n    ]}"
        return begin

    def channel(self) -> str:
        self._before_entry, self._end = "\n    ", "\n  ],\n"
        return '\n  ],\n  "channel": ['

    def entry(self, entry: Entry) -> str:
        line = self._before_entry + dumps(_entry(entry))
        self._before_entry = "," + self._before_entry.lstrip(",")
        return line

    def end(self, entries: int) -> str:
        return self._end if entries else self._end.lstrip()

    def closing(self, events: Sequence[Event]) -> str:
        rows = ",".join(f"\n    {dumps(_event(event))}" for event in events)
        return f'  "events": [{rows}\n  ]\n}}\n'


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _session(head: Head) -> dict[str, Json]:
    return {
        "number": head.number,
        "title": head.title,
        "hashtag": head.hashtag,
        "language": head.language,
        "zone": head.zone,
        "room": {"platform": head.room.platform, "guild": str(head.room.guild), "channel": str(head.room.channel)},
        "status": head.status,
        "record": "public" if head.public else "organisers",
        "opened_at": _time(head.opened_at),
        "closed_at": _time(head.closed_at),
        "by": head.by,
        "intro": head.intro,
        "hosts": [_host(host) for host in head.hosts],
        **({"expired": _expired(head.expired)} if head.expired else {}),
        **({"off_record": list(map(_stretch, head.off_record))} if head.off_record else {}),
    }


def _stretch(stretch: tuple[datetime, datetime | None, bool]) -> Json:
    since, until, is_thread = stretch
    return {"from": _time(since), "to": _time(until), "thread": is_thread}


def _expired(expired: Expired) -> Json:
    questions: list[Json] = [
        {"number": number, "answers": answers, "people": people}
        for number, (answers, people) in sorted(expired.questions.items())
    ]
    return {
        "at": _time(expired.at),
        "messages": expired.messages,
        "people": expired.people,
        "questions": questions,
    }


def _host(host: Host) -> Json:
    return {"name": host.name, "role": host.role, "handle": host.handle, "organisation": host.organisation}


def _question(asked: AskedQuestion) -> Json:
    return {
        "number": asked.number,
        "text": asked.text,
        "asked_at": _time(asked.asked_at),
        "link": asked.link,
        "readings": [_reading(reading) for reading in asked.readings],
    }


def _reading(reading: ReadingLine) -> Json:
    return {"title": reading.title, "author": reading.author, "outlet": reading.outlet, "url": reading.url}


def _entry(entry: Entry) -> Json:
    said, filing, reply = entry.contribution, entry.filing, entry.reply
    return {
        "id": str(said.id),
        "author": {"id": str(said.author.id), "name": said.author.name},
        "text": said.text,
        "at": _time(said.at),
        "edited_at": _time(said.edited_at),
        "reply_to": _reply_to(entry),
        "reply": {"author": reply.author, "excerpt": reply.excerpt} if reply else None,
        "forwarded": said.forwarded,
        "filed": {"how": filing.how, "when": filing.when, "question": filing.question},
        "reactions": dict(said.reactions),
        "attachments": [_attachment(attachment) for attachment in said.attachments],
        "featured": entry.featured,
        "link": entry.link,
        "thread_deleted": entry.thread_deleted,
    }


def _reply_to(entry: Entry) -> str | None:
    answered = entry.reply.id if entry.reply else entry.contribution.reply_to
    return None if answered is None else str(answered)


def _attachment(attachment: Attachment) -> Json:
    fate = attachment.fate
    return {
        "name": attachment.name,
        "type": fate.type if isinstance(fate, KeptFile) else attachment.type,
        "size": attachment.size,
        "url": attachment.url,
        "description": attachment.description,
        "sha256": fate.digest if isinstance(fate, KeptFile) else None,
        "missing": {"at": _time(fate.at), "why": fate.why} if isinstance(fate, MissingFile) else None,
    }


def _event(event: Event) -> Json:
    told: dict[str, Json] = {"at": _time(event.at), "what": event.what, "question": event.question, "by": event.by}
    whom: dict[str, Json] = {"whom": event.whom} if event.whom else {}
    return told | whom | ({"count": event.count} if event.count > 1 else {})
