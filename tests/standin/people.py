"""People: what a member of a guild does in a test, in the words of a chat.

Every method returns once the stand-in has done it and told the gateway; what the bot makes of it is awaited on what
comes back (`Used.answered`, `Channel.hears`). A refusal by Discord's rules is a `DiscordError`.
"""

from typing import TYPE_CHECKING, Any

from tests.standin import acts, commands
from tests.standin.guild import Member
from tests.standin.interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Modal, Used
from tests.standin.message import BUTTON, SUPPRESS_EMBEDS, Message, Poll, parts
from tests.standin.permissions import Permission, in_channel
from tests.standin.routes_oauth import agreed

if TYPE_CHECKING:
    from tests.standin.channel import Channel

Json = dict[str, Any]

MESSAGE_MENU = 3
SELECTS = {3: 0, 5: commands.USER, 6: commands.ROLE, 7: commands.USER, 8: commands.CHANNEL}
ROW, LABEL = 1, 18


class Person(Member):
    """A member who can act."""

    async def says(
        self, text: str, channel: "Channel", *, reply_to: Message | None = None, files: dict[str, bytes] | None = None
    ) -> Message:
        body: Json = {"content": text}
        if reply_to:
            body["message_reference"] = {"message_id": reply_to.id, "channel_id": reply_to.channel.id}
        uploads = [acts.upload(channel.world, channel, name, data) for name, data in (files or {}).items()]
        return acts.post(channel, self.user, body, uploads)

    async def forwards(self, message: Message, channel: "Channel") -> Message:
        reference = {"type": acts.FORWARD, "message_id": message.id, "channel_id": message.channel.id}
        return acts.post(channel, self.user, {"message_reference": reference})

    async def edits(self, message: Message, text: str) -> None:
        acts.edit(message, self.user, {"content": text})

    async def suppresses_embeds(self, message: Message) -> None:
        """Remove the previews from a message."""
        acts.edit(message, self.user, {"flags": SUPPRESS_EMBEDS})

    async def deletes(self, *messages: Message) -> None:
        """Delete a message, or purge several at once."""
        acts.delete(messages, self.user)

    async def reacts(self, message: Message, emoji: str, *, is_super: bool = False) -> None:
        acts.react(message, self.user, emoji, is_super=is_super)

    async def shows_sticker(self, name: str, channel: "Channel") -> Message:
        return acts.show(channel, self.user, stickers=[name])

    async def asks(self, question: str, answers: list[str], channel: "Channel") -> Message:
        """Post a poll."""
        return acts.show(channel, self.user, poll=Poll(question, dict.fromkeys(answers, 0)))

    async def votes(self, poll: Message, answer: str) -> None:
        """Vote in a poll; the gateway tells only whoever asks for votes."""
        assert poll.poll is not None
        poll.poll.votes[answer] += 1

    async def unreacts(self, message: Message, emoji: str) -> None:
        acts.unreact(message, self.user, emoji)

    async def clears_reactions(self, message: Message, emoji: str | None = None) -> None:
        """Remove everyone's reactions, or those with one emoji."""
        acts.clear_reactions(message, self.user, emoji)

    async def pins(self, message: Message) -> None:
        acts.pin(message, self.user)

    async def starts_thread(self, *, on: Message, name: str) -> "Channel":
        return acts.start_thread(on.channel, self.user, {"name": name}, on=on)

    async def archives(self, thread: "Channel", *, locked: bool = False) -> None:
        """Archive a thread, and lock it if asked."""
        acts.archive(thread, archived=True, locked=locked)

    async def deletes_channel(self, channel: "Channel") -> None:
        acts.remove_channel(channel)

    def agrees(self, address: str) -> str:
        """Agree to be known, on Discord's page at an address; return where that leads."""
        return agreed(self.guild.world, self.user, address)

    async def leaves(self) -> None:
        del self.guild.members[self.user.id]
        self.guild.emit("GUILD_MEMBER_REMOVE", {"user": self.user.wire()})

    async def runs(self, command: str, channel: "Channel", /, **given: object) -> Used:
        """Run a slash command, as soon as it is registered: `runs("tchat start", general, pack="…")`."""
        found, path = await self._command(command, channel)
        data = commands.invocation(channel, found, path, given)
        return await Used(self, channel, COMMAND, data).send()

    async def completes(
        self, command: str, channel: "Channel", /, *, focused: str, typed: str, **given: object
    ) -> list[Json]:
        """Type into an option of a slash command; return the choices the bot offers."""
        found, path = await self._command(command, channel)
        data = commands.invocation(channel, found, path, {**given, focused: typed}, focused)
        used = await Used(self, channel, AUTOCOMPLETE, data).send()
        return await used.offered()

    async def _command(self, command: str, channel: "Channel") -> tuple[Json, list[str]]:
        world, (name, *path) = channel.world, command.split()

        def found() -> Json | None:
            registered = commands.find(world, self.guild, name)
            return registered if registered and commands.leaf(registered, path) else None

        registered = await world.until(found, f"/{command} is registered", channel)
        commands.admit(registered, self, channel)
        return registered, path

    async def uses_on(self, menu: str, message: Message) -> Used:
        """Choose a command in a message's menu."""
        world, channel = message.channel.world, message.channel
        find = lambda: commands.find(world, self.guild, menu, MESSAGE_MENU)  # noqa: E731
        command = await world.until(find, f"menu command {menu!r} is registered", channel)
        commands.admit(command, self, channel)
        resolved = {"messages": {str(message.id): message.wire()}}
        data = {"id": command["id"], "name": menu, "type": MESSAGE_MENU, "target_id": str(message.id)}
        return await Used(self, channel, COMMAND, data | {"resolved": resolved}).send()

    async def clicks(self, message: Message, label: str) -> Used:
        """Press the button with this label, emoji or custom id."""
        self._sees(message)
        for part in parts(message.components):
            names = (part.get("label"), (part.get("emoji") or {}).get("name"), part.get("custom_id"))
            if part["type"] == BUTTON and label in names:
                assert not part.get("disabled"), f"{label!r} is disabled"
                data = {"custom_id": part["custom_id"], "component_type": BUTTON, "id": part.get("id", 0)}
                return await Used(self, message.channel, COMPONENT, data, message).send()
        raise AssertionError(f"no button {label!r} among {message.buttons}")

    async def selects(self, message: Message, *picked: object, menu: str = "") -> Used:
        """Pick in a select menu (the only one, or that with the placeholder or custom id `menu`)."""
        self._sees(message)
        for part in parts(message.components):
            if part["type"] in SELECTS and menu in ("", part.get("placeholder"), part["custom_id"]):
                assert not part.get("disabled"), f"{part['custom_id']} is disabled"
                data = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part.get("id", 0)}
                resolved: Json = {}
                data["values"] = _picked(part, picked, message.channel, resolved)
                data |= {"resolved": resolved} if resolved else {}
                return await Used(self, message.channel, COMPONENT, data, message).send()
        raise AssertionError(f"no menu {menu!r} in {message.text!r}")

    def _sees(self, message: Message) -> None:
        channel = message.channel
        visible = in_channel(self, channel) & Permission.VIEW_CHANNEL if channel.guild else False
        seen = message.ephemeral or visible or channel.recipient is self.user
        assert seen, f"{self.user.name} does not see #{message.channel.name}"

    async def is_told(self, text: str) -> Message:
        """Wait for a private message of the bot that contains `text`; the latest such is meant."""
        world = self.guild.world

        def found() -> Message | None:
            private = (place for place in world.channels.values() if place.recipient is self.user)
            said = [m for place in private for m in place.messages(by=world.bot) if text in m.text]
            return said[-1] if said else None

        return await world.until(found, f"{self.user.name} is told {text!r}")

    async def submits(self, modal: Modal, **values: object) -> Used:
        """Fill in a form and send it; keywords are custom ids, or labels in lower case with `_` for spaces."""
        left = dict(values)
        resolved: Json = {}
        filled = [_filled(part, left, modal.used.channel, resolved) for part in modal.body["components"]]
        assert not left, f"the form {modal.title!r} has no {', '.join(left)}"
        data = {"custom_id": modal.body["custom_id"], "components": filled}
        data |= {"resolved": resolved} if resolved else {}
        return await Used(self, modal.used.channel, MODAL_SUBMIT, data, modal.used.message).send()


def _picked(part: Json, picked: tuple[object, ...], channel: "Channel", resolved: Json) -> list[str]:
    least, most = part.get("min_values", 1), part.get("max_values", 1)
    assert least <= len(picked) <= most, f"pick {least} to {most}, not {len(picked)}"
    if SELECTS[part["type"]]:
        return [commands.resolve(SELECTS[part["type"]], one, channel, resolved) for one in picked]
    known = {name: o["value"] for o in part["options"] for name in (o["value"], o["label"])}
    assert known.keys() >= set(picked), f"{picked} not all among {list(known)}"
    return [known[one] for one in picked]


def _filled(part: Json, values: Json, channel: "Channel", resolved: Json, label: str = "") -> Json:
    if part["type"] == ROW:
        inside = [_filled(one, values, channel, resolved, label) for one in part["components"]]
        return {"type": ROW, "id": part.get("id", 0), "components": inside}
    if part["type"] == LABEL:
        inner = _filled(part["component"], values, channel, resolved, part["label"])
        return {"type": LABEL, "id": part.get("id", 0), "component": inner}
    done = {"type": part["type"], "id": part.get("id", 0)}
    if "custom_id" not in part:
        return done
    names = (part["custom_id"], (part.get("label") or label).lower().replace(" ", "_"))
    given = next((values.pop(name) for name in names if name in values), None)
    done["custom_id"] = part["custom_id"]
    if part["type"] in SELECTS:
        picked = given if isinstance(given, tuple) else () if given is None else (given,)
        return done | {"values": _picked(part, picked, channel, resolved)}
    text = part.get("value") or "" if given is None else given
    assert text or not part.get("required", True), f"{names} is required"
    assert part.get("min_length", 0) <= len(text) <= part.get("max_length", 4000) or not text, f"{names}: length"
    return done | {"value": text}
