"""The kinds of values in packs and casts, each with its limit: lines, longer texts, translations, durations, links.

Patterns are compiled where they are used first: nobody uses all of them.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import parse_qs, urlsplit

from bot.adapters.yaml_files.problems import Slip, shown
from bot.adapters.yaml_files.shapes import BLANK, Parsed, Text, Then, is_visible, not_text
from bot.core.base.errors import Refused
from bot.core.base.place import COUNTS
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
NO_SECRETS = N_("“{key}” is an address alone: no name, password or “?” in it. A key belongs into the environment.")
NOT_A_SWITCH = N_("“{text}” is neither yes nor no. Write true or false.")
LISTENING = r"(?P<host>\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(?P<port>[0-9]{1,5})"
NOT_LISTENING = N_("“{text}” is not a place to serve at. Write a host and a port, for example 127.0.0.1:8801.")
NOT_A_NETWORK = N_("“{text}” is not an address. Write for example 127.0.0.1 or 10.0.0.0/8.")
NO_PATH = N_("“{text}” has a path; the pages need an address of their own, for example https://chats.example.org.")
NO_VARIABLE = N_(
    "“{text}” is not the name of an environment variable. Write for example MODEL_KEY, and never the key itself."
)
NOT_WHOLE = N_("“{key}” must be a whole number from {least} to {most}.")
NOT_A_SIZE = N_("“{text}” is not a size. Write for example 8 MB or 500 kB.")
NOT_AN_ID = N_(
    "“{text}” is not a Discord ID. In Discord, switch on Settings → Advanced → Developer Mode, then "
    "right-click it → Copy ID."
)
NOT_A_STORE = N_("“{key}” must be sqlite, or the address of a database: postgresql://USER@HOST/NAME.")
STORE_PASSWORD = N_(
    "The password does not belong into “{key}”: set PGPASSWORD in the environment, or name a password file in "
    "PGPASSFILE."
)
NO_HOST = N_("The link “{text}” names no site. It should look like https://example.org/page.")

NOT_SHARDS = N_("“{key}” must be auto or one of {counts}.")

SQLITE = "sqlite"
"""The store that needs no server: a file in the data folder."""

CONTROL_SIGN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"

MAX_DAYS = 30
UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
DURATION = "".join(rf"(?:(?P<{name}>\d{{1,6}})\s*{unit}\s*)?" for unit, name in UNITS.items())
BYTES = {"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9}
SIZE = r"(\d{1,6})\s*([a-zA-Z]{1,2})"
SIZE_PATTERN = r"^\s*\d{1,6}\s*([kKmMgG]?[bB])\s*$"
DURATION_PATTERN = r"^\s*(\d+\s*d\s*)?(\d+\s*h\s*)?(\d+\s*m\s*)?(\d+\s*s\s*)?$"
ID = r"[1-9][0-9]{0,18}"
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


AT_ONCE, AUTO = "at once", "auto"


def delay(value: object) -> timedelta:
    """Return a duration, which may be none: `at once`."""
    return timedelta() if value == AT_ONCE else duration(value)


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


def endpoint(text: str) -> str:
    """Return the address of a server's interface: as a link, but its name may have no dot, and it holds no secret."""
    if not re.match(r"https?://", text.strip(), re.IGNORECASE):
        raise Slip(NOT_A_LINK, text=shown(text))
    try:
        parts = urlsplit(text.strip())
        is_named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_named = False
    if not is_named or re.search(r"[\s<>\"\\`]", text.strip()) or not text.strip().isprintable():
        raise Slip(NO_HOST, text=shown(text))
    if parts.username or parts.password or parts.query or parts.fragment:
        raise Slip(NO_SECRETS)
    return text.strip()


def listening(text: str) -> str:
    """Return where to serve: a host and a port."""
    found = re.fullmatch(LISTENING, text.strip())
    if not found or not 0 < int(found["port"]) < 1 << 16:
        raise Slip(NOT_LISTENING, text=shown(text))
    return text.strip()


def network(text: str) -> IPv4Network | IPv6Network:
    """Return an address, or a network of them."""
    try:
        return ip_network(text.strip())
    except ValueError:
        raise Slip(NOT_A_NETWORK, text=shown(text)) from None


def origin(text: str) -> str:
    """Return the address of a site, without a path."""
    address = endpoint(text).rstrip("/")
    if urlsplit(address).path:
        raise Slip(NO_PATH, text=shown(text))
    return address


def variable_name(text: str) -> str:
    """Return the name of a variable of the environment."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text.strip()):
        raise Slip(NO_VARIABLE, text=shown(text))
    return text.strip()


def whole(least: int, most: int) -> Callable[[object], int]:
    """Return the check of a whole number between two bounds."""

    def checked(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Slip(NOT_WHOLE, least=least, most=most)
        return value

    return checked


def switch(value: object) -> bool:
    """Return a yes or a no."""
    if not isinstance(value, bool):
        raise Slip(NOT_A_SWITCH, text=shown(value))
    return value


def discord_id(value: object) -> int:
    """Return an id of Discord's (developer documentation, "Snowflakes"), written as a number or as text."""
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(ID, text) or int(text) >= 1 << 63:
        raise Slip(NOT_AN_ID, text=shown(value))
    return int(text)


def size(value: object) -> int:
    """Return how many bytes a size such as 8 MB means."""
    text = str(value).strip()
    found = re.fullmatch(SIZE, text)
    if not found or found[2].lower() not in BYTES or not int(found[1]):
        raise Slip(NOT_A_SIZE, text=shown(value))
    return int(found[1]) * BYTES[found[2].lower()]


def role_name(value: object) -> object:
    """Return a role's name, or its id as text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def file_path(value: object) -> Path:
    """Return a path."""
    return value if isinstance(value, Path) else of_text(_file_path)(value)


def _file_path(text: str) -> Path:
    if not is_visible(text):
        raise Slip(BLANK)
    return Path(text.strip())


def store_address(value: object) -> str:
    """Return where the record is kept: "sqlite", or the address of a PostgreSQL database without a password in it."""
    return of_text(_store_address)(value)


def _store_address(text: str) -> str:
    text = text.strip()
    if text == SQLITE:
        return text
    try:
        parts = urlsplit(text)
        named = parts.scheme in ("postgresql", "postgres") and parts.path.strip("/")
        secret = parts.password is not None or "password" in parse_qs(parts.query)
    except ValueError:
        raise Slip(NOT_A_STORE) from None
    if secret:
        raise Slip(STORE_PASSWORD)
    if not named:
        raise Slip(NOT_A_STORE)
    return text


def shards(value: object) -> int:
    """Return how many shards there are to be; 0 for `auto`."""
    if value == AUTO:
        return 0
    if not isinstance(value, int) or isinstance(value, bool) or value not in COUNTS:
        raise Slip(NOT_SHARDS, counts=", ".join(map(str, COUNTS)))
    return value


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
Delay = Annotated[timedelta, Parsed(delay, {"type": "string", "pattern": f"^{AT_ONCE}$|{DURATION_PATTERN}"})]
Hashtag = Annotated[str, Then(hashtag, {"pattern": r"^#?\w+$", "minLength": 1, "maxLength": 51})]
Handle = Annotated[str, Line(100), Then(handle)]
Link = Annotated[str, Line(512), Then(link, {"pattern": r"^https?://\S+$"})]
Endpoint = Annotated[str, Line(512), Then(endpoint, {"pattern": r"^https?://[^\s@?#]+$"})]
Listening = Annotated[str, Line(300), Then(listening, {"pattern": r"^\S+:[0-9]+$"})]
Network = Annotated[IPv4Network | IPv6Network, Parsed(of_text(network), {"type": "string"})]
Origin = Annotated[str, Line(300), Then(origin, {"pattern": r"^https?://[^\s@?#/]+/?$"})]
VariableName = Annotated[str, Line(100), Then(variable_name, {"pattern": r"^\s*[A-Za-z_]\w*\s*$"})]
Size = Annotated[int, Parsed(size, {"type": "string", "pattern": SIZE_PATTERN})]
Switch = Annotated[bool, Parsed(switch, {"type": "boolean"})]
Id = Annotated[int, Parsed(discord_id, {"type": "integer"})]
RoleName = Annotated[str, Parsed(role_name, {"type": "string"}), Line(100)]
FilePath = Annotated[Path, Parsed(file_path, {"type": "string"})]
Shards = Annotated[int, Parsed(shards, {"enum": [AUTO, *COUNTS]})]
StoreAddress = Annotated[str, Parsed(store_address, {"type": "string", "pattern": "^(sqlite|postgres(ql)?://.+)$"})]


Zone = Annotated[str, Parsed(of_text(zone), {"type": "string"})]
