"""Times that hosts write: shown back as they were understood, and taken only once that is confirmed.

All that a button needs stands in its id and its message ("yes:1765000000:move:123:0:7"), so it works after a restart.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import discord

from bot.adapters.discord_chat.hosting.panel import say_status
from bot.adapters.discord_chat.interactions.drawing import button, form, view_of
from bot.adapters.discord_chat.interactions.replies import Reply, asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.app.engine import Engine
from bot.app.hosting.starting import opening_time
from bot.core.base.errors import Refused
from bot.core.base.place import DISCORD, RoomRef
from bot.core.base.post import stamp
from bot.core.base.words import N_, Words
from bot.core.posts import confirmations
from bot.core.script.pack import Pack
from bot.core.session.timetable import closes_at, ends_at, is_put_off
from bot.core.when.asking_back import END, MOVE, START, Asking, Closing, ask_back, understood, written_in
from bot.core.when.moment import Moment, written

YES, CHANGE, WHEN = "yes", "change", "when"
NOW = "now"
"""In place of an instant in an id: when the button is pressed."""

LONGEST = 200
ROOM_FOR_NAME = 48
"""Characters that a pack's name may have in an id, whose limit is 100; a longer one is known by its digest."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a time is for: to start a pack in a channel (with a `speed`: to rehearse it), to move the opening or end.

    `subject` is the pack's name, or the digest of a long name; the session's number where a time is moved.
    """

    what: str
    channel: int
    speed: int = 0
    subject: str = ""

    @property
    def id(self) -> str:
        return f"{self.what}:{self.channel}:{self.speed}:{_short(self.subject)}"

    @classmethod
    def of(cls, what: str, channel: str, speed: str, *subject: str) -> "Aim":
        return cls(what, int(channel), int(speed), ":".join(subject))


async def begin(interaction: discord.Interaction, reply: Reply, services: Services, aim: Aim, text: str | None) -> None:
    """Start a pack at the time that a host wrote; without one at its own, or when they say. A rehearsal begins now."""
    if text is not None:
        await take(interaction, reply, services, aim, text)
        return
    now = services.engine.clock.now()
    pack = await _pack(interaction, services, aim)
    if aim.speed:
        await _carry_out(interaction, reply, services, aim, now, reply.key)
    elif pack.schedule:
        await _carry_out(interaction, reply, services, aim, opening_time(pack.schedule, now), reply.key)
    else:
        services.engine.host.must_be_possible(pack, aim.channel, now)
        await _ask_when(reply, aim, pack)


async def _ask_when(reply: Reply, aim: Aim, pack: Pack) -> None:
    """Ask when a pack without a time of its own is to open: what is public at once should be meant."""
    text = reply.words.gettext("“{title}” has no time of its own. When shall it open in <#{channel}>?")
    buttons = [
        button(reply.words.gettext("Now"), f"{YES}:{NOW}:{aim.id}", main=True),
        button(reply.words.gettext("At …"), f"{CHANGE}:{aim.id}"),
    ]
    title = pack.title.in_language(pack.language)
    await reply.say(text.format(title=title, channel=aim.channel), view=view_of(buttons))


async def take(interaction: discord.Interaction, reply: Reply, services: Services, aim: Aim, text: str) -> None:
    """Show a time as it was understood; "now" needs no confirmation."""
    pack = await _pack(interaction, services, aim)
    now = services.engine.clock.now()
    time = understood(aim.what, text, Asking(now, _zone(pack, services.engine), pack.language), reply.words)
    if time.instant <= now:
        await _carry_out(interaction, reply, services, aim, time.instant, reply.key)
        return
    match aim.what:
        case "start":
            script = pack.faster(aim.speed) if aim.speed else pack
            services.engine.host.must_be_possible(script, aim.channel, time.instant)
        case "move":
            services.engine.host.must_be_movable(aim.channel, time.instant)
    title = pack.title.in_language(pack.language)
    buttons = [
        button(reply.words.gettext("Confirm"), f"{YES}:{int(time.instant.timestamp())}:{aim.id}", main=True),
        button(reply.words.gettext("Change"), f"{CHANGE}:{aim.id}"),
    ]
    closing = None if aim.what == END or aim.speed else _closing(pack, time.instant)
    question = ask_back(aim.what, title, aim.channel, time, reply.words, closing=closing)
    await reply.say(question, view=view_of(buttons))


async def confirmed(
    interaction: discord.Interaction, services: Services, _: Sequence[str], unix: str, *aim: str
) -> None:
    """Take the time. The question's own id is the key, so that a double click starts one chat."""
    async with replying(interaction, services, update=True) as reply:
        now = services.engine.clock.now()
        instant = now if unix == NOW else datetime.fromtimestamp(int(unix), UTC)
        if instant < now:
            raise Refused(N_("{time} has passed meanwhile; choose Change and give a later time."), time=stamp(instant))
        key = f"{YES} {interaction.message.id if interaction.message else interaction.id} {unix}"
        await _carry_out(interaction, reply, services, Aim.of(*aim), instant, key)


async def change(interaction: discord.Interaction, services: Services, _: Sequence[str], *aim: str) -> None:
    """Let a host write the time anew."""
    text = written_in(interaction.message.content) if interaction.message else ""
    async with asking(interaction, services) as words:
        await interaction.response.send_modal(_form(Aim.of(*aim), text, words))


async def ask(interaction: discord.Interaction, services: Services, aim: Aim) -> None:
    """Let a host write another time for the opening or the end of a chat."""
    async with asking(interaction, services) as words:
        services.must_be_host(interaction, services.session_in(aim.channel))
        session = services.meant(aim.channel, int(aim.subject))
        assert session.opens_at is not None
        instant = session.opens_at if aim.what == MOVE else closes_at(session)
        shown = written(Moment(instant, None, _zone(session.pack, services.engine)))
        await interaction.response.send_modal(_form(aim, shown, words))


async def submitted(interaction: discord.Interaction, services: Services, text: str, *aim: str) -> None:
    """Show the new time as it was understood."""
    async with replying(interaction, services, update=True) as reply:
        await take(interaction, reply, services, Aim.of(*aim), text)


async def _carry_out(
    interaction: discord.Interaction, reply: Reply, services: Services, aim: Aim, instant: datetime, key: str
) -> None:
    host, by = services.engine.host, person_of(interaction.user)
    pack = await _pack(interaction, services, aim)  # refuses where another chat is meant by now
    match aim.what:
        case "start":
            place, speed = RoomRef(DISCORD, interaction.guild_id or 0, aim.channel), float(aim.speed) or None
            session = await host.start(pack, place, by=by, opens_at=instant, speed=speed, key=key)
            await reply.say(confirmations.started(session, pack, reply.words))
        case "move":
            await say_status(reply, await host.move(aim.channel, instant, by, reply.key), services)
        case _:
            await say_status(reply, await host.move_end(aim.channel, instant, by, reply.key), services)


async def _pack(interaction: discord.Interaction, services: Services, aim: Aim) -> Pack:
    """Return the pack that is to be started, or that of the chat whose time is to be changed."""
    if aim.what != START:
        return services.meant(aim.channel, int(aim.subject)).pack
    library, guild = services.engine.library, interaction.guild_id or 0
    full = next((name for name in await library.names(guild) if _short(name) == aim.subject), aim.subject)
    return await library.read(guild, full)


def _closing(pack: Pack, opens_at: datetime) -> Closing:
    return Closing(ends_at(pack, opens_at), is_put_off(pack, opens_at))


def _zone(pack: Pack, engine: Engine) -> str:
    return pack.schedule.zone if pack.schedule else engine.zone


def _short(name: str) -> str:
    """Return a pack's name as an id holds it; what is short already stays as it is."""
    if len(name) <= ROOM_FOR_NAME:
        return name
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _form(aim: Aim, text: str, words: Words) -> discord.ui.Modal:
    titles = {
        START: words.gettext("When shall the chat open?"),
        MOVE: words.gettext("When shall the chat open?"),
        END: words.gettext("When shall the chat close?"),
    }
    label = words.gettext("For example Wed 19:00, or 2 December 7 pm Eastern")
    return form(f"{WHEN}:{aim.id}", titles[aim.what], label, text, longest=LONGEST)
