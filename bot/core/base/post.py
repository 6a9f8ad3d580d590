"""What the bot shows in a room, before any platform has its say: text in Discord's dialect, links, quietness."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that opens a page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Action:
    """A button that does something; `id` says what and where ("panel:resume:123:7"), so it works after a restart."""

    label: str
    id: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that comes with a post."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be shown. `quiet` ones give nobody a notification; only the people in `pings` are mentioned."""

    text: str
    buttons: tuple[LinkButton, ...] = ()
    actions: tuple[Action, ...] = ()
    files: tuple[TextFile, ...] = ()
    pings: tuple[int, ...] = ()
    quiet: bool = False


def stamp(instant: datetime, style: str = "t") -> str:
    """Return Discord's mark for an instant, which everybody sees in their own zone.

    Styles: t short time, f date and time, F the same with the weekday, R relative (developer documentation, "Message
    Formatting").
    """
    return f"<t:{int(instant.timestamp())}:{style}>"
