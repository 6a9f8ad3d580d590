"""The recap as JSON for other programs: schema 1, to which keys may be added and of which none is renamed.

Ids are strings, since they are larger than JavaScript's safe integers.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.adapters.export.json_record import encodable
from bot.core.base.words import Words
from bot.core.posts.recap import recap_words
from bot.core.record.article.gist import Core
from bot.core.record.article.parts import Form, Part, Unit
from bot.core.record.recap import Recap, is_late
from bot.core.record.summary import Pointer, Quoted, SharedLink, pointer
from bot.core.text.own import with_hidden

SCHEMA = 1


def data(recap: Recap, words: Words) -> str:
    """Return the recap as JSON."""
    head = recap.head
    figures = recap.coverage(recap.quotes)
    spoiler = f"[{words.gettext('spoiler')}]"
    record = {
        "schema": SCHEMA,
        "session": {"number": head.number, "title": head.title, "hashtag": head.hashtag, "language": head.language},
        "coverage": {
            "answers": figures.answers,
            "quoted": figures.quoted,
            "people_quoted": figures.people,
            "late": figures.late,
            "left_out": figures.left_out,
            "not_counted": figures.uncounted,
            "sentence": recap_words.coverage(figures, words),
        },
        "lead": recap_words.lead(recap, words),
        **({"lead_by_model": True} if recap.lead_by_model else {}),
        "in_short": [_core(core) for core in recap.gist],
        "line": _quote(recap.line, spoiler) if recap.line else None,
        "people": list(recap.people),
        "questions": [_part(part, spoiler) for part in recap.parts],
        "takeaways": _quotes(recap.takeaways, spoiler),
        "next_steps": _quotes(recap.next_steps, spoiler),
        "left_open": _quotes(recap.left_open, spoiler),
        "links": [_link(link) for link in recap.summary.links],
        "next_at": _instant(recap.next_at),
        "next": recap.next_said or None,
        "revision": recap.revision,
    }
    return encodable(json.dumps(record, ensure_ascii=False, indent=2))


def _core(core: Core) -> dict[str, object]:
    quote, meeting = core.said, core.meeting
    return {
        "question": core.number,
        "text": core.text or None,
        "id": str(quote.id) if quote else None,
        "author": quote.entry.contribution.author.name if quote else None,
        "reply": str(meeting.second.id) if meeting else None,
        "disagrees": meeting is not None and meeting.form is Form.DIFFERED,
        "exchange": [str(meeting.first.id), str(meeting.second.id)] if meeting else [],
    }


def _part(part: Part, spoiler: str) -> dict[str, object]:
    section = part.section
    others, unlisted = part.others()
    return {
        "number": part.number,
        "text": part.question.text,
        "short": part.question.short,
        "headline": part.headline or None,
        **({"headline_by_model": True} if part.by_model else {}),
        "answers": section.answers,
        "people": section.people,
        "late": section.late,
        "quotes": _quotes((quote for unit in part.as_said for quote in unit.quotes), spoiler),
        "exchanges": [_exchange(unit) for unit in part.as_said if len(unit.quotes) > 1],
        "left_open": _quotes(section.unanswered, spoiler),
        "more": _pointers(map(pointer, others)),
        "more_unlisted": unlisted,
    }


def _exchange(unit: Unit) -> dict[str, object]:
    return {"kind": unit.form.value, "messages": [str(quote.id) for quote in unit.quotes]}


def _quotes(quotes: Iterable[Quoted], spoiler: str) -> list[dict[str, object]]:
    return [_quote(quote, spoiler) for quote in quotes]


def _quote(quote: Quoted, spoiler: str) -> dict[str, object]:
    return {
        "id": str(quote.id),
        "author": quote.entry.contribution.author.name,
        "text": with_hidden(quote.text, spoiler),
        "whole": quote.whole,
        "answers": None if quote.leans_on is None else str(quote.leans_on),
        "featured": quote.entry.featured,
        "late": is_late(quote),
        "link": quote.entry.link,
        "built_on_by": _pointers(quote.taken_up),
        "similar": _pointers(quote.near),
    }


def _pointers(pointers: Iterable[Pointer]) -> list[dict[str, str]]:
    return [{"id": str(each.message), "author": each.name, "link": each.link} for each in pointers]


def _link(link: SharedLink) -> dict[str, object]:
    question = link.entry.filing.question if link.entry.filing.is_answer else None
    by = link.entry.contribution.author.name
    return {"url": link.url, "by": by, "message": link.entry.link, "question": question, "beside": link.reason or None}


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None
