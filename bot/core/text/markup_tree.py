"""The tree of a message: what it shows, without saying how to show it. `markup` reads it from Discord's markdown.

Plain text stays a `str`; everything else is a small frozen node.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


class Style(StrEnum):
    """What a pair of marks does to the words between them."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SPOILER = "spoiler"


class Kind(StrEnum):
    """What a mention points at."""

    MEMBER = "member"
    CHANNEL = "channel"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Span:
    """Words between a pair of marks."""

    style: Style
    inside: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Words between backticks, to be shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An http or https address; `label` is empty where the bare address was written."""

    url: str
    label: tuple["Inline", ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A member, channel or role by its id; whoever shows it knows the name, or says what it is."""

    kind: Kind
    id: int


@dataclass(frozen=True, slots=True)
class Emoji:
    """A server's own emoji, of which we keep the name only."""

    name: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """An instant written as `<t:…>`, with the letter for how much of it to show ("f" unless given)."""

    at: datetime
    style: str


Inline: TypeAlias = str | Span | Code | Link | Mention | Emoji | Stamp


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text; a line feed in it is a new line."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that starts with one to three `#`."""

    level: int
    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subtext:
    """A line in small print (`-#`)."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines between fences, to be shown as they are."""

    language: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines that start with `>`."""

    inside: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, and the lists below it."""

    inside: tuple[Inline, ...]
    below: tuple["Items", ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is the first number, or None where the items have bullets."""

    start: int | None
    items: tuple[Item, ...]


Block: TypeAlias = Paragraph | Heading | Subtext | CodeBlock | Quote | Items
