"""The gateway: sessions that survive their connections, sequence numbers, resuming, and everything that breaks it.

An event goes to every session whose intents and whose bot's permissions let it through; a session without a
connection keeps its events for a RESUME.
"""

import asyncio
import contextlib
import json
import secrets
import time
import zlib
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.standin.errors import DiscordError
from tests.standin.faults import Faults
from tests.standin.message import veiled
from tests.standin.permissions import Permission, in_guild, require

if TYPE_CHECKING:
    from tests.standin.channel import Channel
    from tests.standin.guild import Guild
    from tests.standin.world import World

Json = dict[str, Any]

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 3, 6, 7, 9, 10, 11
MEMBERS, MESSAGE_CONTENT = 1 << 1, 1 << 15
INTENTS = (  # by the beginning of the event's name: the intent in guilds, and in direct messages
    ("MESSAGE_REACTION", 1 << 10, 1 << 13),
    ("MESSAGE", 1 << 9, 1 << 12),
    ("GUILD_SCHEDULED_EVENT", 1 << 16, 0),
    ("GUILD_MEMBER", MEMBERS, 0),
    ("THREAD_MEMBERS_UPDATE", 1, 0),
    ("AUTO_MODERATION_ACTION_EXECUTION", 1 << 21, 0),
    ("INTERACTION", 0, 0),
    ("", 1, 1),
)
SEEN_WITH_CHANNEL = ("MESSAGE", "THREAD", "CHANNEL_PINS")


class Connection:
    """One WebSocket; what is sent waits in a queue, so that sending is never awaited."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.request = request
        self.session: Session | None = None
        self.queue: asyncio.Queue[Json | int] = asyncio.Queue()
        self.zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None

    def send(self, frame: Json) -> None:
        self.queue.put_nowait(frame)

    def close(self, code: int) -> None:
        """Queue the end, with its close code."""
        self.queue.put_nowait(code)

    def abort(self) -> None:
        if self.request.transport:
            self.request.transport.abort()

    async def write(self, thawed: asyncio.Event) -> None:
        """Send what is queued, while frames are not frozen."""
        while True:
            frame = await self.queue.get()
            await thawed.wait()
            with contextlib.suppress(ConnectionError):
                if isinstance(frame, int):
                    await self.socket.close(code=frame)
                elif self.zlib:
                    packed = self.zlib.compress(json.dumps(frame).encode()) + self.zlib.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(packed)
                else:
                    await self.socket.send_str(json.dumps(frame))


class Session:
    """What one IDENTIFY began: its intents, which shard of how many it is, and every event since."""

    def __init__(self, intents: int, shard: tuple[int, int]) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.events: list[Json] = []
        self.connection: Connection | None = None

    def has(self, guild: "Guild | None") -> bool:
        """Return whether what happens in a guild, or in none, is told to it."""
        number, count = self.shard
        return (guild.id >> 22 if guild else 0) % count == number

    def dispatch(self, name: str, data: Json) -> None:
        """Number an event, keep it, and send it if there is a connection."""
        frame = {"op": DISPATCH, "s": len(self.events) + 1, "t": name, "d": data}
        self.events.append(frame)
        if self.connection:
            self.connection.send(frame)


class Gateway:
    """All sessions and connections."""

    def __init__(self, world: "World", faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.heartbeat_interval = 41250
        self.guilds_per_shard = 2500
        self.begun: list[tuple[int, float]] = []  # the shard of each session, and when it began
        self.resumes = self.refused = 0
        self.received: list[Json] = []  # every frame from the bot
        self.dark = False
        self.mute = 0  # how many of the connections to come are not greeted
        self.thawed = asyncio.Event()
        self.thawed.set()
        world.listeners.append(self.announce)
        world.online = lambda: any(connection.session for connection in self.connections)

    # Faults

    @property
    def identifies(self) -> int:
        """How many sessions were begun."""
        return len(self.begun)

    def drop(self, how: str = "abort", *, code: int = 4000, resumable: bool = True, shard: int | None = None) -> None:
        """End every connection, or that of a shard.

        "abort" the line, "close" it with a code, or ask to "reconnect" or "invalid"ate.
        """
        for connection in self.connections:
            if shard is not None and (connection.session is None or connection.session.shard[0] != shard):
                continue
            if connection.session and not resumable:
                self.sessions.pop(connection.session.id, None)
            if how == "abort":
                connection.abort()
            elif how == "close":
                connection.close(code)
            else:
                connection.send({"op": RECONNECT if how == "reconnect" else INVALID, "d": resumable})
            self.detach(connection)

    def go_dark(self) -> None:
        """Cut every connection and take no new one."""
        self.dark = True
        self.drop()

    def come_back(self) -> None:
        self.dark = False

    def freeze(self) -> None:
        """Let no frame out, not even heartbeat answers, while the connections stay."""
        self.thawed.clear()

    def thaw(self) -> None:
        """Let out what waited."""
        self.thawed.set()

    async def connected(self) -> Session:
        """Wait until the bot has a session that is connected."""
        live = lambda: next((c.session for c in self.connections if c.session), None)  # noqa: E731
        return await self.world.until(live, "the bot connects")

    # Events

    def announce(self, name: str, data: Json, guild: "Guild | None", channel: "Channel | None") -> None:
        """Bring an event to the sessions that may see it."""
        if not self._may_see(name, guild, channel):
            return

        def deliver() -> None:
            for session in [session for session in self.sessions.values() if session.has(guild)]:
                self._dispatch(session, name, data, private=guild is None)

        self.faults.pass_on(name, deliver)

    def _may_see(self, name: str, guild: "Guild | None", channel: "Channel | None") -> bool:
        if guild and guild.me is None:
            return name == "GUILD_DELETE"
        if guild and guild.me and name.startswith("AUTO_MODERATION"):
            return Permission.MANAGE_GUILD in in_guild(guild.me)
        if channel and name.startswith(SEEN_WITH_CHANNEL):
            try:
                require(self.world.bot, channel, Permission.VIEW_CHANNEL)
            except DiscordError:
                return False
        return True

    def _dispatch(self, session: Session, name: str, data: Json, *, private: bool) -> None:
        needed = next((dm if private else here) for start, here, dm in INTENTS if name.startswith(start))
        if needed and not session.intents & needed:
            return
        hidden = not session.intents & MESSAGE_CONTENT and name in ("MESSAGE_CREATE", "MESSAGE_UPDATE")
        session.dispatch(name, veiled(data, self.world.bot.id) if hidden and not private else data)

    # Connections

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one WebSocket from HELLO to its end."""
        if self.dark:
            self.refused += 1
            self.world.touch()
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=0, timeout=1.0)
        await socket.prepare(request)
        connection = Connection(socket, request)
        self.connections.add(connection)
        if self.mute:
            self.mute -= 1
        else:
            connection.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_interval}})
        writer = asyncio.create_task(connection.write(self.thawed))
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._receive(connection, json.loads(frame.data))
        finally:
            self.detach(connection)
            self.connections.discard(connection)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self.world.touch()
        return socket

    def detach(self, connection: Connection) -> None:
        """Part a connection from its session, which goes on collecting events."""
        if connection.session and connection.session.connection is connection:
            connection.session.connection = None
        connection.session = None

    def _receive(self, connection: Connection, frame: Json) -> None:
        self.received.append(frame)
        op, data = frame["op"], frame["d"]
        if op == HEARTBEAT:
            connection.send({"op": ACK})
        elif op == IDENTIFY:
            self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif op != PRESENCE:
            connection.close(4001)
        self.world.touch()

    def _identify(self, connection: Connection, data: Json) -> None:
        wanted, world = data["intents"], self.world
        if data["token"] != world.token:
            return connection.close(4004)
        forbidden = (wanted & MESSAGE_CONTENT and not world.message_content) or (
            wanted & MEMBERS and not world.members_intent
        )
        if forbidden:
            return connection.close(4014)
        number, count = data.get("shard", (0, 1))
        if not 0 <= number < count:
            return connection.close(4010)
        session = Session(wanted, (number, count))
        guilds = [guild for guild in world.guilds.values() if guild.me and session.has(guild)]
        if len(guilds) > self.guilds_per_shard:
            return connection.close(4011)
        self.sessions[session.id] = session
        self._attach(connection, session)
        self.begun.append((number, time.monotonic()))
        session.dispatch("READY", {
            "v": 10, "user": world.bot.wire(), "session_id": session.id, "shard": [number, count],
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "resume_gateway_url": f"{world.base.replace('http', 'ws')}/gateway",
            "application": {"id": str(world.app_id), "flags": flags(world)}, "private_channels": [],
        })  # fmt: skip
        for guild in guilds:
            session.dispatch("GUILD_CREATE", guild.wire())
        return None

    def _resume(self, connection: Connection, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if data["token"] != self.world.token:
            connection.close(4004)
        elif session is None or (data["seq"] or 0) > len(session.events):
            connection.send({"op": INVALID, "d": False})
        else:
            missed = session.events[data["seq"] or 0 :]
            self._attach(connection, session)
            self.resumes += 1
            for event in missed:
                connection.send(event)
            session.dispatch("RESUMED", {})

    def _attach(self, connection: Connection, session: Session) -> None:
        if session.connection:
            session.connection.session = None
        connection.session, session.connection = session, connection


def flags(world: "World") -> int:
    """Return the application's flags: which privileged intents the portal grants."""
    intents = ((19, world.message_content), (15, world.members_intent), (13, world.presence_intent))
    return sum(1 << place for place, is_granted in intents if is_granted)
