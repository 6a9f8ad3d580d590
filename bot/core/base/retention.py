"""How long a server keeps what is about people: the kinds, the durations, and what is older than allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_MONTHS, MOST_DAYS = 120, 3650
"""The longest that can be set: ten years."""


class Keep(StrEnum):
    """How long something about a person is kept, unless they have it erased before."""

    RECORD = "record"
    ATTACHMENTS = "attachments"
    CASES = "cases"
    SUGGESTIONS = "suggestions"
    ENDS = "until it ends or is withdrawn"
    WEEK = "a week"
    WISH = "for good: it is what the person asked for"
    HOSTING = "as long as the bot serves the server: what hosts do for it"


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a server keeps things: the record in months from the end of its chat, all else in days.

    `cases` are also answers that wait for hosts; `suggestions` count from the hosts' decision.
    """

    record: int = 12
    attachments: int = 90
    cases: int = 90
    suggestions: int = 30

    def ends(self, now: datetime) -> Mapping[Keep, datetime]:
        """Return for each kind the instant before which it is too old to be kept."""
        return {
            Keep.RECORD: now - timedelta(days=self.record * 365 // 12),
            Keep.ATTACHMENTS: now - timedelta(days=self.attachments),
            Keep.CASES: now - timedelta(days=self.cases),
            Keep.SUGGESTIONS: now - timedelta(days=self.suggestions),
        }


RETENTION = Retention()
"""What holds where nobody decided otherwise."""
