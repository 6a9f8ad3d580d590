"""Guilds, their roles and scheduled events, and users as members of them.

Tests arrange with `guild.channel`, `guild.role`, `guild.member`, and take the bot's permissions away with
`guild.bot_loses`. Each change is announced on the gateway as Discord would.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.standin.channel import TEXT, Channel, Overwrite
from tests.standin.permissions import BOT, EVERYONE, NONE, Permission, in_channel

if TYPE_CHECKING:
    from tests.standin.people import Person
    from tests.standin.world import World

Json = dict[str, Any]


@dataclass(eq=False)
class User:
    id: int
    name: str
    bot: bool = False
    accepts_dms: bool = True

    def wire(self) -> Json:
        return {
            "id": str(self.id), "username": self.name.lower(), "global_name": None if self.bot else self.name,
            "discriminator": "0", "avatar": None, "bot": self.bot, "public_flags": 0,
        }  # fmt: skip


@dataclass(eq=False)
class Role:
    id: int
    name: str
    permissions: Permission

    def wire(self) -> Json:
        return {
            "id": str(self.id), "name": self.name, "permissions": str(int(self.permissions)), "position": 0,
            "color": 0, "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False, "managed": False, "mentionable": False, "flags": 0,
        }  # fmt: skip


@dataclass(eq=False)
class Member:
    """A user in a guild."""

    guild: "Guild"
    user: User
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None
    timed_out_until: datetime | None = None
    locale: str | None = None  # of the member's client; the guild's unless set

    def wire(self, *, user: bool = True) -> Json:
        until = self.timed_out_until
        data: Json = {
            "nick": self.nick, "avatar": None, "roles": [str(role.id) for role in self.roles], "deaf": False,
            "joined_at": "2020-01-01T00:00:00+00:00", "mute": False, "flags": 0, "pending": False,
            "premium_since": None, "communication_disabled_until": until.isoformat() if until else None,
        }  # fmt: skip
        return {**data, "user": self.user.wire()} if user else data


@dataclass(eq=False)
class ScheduledEvent:
    """A scheduled event; `body` is what the bot last said of it."""

    id: int
    guild: "Guild"
    creator: User
    body: Json
    status: int = 1

    @property
    def name(self) -> str:
        return str(self.body["name"])

    def wire(self) -> Json:
        blank = {"channel_id": None, "description": None, "entity_metadata": None, "scheduled_end_time": None}
        return blank | self.body | {
            "id": str(self.id), "guild_id": str(self.guild.id), "creator_id": str(self.creator.id),
            "status": self.status, "entity_id": None, "user_count": 0, "image": None,
        }  # fmt: skip


class Guild:
    """A server with one @everyone role, its members and its channels."""

    def __init__(self, world: "World", name: str, size: int, locale: str, id: int) -> None:
        self.world = world
        self.verification = 0
        self.automod: list[tuple[int, bool]] = []  # what its rules look for, and whether they are on
        self.id = id
        self.name = name
        self.size = size
        self.locale = locale
        self.everyone = Role(self.id, "@everyone", EVERYONE)
        self.bot_role = Role(world.next_id(), world.bot.name, BOT)
        self.roles = [self.everyone, self.bot_role]
        self.members: dict[int, Member] = {}
        self.scheduled: dict[int, ScheduledEvent] = {}
        self.owner = self.member("Owner")
        self.members[world.bot.id] = Member(self, world.bot, [self.bot_role])

    @property
    def me(self) -> Member | None:
        """Return the bot's member while it is in the guild."""
        return self.members.get(self.world.bot.id)

    @property
    def events(self) -> list[ScheduledEvent]:
        return list(self.scheduled.values())

    def places(self, *, threads: bool = False) -> list[Channel]:
        """Return its channels, or its threads, that exist now."""
        return [c for c in self.world.channels.values() if c.guild is self and bool(c.parent) is threads]

    def role(self, name: str, permissions: Permission = NONE) -> Role:
        role = Role(self.world.next_id(), name, permissions)
        self.roles.append(role)
        self.emit("GUILD_ROLE_CREATE", {"role": role.wire()})
        return role

    def channel(self, name: str, *, kind: int = TEXT) -> Channel:
        """Return the channel with this name, made if need be: a text channel, or one for announcements."""
        for channel in self.places():
            if channel.name == name:
                return channel
        channel = Channel(self.world, name, kind=kind, guild=self)
        self.emit("CHANNEL_CREATE", channel.wire())
        return channel

    def member(
        self, name: str, permissions: Permission = NONE, *, roles: tuple[Role, ...] = (), bot: bool = False
    ) -> "Person":
        """Return the member with this name, who joins if need be, with a role of their own for `permissions`."""
        from tests.standin.people import Person  # a person acts on all the rest, so it is imported last

        for member in self.members.values():
            if isinstance(member, Person) and member.user.name == name:
                return member
        own = [self.role(name, permissions)] if permissions else []
        person = Person(self, User(self.world.next_id(), name, bot=bot), [*roles, *own])
        self.members[person.user.id] = person
        self.emit("GUILD_MEMBER_ADD", person.wire())
        return person

    def bot_loses(self, permission: Permission, channel: Channel | None = None) -> None:
        """Take a permission from the bot, in one channel or everywhere."""
        if channel is None:
            self._grant(self.bot_role.permissions & ~permission)
        for place in [channel] if channel else self.places():
            place.overwrites.setdefault(self.world.bot.id, Overwrite()).change(deny=permission)
            place.changed()

    def bot_gains(self, permission: Permission, channel: Channel | None = None) -> None:
        """Give the bot a permission, in one channel or everywhere."""
        if channel is None:
            self._grant(self.bot_role.permissions | permission)
        for place in [channel] if channel else self.places():
            place.overwrites.setdefault(self.world.bot.id, Overwrite()).change(allow=permission)
            place.changed()

    def _grant(self, permissions: Permission) -> None:
        self.bot_role.permissions = permissions
        self.emit("GUILD_ROLE_UPDATE", {"role": self.bot_role.wire()})

    def removes_bot(self) -> None:
        """Kick the bot out."""
        del self.members[self.world.bot.id]
        self.world.emit("GUILD_DELETE", {"id": str(self.id)}, guild=self)

    def invites_bot(self) -> None:
        """Let the bot back in."""
        self.members[self.world.bot.id] = Member(self, self.world.bot, [self.bot_role])
        self.joined()

    def joined(self) -> None:
        """Announce that the bot is in; unlike at a login nothing is said of its having been unavailable."""
        fresh = {key: value for key, value in self.wire().items() if key != "unavailable"}
        self.world.emit("GUILD_CREATE", fresh, guild=self)

    def automod_acts(self, channel: int, by: int, actions: Sequence[int] = (1, 2)) -> None:
        """Let AutoMod block somebody's message in a channel or thread, and alert the server: an event for each."""
        for action in actions:
            self.emit("AUTO_MODERATION_ACTION_EXECUTION", {
                "action": {"type": action, "metadata": {"channel_id": "1", "duration_seconds": 60}}, "rule_id": "1",
                "rule_trigger_type": 3, "user_id": str(by), "channel_id": str(channel), "content": "free nitro",
                "matched_keyword": None, "matched_content": None,
            })  # fmt: skip

    def emit(self, name: str, data: Json) -> None:
        self.world.emit(name, {**data, "guild_id": str(self.id)}, guild=self)

    def wire(self) -> Json:
        """Return the guild as GUILD_CREATE carries it: of the members only the bot."""
        me = self.me
        threads = [t for t in self.places(threads=True) if me and not t.archived and in_channel(me, t)]
        count = max(self.size, len(self.members))
        return {
            "id": str(self.id), "name": self.name, "owner_id": str(self.owner.user.id), "features": [],
            "roles": [role.wire() for role in self.roles], "channels": [c.wire() for c in self.places()],
            "threads": [thread.wire() for thread in threads], "members": [me.wire()] if me else [],
            "member_count": count, "approximate_member_count": count, "large": count >= 250,
            "joined_at": "2020-01-01T00:00:00+00:00", "unavailable": False, "preferred_locale": self.locale,
            "guild_scheduled_events": [event.wire() for event in self.events], "emojis": [], "stickers": [],
            "voice_states": [], "presences": [], "stage_instances": [], "soundboard_sounds": [], "icon": None,
            "splash": None, "verification_level": self.verification,
            "default_message_notifications": 0, "afk_timeout": 300,
            "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0,
            "system_channel_id": None, "system_channel_flags": 0, "description": None,
        }  # fmt: skip
