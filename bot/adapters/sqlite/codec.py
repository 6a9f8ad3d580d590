"""Between the core's frozen types and what a column can hold."""

from datetime import datetime
from functools import cache

from pydantic import TypeAdapter

from bot.core.base.post import Post
from bot.core.script.pack import Pack
from bot.core.session.facts import KINDS, NAMES, Fact

PACK = TypeAdapter(Pack)
POST = TypeAdapter(Post)


def fact_row(fact: Fact) -> tuple[str, str]:
    """Return a fact's kind and body."""
    name = NAMES[type(fact)]
    return name, _adapter(name).dump_json(fact).decode()


def fact_of(kind: str, body: str) -> Fact:
    """Return the fact of a row."""
    return _adapter(kind).validate_json(body)


def instant_text(instant: datetime | None) -> str:
    """Return an aware UTC instant as text that sorts as it is; empty for None."""
    return instant.isoformat(timespec="microseconds") if instant else ""


def instant_of(text: str) -> datetime | None:
    """Return the instant of a text."""
    return datetime.fromisoformat(text) if text else None


@cache
def _adapter(kind: str) -> TypeAdapter[Fact]:
    """Return what reads and writes a kind of fact; made when it is first needed, since most kinds are rare."""
    return TypeAdapter(KINDS[kind])
