"""The kinds of values that only a configuration has: addresses, networks, sizes, ids, switches; see `fields`."""

import re
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from bot.adapters.yaml_files.fields import DURATION_PATTERN, NO_HOST, NOT_A_LINK, Line, duration, of_text
from bot.adapters.yaml_files.problems import Slip, shown
from bot.adapters.yaml_files.shapes import BLANK, Parsed, Then, is_visible
from bot.core.base.place import COUNTS
from bot.core.base.words import N_

NO_SECRETS = N_("“{key}” is an address alone: no name, password or “?” in it. A key belongs into the environment.")
NOT_A_SWITCH = N_("“{text}” is neither yes nor no. Write true or false.")
LISTENING = r"(?P<host>\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(?P<port>[0-9]{1,5})"
NOT_LISTENING = N_("“{text}” is not a place to serve at. Write a host and a port, for example 127.0.0.1:8801.")
NOT_A_NETWORK = N_("“{text}” is not an address. Write for example 127.0.0.1 or 10.0.0.0/8.")
NO_PATH = N_("“{text}” has a path; the pages need an address of their own, for example https://chats.example.org.")
NO_VARIABLE = N_(
    "“{text}” is not the name of an environment variable. Write for example MODEL_KEY, and never the key itself."
)
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
NOT_SHARDS = N_("“{key}” must be auto or one of {counts}.")

SQLITE = "sqlite"
"""The store that needs no server: a file in the data folder."""

BYTES = {"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9}
SIZE = r"(\d{1,6})\s*([a-zA-Z]{1,2})"
SIZE_PATTERN = r"^\s*\d{1,6}\s*([kKmMgG]?[bB])\s*$"
ID = r"[1-9][0-9]{0,18}"
AT_ONCE, AUTO = "at once", "auto"


def delay(value: object) -> timedelta:
    """Return a duration, which may be none: `at once`."""
    return timedelta() if value == AT_ONCE else duration(value)


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


Delay = Annotated[timedelta, Parsed(delay, {"type": "string", "pattern": f"^{AT_ONCE}$|{DURATION_PATTERN}"})]
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
