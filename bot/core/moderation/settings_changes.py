"""What a host asks to have changed about the rules, from what they typed to what `settings.parse` reads."""

import re
from dataclasses import dataclass, fields
from typing import Any

from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.moderation.settings import Action, RuleSettings

NO_RULE = N_("Say which rule you mean with rule:.")
NO_NUMBERS = N_("I do not understand “{given}”; write names with their numbers, like per_minute=5, per_question=20.")

NUMBER = re.compile(r"([a-z_]{1,30})\s*[=:]\s*([0-9]{1,6})", re.IGNORECASE)
BETWEEN = re.compile(r"[,;\s]*")
ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be changed; what was not given is empty. `numbers` are written "per_minute=5,per_question=20"."""

    preset: str = ""
    rule: str = ""
    action: str = ""
    numbers: str = ""

    def __bool__(self) -> bool:
        """Whether anything was given."""
        return bool(self.preset or self.rule or self.action or self.numbers)

    def settings(self) -> dict[str, Any]:
        """Return them as a configuration has them; raise `Refused` where they say nothing that could be meant."""
        changes: dict[str, Any] = {"preset": self.preset} if self.preset else {}
        part: dict[str, Any] = dict(_numbers(self.numbers))
        if self.action:
            part["up_to" if self.rule == ESCALATION else "action"] = self.action
        if part and not self.rule:
            raise Refused(NO_RULE)
        return {**changes, self.rule: part} if self.rule else changes

    def canonical(self) -> "Changes":
        """Return the same in as few characters as possible."""
        numbers = ",".join(f"{name}={number}" for name, number in _numbers(self.numbers).items())
        return Changes(self.preset, self.rule, self.action, numbers)


def numbers_in(settings: RuleSettings, rule: str) -> str:
    """Return the numbers of a rule as they can be typed; empty where it has none."""
    part = getattr(settings, rule, None)
    if part is None:
        return ""
    values = ((field.name, getattr(part, field.name)) for field in fields(part))
    return ", ".join(f"{name}={value}" for name, value in values if _is_number(value))


def _numbers(text: str) -> dict[str, int]:
    found, place = {}, 0
    while place < len(text):
        match = NUMBER.match(text, place)
        if match is None:
            raise Refused(NO_NUMBERS, given=text)
        found[match[1].lower()] = int(match[2])
        between = BETWEEN.match(text, match.end())
        assert between is not None
        if between.end() == match.end() < len(text):
            raise Refused(NO_NUMBERS, given=text)
        place = between.end()
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, Action)
