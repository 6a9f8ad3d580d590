"""What all facts share.

Every fact has `at`, the aware UTC instant at which it was decided, and `by`, the person who caused it (None: the
timer). Facts about contributions carry only message ids, never what was said.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The part that all facts share."""

    at: datetime
    by: int | None = None
