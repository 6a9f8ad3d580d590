"""What hosts of a server kept or left out lately: the same is not brought up the next time, or is brought up.

Nothing of a text is kept but a fingerprint that no text can be made of, and the sites of its links. Words count as the
same whatever their case, signs and links are; short ones, which many say, are not judged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from bot.core.base.contribution import Contribution
from bot.core.base.words import N_
from bot.core.moderation.message.lexicon import Lexicon
from bot.core.moderation.message.links import Link
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.settings import Rule

FEWEST = 20
"""Letters and digits from which on a text is told from others."""
LENGTH = 32
"""Hexadecimal digits of a fingerprint."""

SAME_TEXT = N_("The hosts left out the same text before.")
SAME_SITE = N_("The hosts left out a message with a link to {site} before.")

JUDGED = frozenset(
    (
        Rule.BLOCKLIST,
        Rule.UNSAFE_LINKS,
        Rule.SCAMS,
        Rule.INSULTS,
        Rule.SELF_PROMOTION,
        Rule.SUSPICIOUS_WORDS,
        Rule.COPY_PASTE,
        Rule.LINK_DUMP,
        Rule.WALLS,
    )
)
"""The rules that are about what is said, not about how fast or to whom."""
BY_SITE = frozenset((Rule.UNSAFE_LINKS, Rule.SELF_PROMOTION, Rule.LINK_DUMP))
"""Those for which a site is fine, whatever words stand beside it."""


class Kind(StrEnum):
    """What a judgement is about."""

    TEXT = "text"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Judgement:
    """That hosts found a text or a site fine by a rule, or not, in a message of a person.

    `mark` is the fingerprint of the text, or the site.
    """

    kind: Kind
    mark: str
    rule: Rule
    fine: bool
    person: int
    at: datetime


def judgements(said: Contribution, rule: Rule, *, fine: bool, at: datetime, lexicon: Lexicon) -> Iterator[Judgement]:
    """Yield what follows from a host's decision about a message that a rule brought up."""
    read = Said(said, lexicon)
    if mark := _fingerprint(read):
        yield Judgement(Kind.TEXT, mark, rule, fine, said.author.id, at)
    sites = {link.site for link in read.links if fine or not _is_everybodys(link, lexicon)}
    for site in sorted(sites):
        yield Judgement(Kind.SITE, site, rule, fine, said.author.id, at)


def _fingerprint(said: Said) -> str:
    """Return the fingerprint of a text; empty for a short one."""
    return sha256(said.letters.encode()).hexdigest()[:LENGTH] if len(said.letters) >= FEWEST else ""


def _is_everybodys(link: Link, lexicon: Lexicon) -> bool:
    """Tell whether a site is a source or a well-known name: one bad message there says nothing of the next."""
    return link.cites or ("/" not in link.site and lexicon.sites.knows(link.host))


class Judged:
    """What was judged on a server, ready to be asked for. Of two judgements on one mark the later holds."""

    def __init__(self, known: Iterable[Judgement] = ()) -> None:
        self._fine: dict[tuple[Kind, str], set[Rule]] = {}
        self._bad: dict[tuple[Kind, str], Rule] = {}
        for judgement in sorted(known, key=lambda each: each.at):
            self.add(judgement)

    def add(self, judgement: Judgement) -> None:
        """Take one more in."""
        mark = judgement.kind, judgement.mark
        if judgement.fine:
            self._bad.pop(mark, None)
            self._fine.setdefault(mark, set()).add(judgement.rule)
        else:
            self._fine.pop(mark, None)
            self._bad[mark] = judgement.rule

    def is_fine(self, said: Said, rule: Rule) -> bool:
        """Tell whether hosts kept this before when the rule brought it up: its words, and each site it links to."""
        if not self._fine or rule not in JUDGED:
            return False
        if not all(self._is_kept(Kind.SITE, link.site, rule) for link in said.links):
            return False
        if said.links and rule in BY_SITE:
            return True
        return rule is not Rule.UNSAFE_LINKS and self._is_kept(Kind.TEXT, _fingerprint(said), rule)

    def left_out(self, said: Said) -> tuple[Rule, Link | None] | None:
        """Return by which rule hosts left this out before, and for which link if not for its words."""
        if not self._bad:
            return None
        if rule := self._bad.get((Kind.TEXT, _fingerprint(said))):
            return rule, None
        return next(((rule, link) for link in said.links if (rule := self._bad.get((Kind.SITE, link.site)))), None)

    def marks(self) -> dict[tuple[Kind, bool], list[str]]:
        """Return the marks in order, by kind, and by whether they are fine."""
        found: dict[tuple[Kind, bool], list[str]] = {(kind, fine): [] for kind in Kind for fine in (True, False)}
        for fine, marks in ((True, self._fine), (False, self._bad)):
            for kind, mark in sorted(marks):
                found[kind, fine].append(mark)
        return found

    def _is_kept(self, kind: Kind, mark: str, rule: Rule) -> bool:
        rules = self._fine.get((kind, mark), ())
        return rule in rules or (rule is Rule.SUSPICIOUS_WORDS and bool(rules))
