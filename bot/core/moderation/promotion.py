"""Promotion of oneself, read from the order of the kinds of words (see `lexicon`, and `appeals` for the patterns).

A clear appeal is enough: "check out my channel", "seuraa minua instassa", "sub for sub". Hints are not, one by one:
"I'm a musician", "please", a link. Of different sorts, and with little said on the matter, they are. What matters is
who is told to do what: "people follow me because I listen" and "I made a video about this, the point is …" tell nobody.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from bot.core.moderation.appeals import CLEAR, HINTS, QUESTION
from bot.core.moderation.lexicon import LETTERS
from bot.core.moderation.said import Said

ENOUGH = 2
"""Sorts of hints that make a promotion."""

FULL = 10
"""Words of content with which a message says something of its own: then it takes one sort of hints more."""

NEUTRAL = frozenset(("link", "please", "call"))
"""Sorts of hints that whoever recommends what somebody else made gives, too: "please read this: …"."""

Span = tuple[int, int]


@dataclass(slots=True)
class _Appeals:
    """Patterns of kinds by sort: those that are clear, and hints."""

    clear: list[tuple[str, re.Pattern[str]]] = field(default_factory=list)
    hints: list[tuple[str, re.Pattern[str]]] = field(default_factory=list)


def _pattern(source: str) -> re.Pattern[str]:
    source = re.sub(r"~(\d)", r"<^break>{0,\1}?", source.replace(" ", ""))
    return re.compile(re.sub(r"<(\^?)([\w|]+)>", _letters, source))


def _letters(found: re.Match[str]) -> str:
    names = found[2].replace("any", "any|stock").split("|")
    return f"[{found[1]}{''.join(LETTERS[name] for name in names)}]"


def _by_kind() -> dict[str, _Appeals]:
    """Return the appeals under each letter of which one must be there."""
    by_kind: defaultdict[str, _Appeals] = defaultdict(_Appeals)
    for table, rows in (("clear", CLEAR), ("hints", HINTS)):
        for sort, needs, source in rows:
            for name in needs.split("|"):
                getattr(by_kind[LETTERS[name]], table).append((sort, _pattern(source)))
    return dict(by_kind)


def _silence(question: re.Match[str]) -> str:
    return LETTERS["break"] * len(question[0])


_APPEALS = _by_kind()
_ASK, _QUESTION = LETTERS["ask"], _pattern(QUESTION)


def promotes(said: Said) -> tuple[str, ...]:
    """Return the words with which a contribution promotes its author's own, as they were typed; none if it does not."""
    kinds = _QUESTION.sub(_silence, said.kinds) if _ASK in said.kinds else said.kinds
    possible = [_APPEALS[kind] for kind in dict.fromkeys(kinds) if kind in _APPEALS]
    for appeals in possible:
        for _, pattern in appeals.clear:
            if found := pattern.search(kinds):
                return (said.at_tokens(*found.span()),)
    hints: dict[str, Span] = {}
    for appeals in possible:
        for sort, pattern in appeals.hints:
            if sort not in hints and (found := pattern.search(kinds)):
                hints[sort] = found.span()
    if len(hints) < ENOUGH or hints.keys() <= NEUTRAL or (len(hints) == ENOUGH and len(said.content) >= FULL):
        return ()
    return tuple(dict.fromkeys(said.at_tokens(*span) for span in hints.values()))
