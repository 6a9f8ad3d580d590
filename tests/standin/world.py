"""Everything that exists on the stand-in's Discord, and the one place to wait for it to change.

Every change is made by plain synchronous code, so nobody ever sees half of one; `emit` then tells the gateway and
wakes whoever waits in `until`. It knows nothing of HTTP or sockets.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from tests.standin.guild import Guild, User

if TYPE_CHECKING:
    from tests.standin.channel import Channel
    from tests.standin.interaction import Used
    from tests.standin.message import File, Message

T = TypeVar("T")
Json = dict[str, Any]
Listener = Callable[[str, Json, "Guild | None", "Channel | None"], None]

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


def moment(snowflake: int) -> datetime:
    """Return when this id was made."""
    return EPOCH + timedelta(milliseconds=snowflake >> 22)


class World:
    """One application with its bot, and the guilds it is (or was) in."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.last_id = 0
        self.token = "standin.bot.token"
        self.base = ""  # http://127.0.0.1:port, once the server listens
        self.presence_intent = False
        self.message_content = True  # whether the portal grants the message content intent
        self.members_intent = False
        self.sessions_left, self.more_after = 999, 0  # what `/gateway/bot` says: how many, and in how many milliseconds
        self.shards = 1  # how many it advises
        self.nonce_window = 300.0  # seconds during which a nonce is remembered
        self.interaction_window = 3.0
        self.bot = User(self.next_id(), "TChat", bot=True)
        self.app_id = self.bot.id
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.files: dict[int, File] = {}
        self.commands: dict[int, list[Json]] = {}  # by guild id; 0 is global
        self.interactions: dict[str, Used] = {}  # by token
        self.nonces: dict[tuple[int, str], tuple[Message, float]] = {}
        self.client_secret = "standin.client.secret"
        self.codes: dict[str, tuple[User, str]] = {}  # who agreed to be known, and where that leads back to
        self.grants: dict[str, User] = {}  # by a member's own token
        self.listeners: list[Listener] = []
        self.online: Callable[[], bool] = lambda: False  # whether the bot is connected to the gateway
        self._changed = asyncio.Event()

    def next_id(self) -> int:
        """Return a snowflake of this moment, greater than every earlier one."""
        now = int(time.time() * 1000) - int(EPOCH.timestamp() * 1000)
        self.last_id = max(self.last_id + 1, now << 22)
        return self.last_id

    def emit(self, name: str, data: Json, *, guild: Guild | None = None, channel: "Channel | None" = None) -> None:
        """Announce an event: to the gateway, which decides who gets it, and to whoever waits."""
        for listener in self.listeners:
            listener(name, data, channel.guild if channel else guild, channel)
        self.touch()

    def touch(self) -> None:
        """Wake everyone in `until` to look again."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, found: Callable[[], T | None], wanted: str, place: "Channel | None" = None) -> T:
        """Wait until `found` returns something true; an AssertionError with the transcript ends a hopeless wait."""
        try:
            async with asyncio.timeout(self.patience):
                while not (result := found()):
                    await self._changed.wait()
        except TimeoutError:
            places = [place] if place else list(self.channels.values())
            said = "\n".join(channel.transcript() for channel in places)
            raise AssertionError(f"{wanted}: not within {self.patience:g} s\n{said}") from None
        return result
