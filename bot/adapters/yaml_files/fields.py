"""The kinds of values in packs and casts, each with its limit: lines, longer texts, translations, durations, links.

Patterns are compiled where they are used first: nobody uses all of them.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from bot.adapters.yaml_files.problems import Slip, shown
from bot.adapters.yaml_files.shapes import BLANK, Parsed, Text, Then, is_visible, not_text
from bot.core.base.errors import Refused
from bot.core.base.words import N_

CONTROL = N_("“{key}” holds an invisible control character ({code}). Delete it.")
NO_UNIT = N_(
    "“{key}” needs a unit: write {text}m for minutes, {text}s for seconds, {text}h for hours or {text}d for days."
)
NO_DURATION = N_("“{text}” is not a duration. Write for example 90s, 8m, 1h30m or 2d.")
TOO_SHORT = N_("“{key}” must be longer than zero.")
TOO_LASTING = N_("“{key}” may be {limit} days at most.")
BAD_TAG = N_("A hashtag is one word of letters, digits and “_”; “{text}” is not.")
BAD_HANDLE = N_("A handle is one word, such as MeghanMBiro; “{text}” is not.")
NOT_A_LINK = N_("“{text}” is not a link. A link begins with https:// or http://.")
LINK_SPACE = N_("A link cannot hold spaces, quotes or angle brackets. Copy it from the browser's address bar.")
NOT_WHOLE = N_("“{key}” must be a whole number from {least} to {most}.")
NO_HOST = N_("The link “{text}” names no site. It should look like https://example.org/page.")

CONTROL_SIGN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"

MAX_DAYS = 30
UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
DURATION = "".join(rf"(?:(?P<{name}>\d{{1,6}})\s*{unit}\s*)?" for unit, name in UNITS.items())
DURATION_PATTERN = r"^\s*(\d+\s*d\s*)?(\d+\s*h\s*)?(\d+\s*m\s*)?(\d+\s*s\s*)?$"
HOST = r"(?:[\w-]+\.)+[\w-]+\.?|\[[0-9a-fA-F:.]+\]"

T = TypeVar("T")


def Prose(limit: int) -> Text:  # noqa: N802 - stands in annotations, as a type does
    """A text of at most so many characters; line breaks stay."""
    return Text(limit, _prose)


def Line(limit: int) -> Text:  # noqa: N802 - stands in annotations, as a type does
    """A text of at most so many characters on one line: its line breaks become spaces."""
    return Text(limit, _line)


def _prose(text: str) -> str:
    """Return a text with line breaks of one kind; raise `Slip` if it shows nothing or has control characters in it."""
    if not is_visible(text):
        raise Slip(BLANK)
    if found := re.search(CONTROL_SIGN, text):
        raise Slip(CONTROL, code=f"U+{ord(found[0]):04X}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(text: str) -> str:
    text = _prose(text)
    return re.sub(r"\s*\n\s*", " ", text) if "\n" in text else text


def of_text(parse: Callable[[str], T]) -> Callable[[object], T]:
    """Return the parser as a check that first makes sure that it gets text."""

    def check(value: object) -> T:
        if not isinstance(value, str):
            raise not_text(value)
        return parse(value)

    return check


def attempt(parse: Callable[[object], T], value: object) -> T | None:
    """Return what the value says, or None where the check of the field itself complains already."""
    try:
        return parse(value)
    except Slip:
        return None


def duration(value: object) -> timedelta:
    """Return a duration such as 3s, 8m, 1h30m or 2d."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise Slip(NO_UNIT, text=value)
    return of_text(_duration)(value)


def _duration(text: str) -> timedelta:
    if re.fullmatch(r"\s*\d+\s*", text):
        raise Slip(NO_UNIT, text=text.strip())
    found = re.fullmatch(DURATION, text.strip())
    if not found or not any(found.groups()):
        raise Slip(NO_DURATION, text=shown(text))
    length = timedelta(**{name: int(number) for name, number in found.groupdict("0").items()})
    if length > timedelta(days=MAX_DAYS):
        raise Slip(TOO_LASTING, limit=MAX_DAYS)
    return length


def lasting(value: object) -> timedelta:
    """Return a duration that is longer than nothing."""
    length = duration(value)
    if not length:
        raise Slip(TOO_SHORT)
    return length


def in_units(length: timedelta) -> str:
    """Return a duration the way that packs write it: 1h30m."""
    seconds = int(length.total_seconds())
    parts = zip((seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60, seconds % 60), UNITS, strict=True)
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def hashtag(text: str) -> str:
    """Return the hashtag without its “#”."""
    tag = unicodedata.normalize("NFC", text.strip()).removeprefix("#")
    if not re.fullmatch(r"\w{1,50}", tag):
        raise Slip(BAD_TAG, text=shown(text))
    return tag


def handle(text: str) -> str:
    """Return the handle without its “@”."""
    name = text.strip().removeprefix("@")
    if not re.fullmatch(r"[^\s@]+(@[^\s@]+)?", name):
        raise Slip(BAD_HANDLE, text=shown(text))
    return name


def link(text: str) -> str:
    """Return a link that a browser can open: http or https, with a site."""
    if not re.match(r"https?://", text.strip(), re.IGNORECASE):
        raise Slip(NOT_A_LINK, text=shown(text))
    if re.search(r"[\s<>\"\\`]", text.strip()) or not text.strip().isprintable():
        raise Slip(LINK_SPACE)
    try:
        parts = urlsplit(text.strip())
        named = re.fullmatch(HOST, parts.netloc.rpartition("@")[2].removesuffix(f":{parts.port}"))
    except ValueError:
        named = None
    if not named:
        raise Slip(NO_HOST, text=shown(text))
    return text.strip()


def whole(least: int, most: int) -> Callable[[object], int]:
    """Return the check of a whole number between two bounds."""

    def checked(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Slip(NOT_WHOLE, least=least, most=most)
        return value

    return checked


def zone(text: str) -> str:
    """Return the name of a zone."""
    from bot.core.when.zones.advice import zone_named  # the zones are loaded by those who name one

    try:
        return zone_named(shown(text))
    except Refused as refusal:
        raise Slip(refusal.template, **refusal.values) from refusal


_LENGTH = {"type": "string", "pattern": DURATION_PATTERN}
Duration = Annotated[timedelta, Parsed(duration, _LENGTH)]
Lasting = Annotated[timedelta, Parsed(lasting, _LENGTH)]
Hashtag = Annotated[str, Then(hashtag, {"pattern": r"^#?\w+$", "minLength": 1, "maxLength": 51})]
Handle = Annotated[str, Line(100), Then(handle)]
Link = Annotated[str, Line(512), Then(link, {"pattern": r"^https?://\S+$"})]
Zone = Annotated[str, Parsed(of_text(zone), {"type": "string"})]
