"""How strictly a talk is watched: an action and numbers for each rule, and three presets to start from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType


class Action(IntEnum):
    """What follows from a verdict, the gentlest first; each includes those before it.

    Out of the summary; a card on the host desk; a private word to the member; taken out of the room until a host
    decides. What goes further (a time-out) is a host's own act and never follows from a rule.
    """

    OFF = 0
    LEAVE_OUT = 1
    FLAG = 2
    NOTICE = 3
    HOLD = 4


@dataclass(frozen=True, slots=True)
class Flood:
    """How many messages of one person are fine: within a minute, and to one question."""

    action: Action = Action.FLAG
    per_minute: int = 12
    per_question: int = 40


@dataclass(frozen=True, slots=True)
class CopyPaste:
    """How often one person may say the same, from how many people on it is a campaign, and from what length.

    `letters` counts letters and digits: "yes", "agreed" and "good point" are said by many, and rightly so.
    """

    action: Action = Action.LEAVE_OUT
    times: int = 2
    people: int = 5
    letters: int = 30


@dataclass(frozen=True, slots=True)
class SelfPromotion:
    """In how many messages one person may link to the same site."""

    action: Action = Action.FLAG
    same_site: int = 5


@dataclass(frozen=True, slots=True)
class LinkDump:
    """How many links a message may have, and how many words of one's own it must have beside them.

    Of those, so many per cent must be words that others here used, too (0: none need), once the talk has got going.
    """

    action: Action = Action.LEAVE_OUT
    links: int = 5
    words: int = 1
    related: int = 0


@dataclass(frozen=True, slots=True)
class Canned:
    """Greetings and stock phrases: kept out of quotes and counts, or (off) not even that. Never more."""

    action: Action = Action.LEAVE_OUT


@dataclass(frozen=True, slots=True)
class Mentions:
    """How many people one message may ping, and how often one person may ping anybody within ten minutes."""

    action: Action = Action.FLAG
    people: int = 8
    in_ten_minutes: int = 20


@dataclass(frozen=True, slots=True)
class Blocklist:
    """The server's own words and domains.

    A word is met in its English and Finnish inflections ("idiot": idiots, idiootti only if listed); "vitut*" and
    "*paska" are open at that end; an entry of several words is met where they follow one another.
    """

    action: Action = Action.FLAG
    words: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Escalation:
    """After every so many earlier offences in this session the action is one step firmer, up to a limit.

    A rule that begins firmer than the limit stays where it is. The next session begins anew.
    """

    every: int = 2
    up_to: Action = Action.FLAG

    def firmer(self, action: Action, offences: int) -> Action:
        """Return what follows when somebody has come to notice with so many messages before."""
        return max(action, min(Action(min(action + offences // self.every, Action.HOLD)), self.up_to))


@dataclass(frozen=True, slots=True)
class Settings:
    """All rules of a server."""

    flood: Flood = Flood()
    copy_paste: CopyPaste = CopyPaste()
    self_promotion: SelfPromotion = SelfPromotion()
    link_dump: LinkDump = LinkDump()
    canned: Canned = Canned()
    mentions: Mentions = Mentions()
    blocklist: Blocklist = Blocklist()
    escalation: Escalation = Escalation()


LIGHT = Settings()
STANDARD = Settings(
    flood=Flood(Action.FLAG, per_minute=8, per_question=25),
    copy_paste=CopyPaste(Action.LEAVE_OUT, times=1, people=3),
    self_promotion=SelfPromotion(Action.FLAG, same_site=3),
    link_dump=LinkDump(Action.LEAVE_OUT, links=3, words=3, related=40),
    mentions=Mentions(Action.FLAG, people=5, in_ten_minutes=12),
    blocklist=Blocklist(Action.NOTICE),
    escalation=Escalation(every=2, up_to=Action.NOTICE),
)
STRICT = Settings(
    flood=Flood(Action.NOTICE, per_minute=5, per_question=12),
    copy_paste=CopyPaste(Action.FLAG, times=1, people=3),
    self_promotion=SelfPromotion(Action.NOTICE, same_site=2),
    link_dump=LinkDump(Action.FLAG, links=2, words=3, related=40),
    mentions=Mentions(Action.NOTICE, people=3, in_ten_minutes=6),
    blocklist=Blocklist(Action.HOLD),
    escalation=Escalation(every=1, up_to=Action.HOLD),
)
PRESETS: Mapping[str, Settings] = MappingProxyType({"light": LIGHT, "standard": STANDARD, "strict": STRICT})
