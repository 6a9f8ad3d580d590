"""The log of a session's cases: every measure that was taken, by a rule or by a person, and who it was about.

What was said is not in it: those words stay with the card, for as long as they are kept.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.base.post import stamp
from bot.core.base.words import N_, Words
from bot.core.posts.moderating.case_cards import DONE, TITLES
from bot.core.session.cases import BURST, Case
from bot.core.session.facts import Fact, Measure, Moderated
from bot.core.session.state import Session
from bot.core.text.cleaning import one_line
from bot.core.text.showing.posts import name

ASKED: Mapping[Measure, str] = {
    Measure.TOLD: N_("A member asked the hosts to look."),
    Measure.APPEAL: N_("The member asked the hosts to look again."),
}

RULE, MEMBER, HOST = "rule", "member", "host"


@dataclass(frozen=True, slots=True)
class Taken:
    """One measure: about whom, and by a rule, a member or a host (`who`); `by` is None where that is nobody by name.

    `messages` is of how many messages the case has become, `link` that of the first.
    """

    at: datetime
    case: int
    rule: str
    measure: Measure
    person: int
    name: str
    who: str
    by: int | None
    by_name: str
    messages: int
    link: str


def measures(
    session: Session,
    facts: Iterable[Fact],
    cases: Iterable[Case],
    messages: Mapping[int, Collection[int]],
    names: Mapping[int, str],
) -> list[Taken]:
    """Return the measures that were taken in a session, the newest first."""
    known = {case.id: case for case in cases}
    found = [
        _taken(session, fact, known[fact.case], len(messages.get(fact.case, ())), names)
        for fact in facts
        if isinstance(fact, Moderated) and fact.case in known
    ]
    return found[::-1]


def lines(taken: Sequence[Taken], words: Words) -> list[str]:
    """Return the log as hosts read it, a line a measure."""
    return [_line(each, words) for each in taken]


def label(case: Case, words: Words) -> str:
    """Return how a case is called in a list: its number, its rule, whom it is about."""
    parts = [str(case.id), words.gettext(TITLES[case.rule]), *([one_line(case.name)] if case.person else [])]
    return " · ".join(parts)


def _taken(session: Session, fact: Moderated, case: Case, count: int, names: Mapping[int, str]) -> Taken:
    asked = fact.measure in ASKED
    return Taken(
        at=fact.at,
        case=case.id,
        rule=case.rule,
        measure=fact.measure,
        person=fact.person,
        name="" if case.rule == BURST else case.name if fact.person == case.person else names.get(fact.person, ""),
        who=MEMBER if asked else RULE if fact.by is None else HOST,
        by=fact.by,
        by_name=names.get(fact.by, "") if fact.by else "",
        messages=count,
        link=session.room.link(case.matter, case.channel),
    )


def _line(taken: Taken, words: Words) -> str:
    rule = words.gettext(TITLES[taken.rule])
    done = words.gettext({**DONE, **ASKED}[taken.measure])
    about = f"[{name(taken.name) if taken.name else rule}]({taken.link})"
    parts = [stamp(taken.at, "f"), words.gettext("case {number}").format(number=taken.case), f"**{rule}**", about, done]
    if taken.by:
        parts.append(f"<@{taken.by}>")
    elif taken.who == RULE:
        parts.append(words.gettext("by its rule"))
    return " · ".join(parts)
