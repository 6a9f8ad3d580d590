"""The IANA names of all zones. A module of its own: who only checks a name needs to know no more of zones."""

from functools import cache
from pkgutil import get_data


@cache
def zone_names() -> dict[str, str]:
    """Return the IANA names of all zones, by their small letters."""
    listed = get_data("tzdata", "zones")
    assert listed is not None
    return {name.casefold(): name for name in listed.decode().split()}
