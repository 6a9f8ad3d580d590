"""What a rule says about a contribution: why in one sentence, and what that rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.moderation.settings import Action
from bot.core.words import Words
from bot.errors import filled


class Rule(StrEnum):
    """The rules by name; each has its settings in the field of `Settings` that is called the same."""

    FLOOD = "flood"
    COPY_PASTE = "copy_paste"
    SELF_PROMOTION = "self_promotion"
    LINK_DUMP = "link_dump"
    CANNED = "canned"
    MENTIONS = "mentions"
    BLOCKLIST = "blocklist"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict rests on, all of it real: verbatim parts of the text, its links, ids of earlier messages.

    The messages are in the order in which they were said. Verdicts with a message in common are about one matter.
    """

    words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule found: an English sentence marked for the catalogues, its values, and the evidence."""

    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A match of one rule with one contribution, and what follows from it."""

    rule: Rule
    match: Match
    action: Action

    @property
    def evidence(self) -> Evidence:
        """What it rests on."""
        return self.match.evidence

    @property
    def punishes(self) -> bool:
        """Whether anything is amiss: a stock phrase is not counted as an answer, but nobody minds it."""
        return self.rule is not Rule.CANNED

    def reason(self, words: Words) -> str:
        """Return why, in the language of this catalogue."""
        return filled(words, self.match.reason, self.match.values)
