"""Between the core's frozen types and what a column can hold.

Packs, facts and posts are JSON objects with the fields' names: instants and durations as ISO 8601 writes them, enums as
their values. How a type is read follows from its annotations. A field that is missing has its default, one that is not
known is skipped, so that bodies of older and newer versions are read.
"""

import dataclasses
import json
import re
import types
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from bot.adapters.sql import upcasts
from bot.adapters.sql.damage import FAULTS, damaged
from bot.adapters.sql.instants import instant_of as instant_of
from bot.adapters.sql.instants import instant_text as instant_text
from bot.core.base.post import Post
from bot.core.script.pack import Pack
from bot.core.session.facts import KINDS, NAMES, Fact

T = TypeVar("T")
Read = Callable[[Any], Any]

DURATION = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,6}))?S)?)?")


def fact_row(fact: Fact) -> tuple[str, str]:
    """Return a fact's kind and body."""
    return NAMES[type(fact)], dumped(fact)


def fact_of(kind: str, body: str) -> Fact:
    """Return the fact of a row."""
    try:
        return _read(KINDS[kind], upcasts.fact_body(kind, json.loads(body)))
    except FAULTS as error:
        raise damaged() from error


def pack_of(body: str) -> Pack:
    """Return the pack of a column."""
    return loaded(Pack, body)


def post_of(body: str) -> Post:
    """Return the post of a column."""
    return loaded(Post, body)


def dumped(value: object) -> str:
    """Return one of the core's values as JSON."""
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))


def loaded(kind: type[T], body: str) -> T:
    """Return the value of a type from its JSON."""
    try:
        return _read(kind, json.loads(body))
    except FAULTS as error:
        raise damaged() from error


def _read(kind: type[T], body: object) -> T:
    value: T = _reader(cast(Hashable, kind))(body)
    return value


def _plain(value: object) -> object:
    if isinstance(value, datetime | time):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return _duration_text(value)
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(value)


def _duration_text(duration: timedelta) -> str:
    sign, length = ("-", -duration) if duration < timedelta() else ("", duration)
    minutes, seconds = divmod(length.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    exact = f"{seconds}.{length.microseconds:06}".rstrip("0").rstrip(".") if length.microseconds else str(seconds)
    days = f"{length.days}D" if length.days else ""
    parts = ((str(hours), "H"), (str(minutes), "M"), (exact, "S"))
    clock = "".join(number + letter for number, letter in parts if number != "0")
    return f"{sign}P{days}{'T' + clock if clock else ''}" if days or clock else "PT0S"


def _duration_of(text: str) -> timedelta:
    found = DURATION.fullmatch(text)
    if not found:
        raise ValueError(text)
    sign, *parts, fraction = found.groups()
    years, days, hours, minutes, seconds = (int(part or 0) for part in parts)
    micros = int((fraction or "").ljust(6, "0"))
    length = timedelta(years * 365 + days, seconds, micros, minutes=minutes, hours=hours)
    return -length if sign else length


def _instant_of(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


EXACT: Mapping[object, Read] = {
    datetime: _instant_of,
    time: time.fromisoformat,
    timedelta: _duration_of,
    **{kind: kind for kind in (str, int, float, bool)},
}


@cache
def _reader(kind: Hashable) -> Read:
    """Return what reads a type; made when it is first needed, since most kinds of facts are rare."""
    if kind in EXACT:
        return EXACT[kind]
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _object_reader(kind)
    origin = get_origin(kind)
    inner = get_args(kind)
    if origin is types.UnionType:
        (some,) = (each for each in inner if each is not types.NoneType)
        read = _reader(some)
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        read = _reader(inner[0])
        return lambda value: tuple(map(read, value))
    if origin is Mapping:
        key, read = map(_reader, inner)
        return lambda value: {key(name): read(each) for name, each in value.items()}
    assert isinstance(kind, type), kind
    assert issubclass(kind, Enum), kind
    return kind


def _object_reader(kind: type[object]) -> Read:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}

    def read(value: Mapping[str, object]) -> object:
        return kind(**{name: readers[name](each) for name, each in value.items() if name in readers})

    return read
