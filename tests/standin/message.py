"""Messages, their files and reactions, as people see them and as Discord writes them down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.standin.world import moment

if TYPE_CHECKING:
    from tests.standin.channel import Channel
    from tests.standin.guild import User

Json = dict[str, Any]

DEFAULT, PINNED, THREAD_CREATED, REPLY, THREAD_STARTER = 0, 6, 18, 19, 21
EPHEMERAL, LOADING, SUPPRESS_EMBEDS, HAS_THREAD, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 2, 1 << 5, 1 << 15
BUTTON, TEXT_INPUT, TEXT_DISPLAY = 2, 4, 10


@dataclass(eq=False)
class File:
    """An uploaded file."""

    id: int
    name: str
    data: bytes
    url: str = ""
    description: str | None = None

    def wire(self) -> Json:
        return {
            "id": str(self.id), "filename": self.name, "size": len(self.data), "url": self.url, "proxy_url": self.url,
            "description": self.description, "content_type": "application/octet-stream", "flags": 0,
        }  # fmt: skip


def emoji_wire(emoji: str) -> Json:
    name, _, custom = emoji.partition(":")
    return {"id": custom or None, "name": name, "animated": False}


def parts(components: list[Json]) -> Iterator[Json]:
    """Yield every component, however deeply it is nested."""
    for component in components:
        yield component
        inside = [*component.get("components", []), component.get("component"), component.get("accessory")]
        yield from parts([one for one in inside if one])


@dataclass
class Poll:
    """What a member asks, with how many voted for each answer."""

    question: str
    votes: dict[str, int]

    def wire(self) -> Json:
        media = [{"answer_id": n, "poll_media": {"text": text}} for n, text in enumerate(self.votes, 1)]
        counts = [{"id": n, "count": count, "me_voted": False} for n, count in enumerate(self.votes.values(), 1)]
        return {
            "question": {"text": self.question}, "answers": media, "expiry": "2099-01-01T00:00:00+00:00",
            "allow_multiselect": False, "layout_type": 1, "results": {"is_finalized": False, "answer_counts": counts},
        }  # fmt: skip


@dataclass(eq=False)
class Message:
    """A message; `edits` are its earlier texts, oldest first."""

    id: int
    channel: "Channel"
    author: "User"
    content: str = ""
    kind: int = DEFAULT
    flags: int = 0
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    allowed_mentions: Json | None = None
    reference: Json | None = None
    snapshot: Json | None = None  # of the message that was forwarded
    reactions: dict[str, list["User"]] = field(default_factory=dict)
    super_reactions: dict[str, list["User"]] = field(default_factory=dict)
    stickers: list[str] = field(default_factory=list)
    poll: "Poll | None" = None
    edits: list[str] = field(default_factory=list)
    edited_at: datetime | None = None
    pinned_at: datetime | None = None
    thread: "Channel | None" = None
    deleted: bool = False

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def reply_to(self) -> "Message | None":
        """Return the message this one replies to, while that exists."""
        target = int((self.reference or {}).get("message_id", 0))
        found = self.channel.log.get(target)
        return None if found is None or found.deleted else found

    @property
    def text(self) -> str:
        """Return all that one can read in it: content, embeds and text displays."""
        lines = [self.content, *(part["content"] for part in parts(self.components) if part["type"] == TEXT_DISPLAY)]
        for embed in self.embeds:
            lines += [embed.get("title"), embed.get("description")]
            lines += [f"{field['name']}\n{field['value']}" for field in embed.get("fields", [])]
            lines += [embed.get("footer", {}).get("text")]
        return "\n".join(line for line in lines if line)

    @property
    def buttons(self) -> list[str]:
        """Return the labels of its buttons that can be pressed."""
        usable = (part for part in parts(self.components) if part["type"] == BUTTON and not part.get("disabled"))
        return [part.get("label") or (part.get("emoji") or {}).get("name", "") for part in usable]

    @property
    def pinged(self) -> list[str]:
        """Return the ids that were mentioned and, with `allowed_mentions`, could be; also "everyone"."""
        allowed = self.allowed_mentions
        kinds = ["users", "roles", "everyone"] if allowed is None else allowed.get("parse", [])
        found = []
        for mark, kind, name in (("@!?", "users", "users"), ("@&", "roles", "roles")):
            named = [str(one) for one in (allowed or {}).get(name, [])]
            found += [i for i in re.findall(rf"<{mark}(\d+)>", self.content) if kind in kinds or i in named]
        everyone = re.search(r"@(everyone|here)\b", self.content) and "everyone" in kinds
        return [*found, "everyone"] if everyone else found

    async def becomes(self, text: str) -> "Message":
        """Wait until it reads so."""
        return await self.channel.world.until(
            lambda: self if text in self.text and not self.flags & LOADING else None,
            f"{self.text!r} becomes {text!r}", self.channel,
        )  # fmt: skip

    def wire(self, *, nested: bool = False) -> Json:
        guild = self.channel.guild
        members = guild.members if guild else {}
        pinged = self.pinged
        data: Json = {
            "id": str(self.id), "channel_id": str(self.channel.id), "author": self.author.wire(),
            "content": self.content, "timestamp": moment(self.id).isoformat(),
            "edited_timestamp": self.edited_at.isoformat() if self.edited_at else None, "tts": False,
            "mention_everyone": "everyone" in pinged, "mention_roles": [],
            "mentions": [members[int(i)].user.wire() for i in pinged if i.isdigit() and int(i) in members],
            "attachments": [file.wire() for file in self.files], "embeds": self.embeds, "type": self.kind,
            "flags": self.flags, "components": self.components, "pinned": self.pinned_at is not None,
        }  # fmt: skip
        if emojis := {**self.reactions, **self.super_reactions}:
            data["reactions"] = [self._reaction(emoji) for emoji in emojis]
        if self.stickers:
            data["sticker_items"] = [{"id": "7", "name": name, "format_type": 1} for name in self.stickers]
        if self.poll:
            data["poll"] = self.poll.wire()
        if self.thread and not self.thread.deleted:
            data["thread"] = self.thread.wire()
        if self.snapshot:
            data["message_snapshots"] = [{"message": self.snapshot}]
        if self.reference:
            data["message_reference"] = self.reference
            if self.kind == REPLY and not nested:
                answered = self.reply_to
                data["referenced_message"] = answered.wire(nested=True) if answered else None
        return data

    def event(self) -> Json:
        """Return the message as a gateway event carries it: with its author's membership."""
        guild = self.channel.guild
        member = guild.members.get(self.author.id) if guild else None
        return self.wire() | ({"member": member.wire(user=False)} if member else {})

    def _reaction(self, emoji: str) -> Json:
        who, supers = self.reactions.get(emoji, []), self.super_reactions.get(emoji, [])
        return {
            "emoji": emoji_wire(emoji), "count": len(who) + len(supers), "me": self.channel.world.bot in who,
            "me_burst": False, "count_details": {"burst": len(supers), "normal": len(who)}, "burst_colors": [],
        }  # fmt: skip


def veiled(data: Json, bot_id: int) -> Json:
    """Return a guild message as an application without the message content intent sees it."""
    data = dict(data)
    own = data["author"]["id"] == str(bot_id) or any(user["id"] == str(bot_id) for user in data["mentions"])
    if not own:
        data |= {"content": "", "embeds": [], "attachments": [], "components": []}
        data.pop("message_snapshots", None)
    if data.get("referenced_message"):
        data["referenced_message"] = veiled(data["referenced_message"], bot_id)
    return data
