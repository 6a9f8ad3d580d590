"""What happens between a person's command, click or form and the bot's replies to it.

`Used` is one interaction: tests await `answered`, `acknowledged`, `modal` and `offered` on it; the routes feed it the
bot's callbacks and follow-ups and enforce Discord's order: one acknowledgement, within three seconds.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.standin import acts, checks
from tests.standin.channel import Channel
from tests.standin.errors import DiscordError, refuse_unless
from tests.standin.message import EPHEMERAL, LOADING, File, Message, parts
from tests.standin.permissions import in_channel

if TYPE_CHECKING:
    from tests.standin.guild import Member

Json = dict[str, Any]

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
BOT_DM = 1
FITTING = {
    COMMAND: {MESSAGE, DEFER, MODAL},
    COMPONENT: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL_SUBMIT: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE},
}


@dataclass(eq=False)
class Modal:
    """A form shown to a person: `Person.submits` fills it in."""

    used: "Used"
    body: Json

    @property
    def title(self) -> str:
        return str(self.body["title"])

    @property
    def fields(self) -> list[Json]:
        """Return the components that can be filled in."""
        return [part for part in parts(self.body["components"]) if "custom_id" in part]


class Used:
    """One interaction of a member with the bot."""

    def __init__(
        self, member: "Member", channel: Channel, kind: int, data: Json, message: Message | None = None
    ) -> None:
        self.world = channel.world
        self.id = self.world.next_id()
        self.token = secrets.token_hex(16)
        self.member = member
        self.channel = channel
        self.kind = kind
        self.data = data
        self.message = message  # the one whose component was used
        self.callback_kind: int | None = None
        self.acknowledged_ms: float | None = None
        self.original: Message | None = None
        self.replies: list[Message] = []
        self.shown: Modal | None = None
        self.choices: list[Json] | None = None
        self.started = time.monotonic()
        self.world.interactions[self.token] = self

    async def send(self) -> "Used":
        """Bring it to the bot, as soon as that is connected."""
        await self.world.until(self.world.online, f"the bot is there for {self}", self.channel)
        self.started = time.monotonic()
        self.world.emit("INTERACTION_CREATE", self.wire(), guild=self.channel.guild)
        return self

    def wire(self) -> Json:
        guild, me = self.channel.guild, self.member.guild.me
        if guild is None:
            return self._private_wire()
        permissions = str(int(in_channel(self.member, self.channel)))
        data: Json = {
            "id": str(self.id), "application_id": str(self.world.app_id), "type": self.kind, "data": self.data,
            "token": self.token, "version": 1, "guild_id": str(guild.id), "channel_id": str(self.channel.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "channel": self.channel.wire() | {"permissions": permissions}, "guild_locale": guild.locale,
            "member": self.member.wire() | {"permissions": permissions}, "locale": self.member.locale or guild.locale,
            "app_permissions": str(int(in_channel(me, self.channel))) if me else "0", "entitlements": [],
            "authorizing_integration_owners": {"0": str(guild.id)}, "context": 0, "attachment_size_limit": 10485760,
        }  # fmt: skip
        return data | ({"message": self.message.wire()} if self.message else {})

    def _private_wire(self) -> Json:
        """Return it as it comes from private messages with the bot: from a user, on no guild."""
        data: Json = {
            "id": str(self.id), "application_id": str(self.world.app_id), "type": self.kind, "data": self.data,
            "token": self.token, "version": 1, "channel_id": str(self.channel.id), "channel": self.channel.wire(),
            "user": self.member.user.wire(), "locale": self.member.locale or "en-US", "app_permissions": "0",
            "entitlements": [], "authorizing_integration_owners": {"0": "0"}, "context": BOT_DM,
            "attachment_size_limit": 10485760,
        }  # fmt: skip
        return data | ({"message": self.message.wire()} if self.message else {})

    # What the bot does

    def callback(self, kind: int, data: Json, files: Sequence[File]) -> Message | None:
        """Take the bot's first answer; return the message that belongs to it."""
        took = time.monotonic() - self.started
        refuse_unless(took <= self.world.interaction_window, 10062)
        refuse_unless(self.callback_kind is None, 40060)
        refuse_unless(kind in FITTING[self.kind], 50035, f"type: {kind} does not answer {self.kind}")
        refuse_unless(self.message or kind not in (UPDATE, DEFER_UPDATE), 50035, "type: there is nothing to update")
        if kind == CHOICES:
            checks.choices(data["choices"])
            self.choices = data["choices"]
        elif kind == MODAL:
            checks.modal(data)
            self.shown = Modal(self, data)
        elif kind == MESSAGE:
            self.original = self._reply(data, files)
        elif kind == DEFER:
            self.original = self._reply({"flags": (data.get("flags") or 0) & EPHEMERAL | LOADING}, checked=False)
        else:
            self.original = self.message
            if kind == UPDATE and self.message:
                self.revise(self.message, data, files)
        self.callback_kind, self.acknowledged_ms = kind, took * 1000
        self.world.touch()
        return self.original

    def follow_up(self, body: Json, files: Sequence[File]) -> Message:
        """Take a further message; after a deferral the first one takes the place of the waiting one."""
        refuse_unless(self.callback_kind is not None, 10015)
        if self.original and self.original.flags & LOADING:
            return self.revise(self.original, body, files)
        return self._reply(body, files)

    def revise(self, message: Message, body: Json, files: Sequence[File]) -> Message:
        """Change one of the replies, or the message whose component was used."""
        if waiting := message.flags & LOADING:
            message.flags &= ~LOADING
            body = {key: value for key, value in body.items() if key != "flags"}
        acts.amend(message, body, files)
        if waiting:
            message.edits.clear()
        if message not in self.replies:
            self.replies.append(message)
        self.world.touch()
        return message

    def existing(self, name: str) -> Message:
        """Return the reply with this id, or the original one."""
        refuse_unless(self.callback_kind is not None, 10015)
        found = self.original if name == "@original" else next((m for m in self.replies if str(m.id) == name), None)
        if found is None or found.deleted:
            raise DiscordError(10008)
        return found

    def _reply(self, body: Json, files: Sequence[File] = (), *, checked: bool = True) -> Message:
        if checked:
            checks.message(body, files)
        message = acts.compose(self.channel, self.world.bot, body, files)
        self.replies.append(message)
        if not message.ephemeral:
            acts.tell(message)
        self.world.touch()
        return message

    # What a test waits for

    async def answered(self, text: str = "") -> Message:
        """Wait for a reply that contains `text` and is no longer "thinking"; the latest such is meant."""

        def found() -> Message | None:
            done = [m for m in self.replies if not m.deleted and not m.flags & LOADING and text in m.text]
            return done[-1] if done else None

        return await self.world.until(found, f"an answer {text!r} to {self}", self.channel)

    async def acknowledged(self) -> float:
        """Wait for the first answer of any kind; return the milliseconds it took."""
        acknowledged = lambda: self.acknowledged_ms is not None  # noqa: E731
        await self.world.until(acknowledged, f"an acknowledgement of {self}", self.channel)
        return self.acknowledged_ms or 0.0

    async def modal(self) -> Modal:
        return await self.world.until(lambda: self.shown, f"a form after {self}", self.channel)

    async def offered(self) -> list[Json]:
        """Wait for the choices of an autocompletion."""
        await self.acknowledged()
        return self.choices or []

    def __str__(self) -> str:
        return f"{self.member.user.name}'s {self.data.get('name') or self.data.get('custom_id')}"
