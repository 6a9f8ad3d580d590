"""The IANA names of all zones. A module of its own: who only checks a name needs to know no more of zones."""

from functools import cache
from pathlib import Path

import tzdata


@cache
def zone_names() -> dict[str, str]:
    """Return the IANA names of all zones, by their small letters."""
    (folder,) = tzdata.__path__
    return {name.casefold(): name for name in Path(folder, "zones").read_text(encoding="utf-8").split()}
