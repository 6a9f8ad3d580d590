"""Instants as columns hold them: ISO 8601 in UTC, to the microsecond, so that they sort as text; empty for None."""

from datetime import datetime

from bot.adapters.sql.damage import FAULTS, damaged


def instant_text(instant: datetime | None) -> str:
    """Return an aware UTC instant as text that sorts as it is; empty for None."""
    return instant.isoformat(timespec="microseconds") if instant else ""


def instant_of(text: str) -> datetime | None:
    """Return the instant of a text."""
    try:
        return datetime.fromisoformat(text) if text else None
    except FAULTS as error:
        raise damaged() from error
