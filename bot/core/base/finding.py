"""What an examination found: one line each, told in the reader's language by whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.core.base.errors import TchatError
from bot.core.base.words import Words


class Weight(StrEnum):
    """How bad it is: fine, worth knowing, or in the way of a chat."""

    GOOD = "✅"
    WARNING = "⚠️"
    FAULT = "❌"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `sentence` says in a language how it is, and how to mend it."""

    weight: Weight
    sentence: Callable[[Words], str]

    def line(self, words: Words) -> str:
        """Return it as a line in the language of this catalogue."""
        return f"{self.weight} {self.sentence(words)}"


def good(template: str, **values: object) -> Finding:
    """Return that something is fine."""
    return Finding(Weight.GOOD, TchatError(template, **values).sentence)


def warning(template: str, **values: object) -> Finding:
    """Return something worth knowing."""
    return Finding(Weight.WARNING, TchatError(template, **values).sentence)


def fault(template: str, **values: object) -> Finding:
    """Return something that must be mended."""
    return Finding(Weight.FAULT, TchatError(template, **values).sentence)


def fault_of(error: TchatError) -> Finding:
    """Return what an error says as something that must be mended."""
    return Finding(Weight.FAULT, error.sentence)
