"""Text channels, threads and direct messages, with what was said in them.

Tests read the room here: `messages`, `threads`, and the waits `hears` and `gains_thread`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.standin.permissions import NONE, Permission

if TYPE_CHECKING:
    from tests.standin.guild import Guild, Member, User
    from tests.standin.message import Message
    from tests.standin.world import World

Json = dict[str, Any]

TEXT, DM, NEWS, NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 5, 10, 11, 12
VOICE, STAGE, FORUM = 2, 13, 15


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Overwrite:
    """What a channel allows and denies one role or member."""

    allow: Permission = NONE
    deny: Permission = NONE

    def change(self, *, allow: Permission = NONE, deny: Permission = NONE) -> None:
        self.allow = (self.allow | allow) & ~deny
        self.deny = (self.deny | deny) & ~allow


class Channel:
    """A place for messages. A thread is a channel with a parent; a direct message has no guild."""

    def __init__(
        self, world: "World", name: str, *, kind: int = TEXT, guild: "Guild | None" = None, id: int = 0
    ) -> None:
        self.world = world
        self.id = id or world.next_id()
        self.name = name
        self.kind = kind
        self.guild = guild
        self.topic: str | None = None
        self.slow_mode = 0
        self.overwrites: dict[int, Overwrite] = {}
        self.log: dict[int, Message] = {}  # everything ever said, also what was deleted
        self.typed: list[User] = []
        self.recipient: User | None = None
        self.parent: Channel | None = None
        self.starter: User | None = None
        self.archived = self.locked = False
        self.archive_at = now()
        self.auto_archive = 1440
        self.member_ids: set[int] = set()
        world.channels[self.id] = self

    @property
    def private(self) -> bool:
        """Whether only those who were added see it."""
        return self.kind == PRIVATE_THREAD

    @property
    def deleted(self) -> bool:
        return self.id not in self.world.channels

    def messages(self, *, by: "Member | User | None" = None) -> list["Message"]:
        """Return what stands in the channel, oldest first."""
        author = getattr(by, "user", by)
        return [m for m in self.log.values() if not m.deleted and author in (None, m.author)]

    def pinned(self) -> list["Message"]:
        """Return the pinned messages, the latest pin first."""
        return sorted((m for m in self.messages() if m.pinned_at), key=lambda m: m.pinned_at or now(), reverse=True)

    def threads(self) -> list["Channel"]:
        return [channel for channel in self.world.channels.values() if channel.parent is self]

    async def hears(self, text: str, *, by: "Member | User | None" = None, after: "Message | None" = None) -> "Message":
        """Wait for a message that contains `text`: by default by anyone and at any time; the latest such is meant."""

        def found() -> "Message | None":
            said = [m for m in self.messages(by=by) if text in m.text and m.id > (after.id if after else 0)]
            return said[-1] if said else None

        return await self.world.until(found, f"#{self.name} hears {text!r}", self)

    async def gains_thread(self, name: str = "") -> "Channel":
        """Wait for a thread whose name contains `name`."""

        def found() -> "Channel | None":
            return next((thread for thread in reversed(self.threads()) if name in thread.name), None)

        return await self.world.until(found, f"#{self.name} gains a thread {name!r}", self)

    def transcript(self) -> str:
        """Return everything ever said here, for a failing test to print."""
        lines = [f"  {m.author.name}{' (deleted)' if m.deleted else ''}: {m.text}" for m in self.log.values()]
        return "\n".join([f"#{self.name} ({self.id})", *lines])

    def changed(self) -> None:
        self.emit("THREAD_UPDATE" if self.parent else "CHANNEL_UPDATE", self.wire())

    def emit(self, name: str, data: Json) -> None:
        guild = {"guild_id": str(self.guild.id)} if self.guild else {}
        self.world.emit(name, data | guild, channel=self)

    def wire(self) -> Json:
        last = max(self.log, default=None)
        data: Json = {
            "id": str(self.id), "type": self.kind, "name": self.name, "flags": 0, "topic": self.topic,
            "last_message_id": str(last) if last else None, "rate_limit_per_user": self.slow_mode,
            "nsfw": False, "position": 0,
        }  # fmt: skip
        if self.guild is None:
            people = [self.recipient.wire()] if self.recipient else []
            return {"id": data["id"], "type": DM, "last_message_id": data["last_message_id"], "recipients": people}
        data |= {"guild_id": str(self.guild.id), "parent_id": str(self.parent.id) if self.parent else None}
        if self.parent:
            return data | self._thread_wire()
        rules = [
            {"id": str(target), "type": int(target in self.guild.members), "allow": str(int(rule.allow)),
             "deny": str(int(rule.deny))}
            for target, rule in self.overwrites.items()
        ]  # fmt: skip
        if self.kind in (VOICE, STAGE):
            data |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
        elif self.kind == FORUM:
            data |= {"available_tags": [], "default_reaction_emoji": None, "default_forum_layout": 0}
        return data | {"permission_overwrites": rules}

    def _thread_wire(self) -> Json:
        me = {"member": self.membership(self.world.bot.id)} if self.world.bot.id in self.member_ids else {}
        return me | {
            "owner_id": str(self.starter.id) if self.starter else None,
            "message_count": len(self.messages()), "total_message_sent": len(self.log),
            "member_count": len(self.member_ids),
            "thread_metadata": {
                "archived": self.archived, "locked": self.locked, "auto_archive_duration": self.auto_archive,
                "archive_timestamp": self.archive_at.isoformat(), "invitable": True, "create_timestamp": None,
            },
        }  # fmt: skip

    def membership(self, user_id: int) -> Json:
        return {"id": str(self.id), "user_id": str(user_id), "join_timestamp": self.archive_at.isoformat(), "flags": 0}
