"""Routes of the application itself: who it is, its commands, and the answers to interactions."""

from typing import Any

from tests.standin import checks
from tests.standin.channel import DM, Channel
from tests.standin.errors import DiscordError, refuse_unless
from tests.standin.gateway import flags
from tests.standin.interaction import Used
from tests.standin.message import EPHEMERAL, LOADING
from tests.standin.permissions import of_roles
from tests.standin.routes import Call, Json, route

WEBHOOK = "/webhooks/{application_id}/{token}"
COMMANDS = "/applications/{application_id}/commands"
GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"


@route("GET", "/gateway/bot")
def gateway(call: Call) -> Json:
    left, after = call.world.sessions_left, call.world.more_after
    limit = {"total": 1000, "remaining": left, "reset_after": after, "max_concurrency": 1}
    url = f"{call.world.base.replace('http', 'ws')}/gateway"
    return {"url": url, "shards": call.world.shards, "session_start_limit": limit}


@route("GET", "/users/@me")
def me(call: Call) -> Json:
    if call.bearer:
        if call.bearer not in call.world.grants:
            raise DiscordError(0)
        return call.world.grants[call.bearer].wire()
    return call.world.bot.wire() | {"verified": True, "mfa_enabled": False, "locale": "en-US", "flags": 0}


@route("GET", "/users/@me/guilds")
def guilds(call: Call) -> list[Json]:
    """Return the bot's servers in the order of their ids, with what its roles let it do on each."""
    ours = [guild for guild in call.world.guilds.values() if guild.me and guild.id > (call.snowflake("after") or 0)]
    return [
        {"id": str(guild.id), "name": guild.name, "permissions": str(int(of_roles(guild.me))), "features": []}
        for guild in sorted(ours, key=lambda guild: guild.id)[: call.number("limit", 200, 200)]
        if guild.me
    ]


@route("GET", "/applications/@me")
@route("GET", "/oauth2/applications/@me")
def application(call: Call) -> Json:
    owner = next((guild.owner.user for guild in call.world.guilds.values()), call.world.bot)
    return {
        "id": str(call.world.app_id), "name": call.world.bot.name, "description": "", "icon": None, "summary": "",
        "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": flags(call.world),
        "owner": owner.wire(), "team": None, "bot": call.world.bot.wire(),
        "approximate_guild_count": len(call.world.guilds),
    }  # fmt: skip


@route("POST", "/users/@me/channels")
def open_dm(call: Call) -> Json:
    wanted = int(call.body["recipient_id"])
    users = [guild.members[wanted].user for guild in call.world.guilds.values() if wanted in guild.members]
    refuse_unless(users, 10013)
    shared = any(guild.me and wanted in guild.members for guild in call.world.guilds.values())
    refuse_unless(shared, 50007)  # nobody is written to who shares no server with the bot
    dms = (place for place in call.world.channels.values() if place.recipient is users[0])
    place = next(dms, None) or Channel(call.world, users[0].name, kind=DM)
    place.recipient = users[0]
    return place.wire()


def _scope(call: Call) -> int:
    refuse_unless(call.ids["application_id"] == str(call.world.app_id), 50001)
    return call.guild().id if "guild_id" in call.ids else 0


@route("GET", GUILD_COMMANDS)
@route("GET", COMMANDS)
def list_commands(call: Call) -> list[Json]:
    return call.world.commands.get(_scope(call), [])


@route("PUT", GUILD_COMMANDS)
@route("PUT", COMMANDS)
def overwrite_commands(call: Call) -> list[Json]:
    """Replace the commands of one scope; who keeps the name keeps the id."""
    scope = _scope(call)
    checks.commands(call.body)
    ids = {(c["type"], c["name"]): c["id"] for c in call.world.commands.get(scope, [])}
    call.world.commands[scope] = [
        {"type": 1, "description": "", "options": [], "default_member_permissions": None, "nsfw": False} | command | {
            "id": ids.get((command.get("type", 1), command["name"])) or str(call.world.next_id()),
            "application_id": str(call.world.app_id), "version": str(call.world.next_id()),
        } | ({"guild_id": str(scope)} if scope else {})
        for command in call.body
    ]  # fmt: skip
    return call.world.commands[scope]


@route("POST", "/interactions/{interaction_id}/{token}/callback")
def callback(call: Call) -> Json | None:
    used, kind = call.used(), call.body["type"]
    message = used.callback(kind, call.body.get("data") or {}, call.files(used.channel))
    if call.query.get("with_response") not in ("1", "true"):
        return None
    about: Json = {"id": str(used.id), "type": used.kind}
    resource: Json = {"type": kind}
    if message:
        about |= {
            "response_message_id": str(message.id), "response_message_loading": bool(message.flags & LOADING),
            "response_message_ephemeral": bool(message.flags & EPHEMERAL),
        }  # fmt: skip
        resource["message"] = message.wire()
    return {"interaction": about, "resource": resource}


@route("POST", WEBHOOK)
def follow_up(call: Call) -> Json:
    used = call.used()
    return used.follow_up(call.body, call.files(used.channel)).wire()


@route("GET", WEBHOOK + "/messages/{message_id}")
def get_reply(call: Call) -> Json:
    return call.used().existing(call.ids["message_id"]).wire()


@route("PATCH", WEBHOOK + "/messages/{message_id}")
def edit_reply(call: Call) -> Json:
    used = call.used()
    return used.revise(used.existing(call.ids["message_id"]), call.body, call.files(used.channel)).wire()


@route("DELETE", WEBHOOK + "/messages/{message_id}")
def delete_reply(call: Call) -> None:
    used: Used = call.used()
    message = used.existing(call.ids["message_id"])
    message.deleted = True
    gone: dict[str, Any] = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if message.id in message.channel.log:
        message.channel.emit("MESSAGE_DELETE", gone)
