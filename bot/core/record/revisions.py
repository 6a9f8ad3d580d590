"""What tells one recap from another, and what changed from one revision to the next."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.record.summary import Summary
from bot.core.record.wording.lines import Line
from bot.core.session.facts import AnswerFeatured, Fact, RecapPublished
from bot.core.session.fold import RECAP
from bot.core.session.recap_state import RecapState


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a published recap.

    `more` is by how many answers it rests on more than the one before, `by_hosts` whether hosts changed something.
    """

    number: int
    more: int
    by_hosts: bool


def digest_of(summary: Summary, recap: RecapState, marked: Mapping[int, str], lines: Iterable[Line] = ()) -> str:
    """Return what tells a recap from one that says something else.

    `marked` are the texts of the marked messages that are in the record: one that was deleted is not shown any more.
    `lines` are those of a model's that still stand.
    """
    used = sorted(line.key for line in lines if recap.used.get(line.number) == line.key)
    theirs = (recap.lead, sorted(recap.headlines.items()), sorted(recap.dropped))
    marks = sorted((message, recap.marks[message], text) for message, text in marked.items())
    if not any((*theirs, marks, used, recap.next)):
        return summary.digest
    said = [summary.digest, theirs, marks, *([used] if used else []), *([recap.next] if recap.next else [])]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()


def last_revision(history: Iterable[Fact]) -> Revision | None:
    """Return the last revision that the facts of a session tell of; None as long as there is one recap at most."""
    number, answers, more, by_hosts, changed = 0, 0, 0, False, False
    for fact in history:
        if isinstance(fact, RecapPublished):
            number, more, answers = number + 1, fact.answers - answers, fact.answers
            by_hosts, changed = changed, False
        changed = changed or isinstance(fact, (*RECAP, AnswerFeatured))
    return Revision(number, more, by_hosts) if number > 1 else None
