"""Routes of guilds, their channels, threads, members and scheduled events."""

from datetime import datetime, timedelta

from tests.standin import acts, checks
from tests.standin.channel import PRIVATE_THREAD, Channel, now
from tests.standin.errors import DiscordError, refuse_unless
from tests.standin.guild import Member, ScheduledEvent
from tests.standin.permissions import Permission, in_channel, in_guild, of_user
from tests.standin.routes import Call, Json, route

P = Permission
CHANNEL = "/channels/{channel_id}"
GUILD = "/guilds/{guild_id}"
MEMBER = GUILD + "/members/{user_id}"
EVENTS = GUILD + "/scheduled-events"
EVENT = EVENTS + "/{event_id}"
EXTERNAL = 3
LONGEST_TIME_OUT = timedelta(days=28)
STEPS = {(1, 2), (1, 4), (2, 3)}  # of an event's status: scheduled, active, completed, cancelled


@route("GET", CHANNEL)
def channel(call: Call) -> Json:
    return call.channel().wire()


@route("PATCH", CHANNEL)
def edit_channel(call: Call) -> Json:
    place, body = call.channel(), call.body
    if not place.parent:
        call.channel(P.MANAGE_CHANNELS)
    elif place.starter is not call.world.bot or "locked" in body:
        call.channel(P.MANAGE_THREADS)
    if place.archived:
        refuse_unless(body.get("archived") is False, 50083)
    if "name" in body:
        checks.sized(body["name"], 1, 100, "name")
        place.name = body["name"]
    place.topic = body.get("topic", place.topic)
    place.auto_archive = body.get("auto_archive_duration", place.auto_archive)
    if place.parent and body.keys() & {"archived", "locked"}:
        acts.archive(place, archived=body.get("archived", place.archived), locked=body.get("locked"))
    else:
        place.changed()
    return place.wire()


@route("POST", CHANNEL + "/messages/{message_id}/threads")
def thread_on_message(call: Call) -> Json:
    return acts.start_thread(call.channel(), call.world.bot, call.body, on=call.message()).wire()


@route("POST", CHANNEL + "/threads")
def thread(call: Call) -> Json:
    private = call.body.get("type", PRIVATE_THREAD) == PRIVATE_THREAD
    return acts.start_thread(call.channel(), call.world.bot, call.body, private=private).wire()


@route("PUT", CHANNEL + "/thread-members/{user_id}")
def add_to_thread(call: Call) -> None:
    user = call.ids["user_id"]
    place = call.channel(P.VIEW_CHANNEL if user == "@me" else P.SEND_MESSAGES_IN_THREADS)
    acts.join_thread(place, call.world.bot.id if user == "@me" else int(user))


@route("DELETE", CHANNEL + "/thread-members/{user_id}")
def remove_from_thread(call: Call) -> None:
    place = call.channel(P.VIEW_CHANNEL)
    mine = place.private and place.starter is call.world.bot
    refuse_unless(mine or of_user(call.world.bot, place) & P.MANAGE_THREADS, 50013)
    acts.leave_thread(place, int(call.ids["user_id"]))


def _threads(call: Call, threads: list[Channel]) -> Json:
    bot = call.world.bot.id
    return {
        "threads": [thread.wire() for thread in threads],
        "members": [thread.membership(bot) for thread in threads if bot in thread.member_ids],
    }


@route("GET", GUILD + "/threads/active")
def active_threads(call: Call) -> Json:
    """List the guild's threads that are not archived, as far as the bot sees them."""
    guild = call.guild()
    seen = [t for t in guild.places(threads=True) if not t.archived and guild.me and in_channel(guild.me, t)]
    return _threads(call, sorted(seen, key=lambda thread: -thread.id))


@route("GET", CHANNEL + "/threads/archived/public")
def archived_threads(call: Call) -> Json:
    """List the channel's archived public threads, the last archived first."""
    place, limit = call.channel(P.READ_MESSAGE_HISTORY), call.number("limit", 50, 100)
    before = datetime.fromisoformat(call.query["before"]) if "before" in call.query else now()
    found = [t for t in place.threads() if t.archived and not t.private and t.archive_at < before]
    found.sort(key=lambda thread: thread.archive_at, reverse=True)
    return _threads(call, found[:limit]) | {"has_more": len(found) > limit}


@route("GET", GUILD + "/auto-moderation/rules")
def automod_rules(call: Call) -> list[Json]:
    """List the guild's rules of AutoMod, for whoever may manage the guild."""
    guild = call.guild()
    refuse_unless(guild.me and P.MANAGE_GUILD in in_guild(guild.me), 50013)
    return [
        {
            "id": str(number), "guild_id": str(guild.id), "name": "rule", "creator_id": "1", "event_type": 1,
            "trigger_type": trigger, "trigger_metadata": {}, "actions": [], "enabled": enabled, "exempt_roles": [],
            "exempt_channels": [],
        }
        for number, (trigger, enabled) in enumerate(guild.automod, 1)
    ]  # fmt: skip


@route("GET", GUILD)
def guild(call: Call) -> Json:
    found = call.guild().wire()
    left_out = ("channels", "threads", "members", "voice_states", "presences", "guild_scheduled_events")
    return {key: value for key, value in found.items() if key not in left_out}


def _member(call: Call) -> Member:
    found = call.guild().members.get(int(call.ids["user_id"]))
    if found is None:
        raise DiscordError(10007)
    return found


@route("GET", MEMBER)
def member(call: Call) -> Json:
    return _member(call).wire()


@route("PATCH", MEMBER)
def edit_member(call: Call) -> Json:
    found = _member(call)
    _require(call, P.MODERATE_MEMBERS)
    refuse_unless(set(call.body) == {"communication_disabled_until"}, 50035, f"only time outs, not {set(call.body)}")
    refuse_unless(not in_guild(found) & P.ADMINISTRATOR, 50013)
    until = call.body["communication_disabled_until"]
    wanted = datetime.fromisoformat(until) if until else None
    far = wanted is not None and wanted > now() + LONGEST_TIME_OUT
    refuse_unless(not far, 50035, "communication_disabled_until: more than 28 days ahead")
    found.timed_out_until = wanted
    call.guild().emit("GUILD_MEMBER_UPDATE", found.wire())
    return found.wire()


def _require(call: Call, *needed: Permission) -> None:
    me = call.guild().me
    refuse_unless(me and any(in_guild(me) & one for one in needed), 50013)


def _event(call: Call) -> ScheduledEvent:
    found = call.guild().scheduled.get(int(call.ids["event_id"]))
    if found is None:
        raise DiscordError(10070)
    return found


def _check_event(body: Json) -> None:
    checks.sized(body.get("name"), 1, 100, "name")
    checks.sized(body.get("description") or "", 0, 1000, "description")
    if body.get("entity_type") == EXTERNAL:
        place = (body.get("entity_metadata") or {}).get("location")
        checks.sized(place, 1, 100, "entity_metadata.location")
        refuse_unless(body.get("scheduled_end_time"), 50035, "scheduled_end_time: an external event needs one")
    start = datetime.fromisoformat(body["scheduled_start_time"])
    end = datetime.fromisoformat(body["scheduled_end_time"]) if body.get("scheduled_end_time") else None
    refuse_unless(end is None or end > start, 50035, "scheduled_end_time: before the start")


@route("GET", EVENTS)
def list_events(call: Call) -> list[Json]:
    return [event.wire() for event in call.guild().events]


@route("GET", EVENT)
def get_event(call: Call) -> Json:
    return _event(call).wire()


@route("POST", EVENTS)
def create_event(call: Call) -> Json:
    _require(call, P.CREATE_EVENTS, P.MANAGE_EVENTS)
    _check_event(call.body)
    starts = datetime.fromisoformat(call.body["scheduled_start_time"])
    refuse_unless(starts > now(), 50035, "scheduled_start_time: in the past")
    event = ScheduledEvent(call.world.next_id(), call.guild(), call.world.bot, call.body)
    event.guild.scheduled[event.id] = event
    event.guild.emit("GUILD_SCHEDULED_EVENT_CREATE", event.wire())
    return event.wire()


@route("PATCH", EVENT)
def edit_event(call: Call) -> Json:
    event = _event(call)
    _require(call, P.CREATE_EVENTS, P.MANAGE_EVENTS)
    change = dict(call.body)
    status = change.pop("status", event.status)
    refuse_unless(status == event.status or (event.status, status) in STEPS, 50035, f"status: {status} from here")
    _check_event(event.body | change)
    if "scheduled_start_time" in change:
        starts = datetime.fromisoformat(change["scheduled_start_time"])
        refuse_unless(event.status == 1 and starts > now(), 50035, "scheduled_start_time: in the past, or of what runs")
    event.body, event.status = event.body | change, status
    event.guild.emit("GUILD_SCHEDULED_EVENT_UPDATE", event.wire())
    return event.wire()


@route("DELETE", EVENT)
def delete_event(call: Call) -> None:
    event = _event(call)
    _require(call, P.CREATE_EVENTS, P.MANAGE_EVENTS)
    del event.guild.scheduled[event.id]
    event.guild.emit("GUILD_SCHEDULED_EVENT_DELETE", event.wire())
