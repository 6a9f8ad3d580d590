"""What is wrong with a file: each thing with its line and column, in a sentence that can be translated.

A slip is what a check of one value finds; it becomes a problem once it is known where in the file the value stands.
"""

from collections.abc import Iterable, Mapping
from gettext import NullTranslations
from types import MappingProxyType
from typing import NamedTuple

from bot.core.base.errors import TchatError, filled
from bot.core.base.words import Words

SHOWN = 100
"""How many problems of one file are told; who mends a hundred can ask again."""

Loc = tuple[str | int, ...]
"""A way into a file's data: keys and places in lists, from the top."""

PLAIN = NullTranslations()


class Slip(ValueError):
    """What is wrong with one value: a template marked with `N_`, and what goes into it (`{key}` is added later)."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values


class KeySlip(Slip):
    """What is wrong with a key itself, rather than with its value."""


Found = tuple[Loc, Slip]
"""A slip, and the value (or key) that it is about."""


class Problem(NamedTuple):
    """One thing to mend; lines and columns count from 1, as editors do."""

    file: str
    line: int
    column: int
    template: str
    values: Mapping[str, object] = MappingProxyType({})

    def sentence(self, words: Words) -> str:
        """Return the sentence in the language of this catalogue."""
        return filled(words, self.template, self.values)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.sentence(PLAIN)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class FileError(TchatError):
    """A file that cannot be used, with everything that is wrong with it."""

    restart_helps = False

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("{problems}", problems="\n".join(map(str, self.problems)))

    def sentence(self, words: Words) -> str:
        """Return one line per problem, in the language of this catalogue."""
        return "\n".join(f"{p.file}:{p.line}:{p.column}: {p.sentence(words)}" for p in self.problems)


class PackError(FileError):
    """A pack that cannot be played."""


class CastError(FileError):
    """A rehearsal's cast that cannot be played."""


def shown(value: object, limit: int = 60) -> str:
    """Return a value for a sentence, on one line and not too long."""
    text = " ".join(str(value).lower().split() if isinstance(value, bool) else str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems from top to bottom."""
    return sorted(problems, key=lambda problem: (problem.line, problem.column))[:SHOWN]
