"""The bot's registered commands as a person meets them: found by name, filled in, with Discord's own checks.

A test that asks for what no client would let a person do (an unknown option, a missing one, a value outside the
choices) is wrong, hence AssertionError.
"""

from typing import TYPE_CHECKING, Any

from tests.standin import acts
from tests.standin.channel import Channel
from tests.standin.checks import CHAT_INPUT, GROUP, SUBCOMMAND
from tests.standin.errors import DiscordError
from tests.standin.guild import Guild, Member, Role
from tests.standin.permissions import Permission, in_channel

if TYPE_CHECKING:
    from tests.standin.world import World

Json = dict[str, Any]

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 10, 11
PLAIN: dict[int, type | tuple[type, ...]] = {STRING: str, INTEGER: int, BOOLEAN: bool, NUMBER: (int, float)}


def find(world: "World", guild: Guild, name: str, kind: int = CHAT_INPUT) -> Json | None:
    """Return the registered command of that kind and name."""
    known = world.commands.get(guild.id, []) + world.commands.get(0, [])
    return next((c for c in known if c["type"] == kind and c["name"] == name), None)


def leaf(command: Json, path: list[str]) -> Json | None:
    for word in path:
        inside = [o for o in command.get("options", []) if o["type"] in (SUBCOMMAND, GROUP) and o["name"] == word]
        if not inside:
            return None
        command = inside[0]
    return command


def admit(command: Json, member: Member, channel: Channel) -> None:
    """Refuse who does not see the command, as its default permissions have it."""
    default = command.get("default_member_permissions")
    needed = Permission.ADMINISTRATOR if str(default) == "0" else Permission(int(default or 0))
    needed |= Permission.USE_APPLICATION_COMMANDS
    if needed & ~in_channel(member, channel):
        raise DiscordError(50013, f"{command['name']} is hidden from {member.user.name}")


def invocation(channel: Channel, command: Json, path: list[str], given: dict[str, object], focused: str = "") -> Json:
    """Return the data of an interaction that runs (or completes) this command."""
    target = leaf(command, path) or {}
    declared = {o["name"]: o for o in target.get("options", []) if o["type"] > GROUP}
    assert not given.keys() - declared.keys(), f"/{command['name']} has no options {given.keys() - declared.keys()}"
    missing = {name for name, o in declared.items() if o.get("required")} - given.keys()
    assert focused or not missing, f"/{command['name']} needs {missing}"
    resolved: Json = {}
    options = [
        {"name": name, "type": declared[name]["type"], "focused": True, "value": value}
        if name == focused
        else {"name": name, "type": declared[name]["type"], "value": _value(declared[name], value, channel, resolved)}
        for name, value in given.items()
    ]
    for depth, word in reversed(list(enumerate(path))):
        kind = SUBCOMMAND if depth == len(path) - 1 else GROUP
        options = [{"name": word, "type": kind, "options": options}]
    data = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT, "options": options}
    return data | ({"resolved": resolved} if resolved else {})


def _value(option: Json, value: object, channel: Channel, resolved: Json) -> object:
    name, kind = option["name"], option["type"]
    if kind not in PLAIN:
        return resolve(kind, value, channel, resolved)
    choices = {choice["name"]: choice["value"] for choice in option.get("choices") or []}
    assert not choices or value in choices or value in choices.values(), f"{name}: {value!r} is not a choice"
    value = choices.get(value, value)
    assert isinstance(value, PLAIN[kind]), f"{name}: {value!r} is no {PLAIN[kind]}"
    if isinstance(value, (int, float)):
        assert option.get("min_value", value) <= value <= option.get("max_value", value), f"{name}: out of range"
    return value


def resolve(kind: int, value: object, channel: Channel, resolved: Json) -> str:
    """Return the id of what was picked, and put the thing itself into `resolved`."""
    entries: Json
    if kind == ATTACHMENT:
        assert isinstance(value, tuple), "an attachment is given as (name, bytes)"
        file = acts.upload(channel.world, channel, *value)
        id, entries = file.id, {"attachments": file.wire()}
    elif isinstance(value, Member):
        id, entries = value.user.id, {"users": value.user.wire(), "members": value.wire(user=False)}
        entries["members"]["permissions"] = str(int(in_channel(value, channel)))
    elif isinstance(value, Role):
        id, entries = value.id, {"roles": value.wire()}
    else:
        assert isinstance(value, Channel), f"{value!r} cannot be picked"
        id, entries = value.id, {"channels": value.wire() | {"permissions": str(int(Permission.VIEW_CHANNEL))}}
    for key, entry in entries.items():
        resolved.setdefault(key, {})[str(id)] = entry
    return str(id)
