"""The table of routes, and one call of one of them.

A handler is a plain function of a `Call` that returns the JSON of the answer, or None for 204; what Discord would
refuse it raises as `DiscordError`. The modules `routes_…` fill the table when they are imported.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from tests.standin import acts
from tests.standin.channel import Channel
from tests.standin.errors import DiscordError, refuse_unless
from tests.standin.guild import Guild
from tests.standin.message import File, Message
from tests.standin.permissions import NONE, Permission, require

if TYPE_CHECKING:
    from tests.standin.interaction import Used
    from tests.standin.world import World

Json = dict[str, Any]
Handler = Callable[["Call"], Any]
H = TypeVar("H", bound=Handler)

ROUTES: list[tuple[str, str, Handler]] = []


def route(method: str, path: str) -> Callable[[H], H]:
    """Put a handler into the table."""

    def add(handler: H) -> H:
        ROUTES.append((method, path, handler))
        return handler

    return add


@dataclass(frozen=True)
class Call:
    """One request, with its body parsed; `bearer` is a member's own token."""

    world: "World"
    ids: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    uploads: Sequence[tuple[str, bytes]] = ()
    bearer: str = ""

    def channel(self, needed: Permission = NONE) -> Channel:
        channel = acts.visible(self.world.channels.get(_number(self.ids["channel_id"])), self.world.bot)
        require(self.world.bot, channel, needed)
        return channel

    def message(self) -> Message:
        """Return the message of the path."""
        found = self.channel().log.get(_number(self.ids["message_id"]))
        if found is None or found.deleted:
            raise DiscordError(10008)
        return found

    def guild(self) -> Guild:
        """Return the guild of the path, which the bot must be in."""
        guild = self.world.guilds.get(_number(self.ids["guild_id"]))
        if guild is None:
            raise DiscordError(10004)
        refuse_unless(guild.me, 50001)
        return guild

    def used(self) -> "Used":
        found = self.world.interactions.get(self.ids["token"])
        if found is None:
            raise DiscordError(10062 if "interaction_id" in self.ids else 10015)
        return found

    def files(self, channel: Channel) -> list[File]:
        return [acts.upload(self.world, channel, name, data) for name, data in self.uploads]

    def number(self, name: str, default: int, most: int) -> int:
        """Return a number of the query, from 1 to `most`."""
        number = _number(self.query.get(name, str(default)))
        refuse_unless(1 <= number <= most, 50035, f"{name}: {number} is not 1 to {most}")
        return number

    def snowflake(self, name: str) -> int | None:
        return _number(self.query[name]) if name in self.query else None


def _number(text: str) -> int:
    refuse_unless(text.isdigit(), 50035, f"{text!r} is no number")
    return int(text)
