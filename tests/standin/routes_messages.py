"""Routes of messages: sending, reading, changing and deleting them, their reactions and pins."""

from datetime import datetime

from tests.standin import acts
from tests.standin.channel import Channel, now
from tests.standin.message import Message, veiled
from tests.standin.permissions import Permission, of_user
from tests.standin.routes import Call, Json, route

P = Permission
MESSAGES = "/channels/{channel_id}/messages"
PINS = MESSAGES + "/pins"
MESSAGE = MESSAGES + "/{message_id}"
REACTION = MESSAGE + "/reactions/{emoji}"


def shown(call: Call, message: Message) -> Json:
    """Return a message as this application may read it."""
    data = message.wire()
    open_to_it = call.world.message_content or message.channel.guild is None
    return data if open_to_it else veiled(data, call.world.bot.id)


@route("POST", MESSAGES)
def send(call: Call) -> Json:
    channel = call.channel()
    message = acts.post(channel, call.world.bot, call.body, call.files(channel))
    return message.wire() | ({"nonce": call.body["nonce"]} if "nonce" in call.body else {})


@route("GET", MESSAGES)
def history(call: Call) -> list[Json]:
    """Read back, newest first; without READ_MESSAGE_HISTORY there is nothing to read."""
    channel, limit = call.channel(), call.number("limit", 50, 100)
    if not of_user(call.world.bot, channel) & P.READ_MESSAGE_HISTORY:
        return []
    every = channel.messages()
    if (before := call.snowflake("before")) is not None:
        found = [m for m in every if m.id < before][-limit:]
    elif (after := call.snowflake("after")) is not None:
        found = [m for m in every if m.id > after][:limit]
    elif (around := call.snowflake("around")) is not None:
        older = [m for m in every if m.id < around][-(limit // 2) :]
        found = older + [m for m in every if m.id >= around][: limit - len(older)]
    else:
        found = every[-limit:]
    return [shown(call, message) for message in reversed(found)]


@route("GET", PINS)
def pins(call: Call) -> Json:
    """List the pinned messages, the latest pin first."""
    channel, limit = call.channel(), call.number("limit", 50, 50)
    if not of_user(call.world.bot, channel) & P.READ_MESSAGE_HISTORY:
        return {"items": [], "has_more": False}
    before = datetime.fromisoformat(call.query["before"]) if "before" in call.query else now()
    found = [(m.pinned_at, m) for m in channel.pinned() if m.pinned_at and m.pinned_at < before]
    items = [{"pinned_at": at.isoformat(), "message": shown(call, message)} for at, message in found[:limit]]
    return {"items": items, "has_more": len(found) > limit}


@route("PUT", PINS + "/{message_id}")
def pin(call: Call) -> None:
    acts.pin(call.message(), call.world.bot)


@route("DELETE", PINS + "/{message_id}")
def unpin(call: Call) -> None:
    acts.pin(call.message(), call.world.bot, pinned=False)


@route("GET", MESSAGE)
def get(call: Call) -> Json:
    call.channel(P.READ_MESSAGE_HISTORY)
    return shown(call, call.message())


@route("PATCH", MESSAGE)
def edit(call: Call) -> Json:
    message = call.message()
    return shown(call, acts.edit(message, call.world.bot, call.body, call.files(message.channel)))


@route("DELETE", MESSAGE)
def delete(call: Call) -> None:
    acts.delete([call.message()], call.world.bot)


@route("PUT", REACTION + "/@me")
def react(call: Call) -> None:
    acts.react(call.message(), call.world.bot, call.ids["emoji"])


@route("GET", REACTION)
def reactors(call: Call) -> list[Json]:
    """List who reacted, by id: normally, or (type 1) with a super reaction."""
    call.channel(P.READ_MESSAGE_HISTORY)
    limit, after = call.number("limit", 25, 100), call.snowflake("after") or 0
    message = call.message()
    kind = message.super_reactions if call.query.get("type") == "1" else message.reactions
    who = sorted(kind.get(call.ids["emoji"], []), key=lambda user: user.id)
    return [user.wire() for user in who if user.id > after][:limit]


@route("POST", "/channels/{channel_id}/typing")
def typing(call: Call) -> None:
    channel: Channel = call.channel(P.SEND_MESSAGES)
    channel.typed.append(call.world.bot)
