"""How strictly a talk is watched: an action and numbers for each rule, presets to start from, and reading both.

A rule begins with its action and becomes firmer with what a person did before in the session (`Escalation`). What goes
further than `HOLD` (a time-out) is a host's own act and never follows from a rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from bot.core.base.errors import ConfigError
from bot.core.base.words import N_

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NO_PRESET = N_("moderation.preset: there is no preset “{given}”; choose light, standard or strict.")
NO_MAPPING = N_("{key}: this takes settings by name.")
UNKNOWN_KEY = N_("{key}: there is no such setting; these are known here: {known}.")
NO_ACTION = N_("{key}: “{given}” is not an action; choose {known}.")
NO_NUMBER = N_("{key}: “{given}” is not a whole number from {least} to {most}.")
NO_LIST = N_("{key}: this takes a list of words.")
MOST = 1_000
RANGES = {"sure": (50, 99)}
"""The least and the most of some numbers; others go from 1 to `MOST`."""


class Rule(StrEnum):
    """The rules by name, the weightier first; each has its settings in the field of `RuleSettings` of that name."""

    BLOCKLIST = "blocklist"
    UNSAFE_LINKS = "unsafe_links"
    SCAMS = "scams"
    INSULTS = "insults"
    SELF_PROMOTION = "self_promotion"
    SUSPICIOUS_WORDS = "suspicious_words"
    COPY_PASTE = "copy_paste"
    MENTIONS = "mentions"
    LINK_DUMP = "link_dump"
    FLOOD = "flood"
    WALLS = "walls"
    CANNED = "canned"


class Action(IntEnum):
    """What follows from a verdict, the gentlest first; each includes those before it.

    Out of the summary; a card on the host desk; a private word to the member; taken out of the room until a host
    decides.
    """

    OFF = 0
    LEAVE_OUT = 1
    FLAG = 2
    NOTICE = 3
    HOLD = 4


ACTIONS: Mapping[str, Action] = MappingProxyType({action.name.lower().replace("_", " "): action for action in Action})
"""The actions as they are written in a configuration."""


@dataclass(frozen=True, slots=True)
class Blocklist:
    """The server's own words and domains.

    A word matches in its English and Finnish forms; "word*" and "*word" are open at that end; an entry of several words
    matches where they follow one another.
    """

    action: Action = Action.FLAG
    words: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnsafeLinks:
    """Links that pretend to lead elsewhere, bare numbers as addresses, programs."""

    action: Action = Action.FLAG


@dataclass(frozen=True, slots=True)
class Scams:
    """What frauds ask for and promise: codes, wallets, money that doubles."""

    action: Action = Action.FLAG


@dataclass(frozen=True, slots=True)
class Insults:
    """Words that attack people: insults at somebody here, death wishes, groups called vermin."""

    action: Action = Action.FLAG


@dataclass(frozen=True, slots=True)
class SelfPromotion:
    """In how many messages one person may link to the same site."""

    action: Action = Action.FLAG
    same_site: int = 5


@dataclass(frozen=True, slots=True)
class SuspiciousWords:
    """How sure, in per cent, it must be that a message's words are those of adverts, frauds and insults."""

    action: Action = Action.FLAG
    sure: int = 95


@dataclass(frozen=True, slots=True)
class CopyPaste:
    """How often one person may repeat a text, from how many people on it is a campaign, and from what length.

    `letters` counts letters and digits: "agreed" and "good point" are said by many, and rightly so.
    """

    action: Action = Action.LEAVE_OUT
    times: int = 2
    people: int = 5
    letters: int = 30


@dataclass(frozen=True, slots=True)
class Mentions:
    """How many people one message may ping, and how often one person may ping anybody within ten minutes."""

    action: Action = Action.FLAG
    people: int = 8
    in_ten_minutes: int = 20


@dataclass(frozen=True, slots=True)
class LinkDump:
    """How many links a message may have, and how many words of one's own it must have beside them.

    Once the talk has got going, `related` per cent of those must be words that others here used, too.
    """

    action: Action = Action.LEAVE_OUT
    links: int = 5
    words: int = 1
    related: int = 1


@dataclass(frozen=True, slots=True)
class Flood:
    """How many messages of one person are fine: within a minute, and to one question."""

    action: Action = Action.FLAG
    per_minute: int = 12
    per_question: int = 40


@dataclass(frozen=True, slots=True)
class Walls:
    """Messages that fill the screen with one sign, capitals, empty lines or letters one by one."""

    action: Action = Action.LEAVE_OUT


@dataclass(frozen=True, slots=True)
class Canned:
    """Greetings and stock phrases: kept out of quotes and counts, or (off) not even that. Never more."""

    action: Action = Action.LEAVE_OUT


@dataclass(frozen=True, slots=True)
class Burst:
    """From how many people on, within ten minutes, one text or first messages of new accounts are an alarm.

    `days` is how long an account counts as new.
    """

    people: int = 8
    newcomers: int = 10
    days: int = 7


@dataclass(frozen=True, slots=True)
class Escalation:
    """After every `every` flagged messages in this session the action is one step firmer, up to a limit.

    A rule that begins firmer than the limit stays where it is. Everyone starts fresh next session.
    """

    every: int = 2
    up_to: Action = Action.FLAG

    @property
    def most(self) -> int:
        """How many offences count: with these, the action is as firm as it gets."""
        return self.every * self.up_to

    def firmer(self, action: Action, offences: int) -> Action:
        """Return what follows for somebody who already has this many flagged messages."""
        return max(action, Action(min(action + offences // self.every, self.up_to)))


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """All rules of a server."""

    blocklist: Blocklist = Blocklist()
    unsafe_links: UnsafeLinks = UnsafeLinks()
    scams: Scams = Scams()
    insults: Insults = Insults()
    self_promotion: SelfPromotion = SelfPromotion()
    suspicious_words: SuspiciousWords = SuspiciousWords()
    copy_paste: CopyPaste = CopyPaste()
    mentions: Mentions = Mentions()
    link_dump: LinkDump = LinkDump()
    flood: Flood = Flood()
    walls: Walls = Walls()
    canned: Canned = Canned()
    burst: Burst = Burst()
    escalation: Escalation = Escalation()

    def action_of(self, rule: Rule) -> Action:
        """Return the action with which a rule begins."""
        action: Action = getattr(self, rule).action
        return action


LIGHT = RuleSettings()
STANDARD = RuleSettings(
    blocklist=Blocklist(Action.NOTICE),
    unsafe_links=UnsafeLinks(Action.NOTICE),
    scams=Scams(Action.NOTICE),
    self_promotion=SelfPromotion(Action.FLAG, same_site=3),
    suspicious_words=SuspiciousWords(Action.FLAG, sure=74),
    copy_paste=CopyPaste(Action.LEAVE_OUT, times=1, people=3),
    mentions=Mentions(Action.FLAG, people=5, in_ten_minutes=12),
    link_dump=LinkDump(Action.LEAVE_OUT, links=3, words=2, related=34),
    flood=Flood(Action.FLAG, per_minute=8, per_question=25),
    escalation=Escalation(every=2, up_to=Action.NOTICE),
)
STRICT = RuleSettings(
    blocklist=Blocklist(Action.HOLD),
    unsafe_links=UnsafeLinks(Action.HOLD),
    scams=Scams(Action.HOLD),
    insults=Insults(Action.NOTICE),
    self_promotion=SelfPromotion(Action.NOTICE, same_site=2),
    suspicious_words=SuspiciousWords(Action.FLAG, sure=72),
    copy_paste=CopyPaste(Action.FLAG, times=1, people=3),
    mentions=Mentions(Action.NOTICE, people=3, in_ten_minutes=6),
    link_dump=LinkDump(Action.FLAG, links=2, words=3, related=40),
    flood=Flood(Action.NOTICE, per_minute=5, per_question=12),
    walls=Walls(Action.FLAG),
    burst=Burst(people=5, newcomers=6, days=14),
    escalation=Escalation(every=1, up_to=Action.HOLD),
)
PRESETS: Mapping[str, RuleSettings] = MappingProxyType({"light": LIGHT, "standard": STANDARD, "strict": STRICT})

Part = TypeVar("Part", bound="DataclassInstance")
ROOT = "moderation"


class SettingFault(ConfigError):
    """A setting that cannot be used. `loc` is the way to it; `of_key` says that its name is wrong, not its value."""

    def __init__(self, template: str, loc: tuple[str, ...], *, of_key: bool = False, **values: object) -> None:
        super().__init__(template, key=".".join(loc), **values)
        self.loc = loc
        self.of_key = of_key


def parse(given: object) -> RuleSettings:
    """Return the settings from a mapping as config.yaml has it; raise the first `SettingFault` in it."""
    settings, faults = read(given)
    if faults:
        raise faults[0]
    return settings


def read(given: object) -> tuple[RuleSettings, list[SettingFault]]:
    """Return the settings from a mapping (a preset, and what differs from it), and everything that is wrong with it.

    A rule may be given by its action alone ("flood: off"). What is wrong is left as the preset has it.
    """
    if not isinstance(given, Mapping):
        return LIGHT, [SettingFault(NO_MAPPING, (ROOT,))]
    faults: list[SettingFault] = []
    preset = given.get("preset", "light")
    if not isinstance(preset, str) or preset not in PRESETS:
        faults.append(SettingFault(NO_PRESET, (ROOT, "preset"), given=preset))
        preset = "light"
    settings = PRESETS[preset]
    parts: dict[str, Any] = {}
    for name in (each for each in given if each != "preset"):
        loc = (ROOT, str(name))
        if not _is_field(settings, name, loc, faults):
            continue
        part = getattr(settings, name)
        value = given[name]
        changes = {"action": value} if isinstance(value, str | bool) and hasattr(part, "action") else value
        parts[name] = _changed(part, changes, loc, faults)
    return replace(settings, **parts), faults


def _is_field(part: "DataclassInstance", name: object, loc: tuple[str, ...], faults: list[SettingFault]) -> bool:
    names = [field.name for field in fields(part)]
    if name not in names:
        faults.append(SettingFault(UNKNOWN_KEY, loc, of_key=True, known=", ".join(names)))
    return name in names


def _changed(part: Part, changes: object, loc: tuple[str, ...], faults: list[SettingFault]) -> Part:
    if not isinstance(changes, Mapping):
        faults.append(SettingFault(NO_MAPPING, loc))
        return part
    values: dict[str, Any] = {}
    for name, given in changes.items():
        here = (*loc, str(name))
        if _is_field(part, name, here, faults):
            try:
                values[name] = _value(given, part, getattr(part, name), here)
            except SettingFault as fault:
                faults.append(fault)
    return replace(part, **values)


def _value(given: object, part: object, default: object, loc: tuple[str, ...]) -> object:
    if isinstance(default, Action):
        return _action(given, part, loc)
    return _words(given, loc) if isinstance(default, tuple) else _number(given, loc)


def _action(given: object, part: object, loc: tuple[str, ...]) -> Action:
    fine = [name for name, action in ACTIONS.items() if _may_follow(action, part)]
    name = "off" if given is False else str(given).replace("_", " ")  # YAML takes a bare "off" for "no"
    if name not in fine:
        raise SettingFault(NO_ACTION, loc, given=given, known=", ".join(fine))
    return ACTIONS[name]


def _may_follow(action: Action, part: object) -> bool:
    if isinstance(part, Canned):
        return action <= Action.LEAVE_OUT
    if isinstance(part, SuspiciousWords):
        return action <= Action.FLAG
    return action > Action.OFF or not isinstance(part, Escalation)


def _number(given: object, loc: tuple[str, ...]) -> int:
    least, most = RANGES.get(loc[-1], (1, MOST))
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        raise SettingFault(NO_NUMBER, loc, given=given, least=least, most=most)
    return given


def _words(given: object, loc: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
        raise SettingFault(NO_LIST, loc)
    return tuple(given)
