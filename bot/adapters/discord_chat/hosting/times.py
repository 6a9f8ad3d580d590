"""Times that hosts write: shown back as they were understood, and taken only once that is confirmed.

All that a button needs stands in its id and its message ("yes:move:1765000000:123:0:7"), so it works after a restart.
"""

import hashlib
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
from bot.core.requests.rights import OUTDATED, Action
from bot.core.script.pack import Pack
from bot.core.session.timetable import closes_at, ends_at, is_put_off
from bot.core.when.asking_back import END, MOVE, START, Asking, Closing, ask_back, understood, written_in
from bot.core.when.moment import Moment, written

YES, NOW, CHANGE, WHEN = "yes", "now", "change", "when"
LONGEST = 200
FASTEST = 3600
SPEEDS = (0, *range(2, FASTEST + 1))
LATEST = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
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

    def id(self, beginning: str, *more: str) -> str:
        """Return the id of a button or form with this aim."""
        return ":".join([beginning, self.what, *more, str(self.channel), str(self.speed), _short(self.subject)])

    @classmethod
    def of(cls, action: Action, channel: int) -> "Aim":
        """Return what the id of a button or form aims at; its channel is the one that the gate found."""
        subject = action.named["subject" if action.deed == START else "session"]
        if (speed := action.number("speed")) not in SPEEDS:
            raise Refused(OUTDATED)
        return cls(action.deed, channel, speed, str(subject))


async def begin(interaction: discord.Interaction, reply: Reply, services: Services, aim: Aim, text: str | None) -> None:
    """Start a pack at the time that a host wrote; without one at its own, or when they say. A rehearsal begins now."""
    if text is not None:
        await take(interaction, reply, services, aim, text)
        return
    now = services.engine.clock.now()
    pack = await _pack(reply, services, aim)
    if aim.speed:
        await _carry_out(interaction, reply, services, aim, now, reply.key)
    elif pack.schedule:
        await _carry_out(interaction, reply, services, aim, opening_time(pack.schedule, now), reply.key)
    else:
        services.engine.host.must_be_possible(pack, aim.channel, now)
        await _ask_when(reply, aim, pack)


async def _ask_when(reply: Reply, aim: Aim, pack: Pack) -> None:
    """Ask when a pack without a time of its own is to open: what is public at once should be meant."""
    text = reply.words.gettext("“{title}” has no time of its own. When should it open in <#{channel}>?")
    buttons = [
        button(reply.words.gettext("Now"), aim.id(NOW), main=True),
        button(reply.words.gettext("At …"), aim.id(CHANGE)),
    ]
    title = pack.title.in_language(pack.language)
    await reply.say(text.format(title=title, channel=aim.channel), view=view_of(buttons))


async def take(interaction: discord.Interaction, reply: Reply, services: Services, aim: Aim, text: str) -> None:
    """Show a time as it was understood; "now" needs no confirmation."""
    pack = await _pack(reply, services, aim)
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
            services.engine.host.must_be_movable(reply.admitted.session, time.instant)
    title = pack.title.in_language(pack.language)
    buttons = [
        button(reply.words.gettext("Confirm"), aim.id(YES, str(int(time.instant.timestamp()))), main=True),
        button(reply.words.gettext("Change"), aim.id(CHANGE)),
    ]
    closing = None if aim.what == END or aim.speed else _closing(pack, time.instant)
    question = ask_back(aim.what, title, aim.channel, time, reply.words, closing=closing)
    await reply.say(question, view=view_of(buttons))


async def confirmed(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Take the time. The question's own id is the key, so that a double click starts one chat."""
    async with replying(interaction, services, update=True) as reply:
        aim = Aim.of(action, reply.admitted.channel)
        unix = action.number("unix")
        if unix > LATEST:
            raise Refused(OUTDATED)
        instant = datetime.fromtimestamp(unix, UTC)
        if instant < services.engine.clock.now():
            raise Refused(N_("{time} has passed by now; choose Change and give a later time."), time=stamp(instant))
        key = f"{YES} {interaction.message.id if interaction.message else interaction.id} {unix}"
        await _carry_out(interaction, reply, services, aim, instant, key)


async def now(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Open a pack that has no time of its own now. The question's own id is the key, as above."""
    async with replying(interaction, services, update=True) as reply:
        aim = Aim.of(action, reply.admitted.channel)
        instant = services.engine.clock.now()
        key = f"{NOW} {interaction.message.id if interaction.message else interaction.id}"
        await _carry_out(interaction, reply, services, aim, instant, key)


async def change(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let a host write the time again."""
    text = written_in(interaction.message.content) if interaction.message else ""
    async with asking(interaction, services) as asked:
        aim = Aim.of(action, asked.admitted.channel)
        await interaction.response.send_modal(_form(aim, text, asked.words))


async def ask(interaction: discord.Interaction, services: Services, what: str) -> None:
    """Let a host write another time for the opening or the end of a chat."""
    async with asking(interaction, services) as asked:
        session = asked.admitted.session
        assert session.opens_at is not None
        instant = session.opens_at if what == MOVE else closes_at(session)
        shown = written(Moment(instant, None, _zone(session.pack, services.engine)))
        aim = Aim(what, session.room.channel, subject=str(session.number))
        await interaction.response.send_modal(_form(aim, shown, asked.words))


async def submitted(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Show the new time as it was understood."""
    async with replying(interaction, services, update=True) as reply:
        await take(interaction, reply, services, Aim.of(action, reply.admitted.channel), text)


async def _carry_out(
    interaction: discord.Interaction, reply: Reply, services: Services, aim: Aim, instant: datetime, key: str
) -> None:
    host = services.engine.host
    by = person_of(interaction.user)
    if aim.what != START:
        host = host.about(int(aim.subject))
    match aim.what:
        case "start":
            pack = await _pack(reply, services, aim)
            place = RoomRef(DISCORD, reply.admitted.subject.server, aim.channel)
            speed = float(aim.speed) or None
            session = await host.start(pack, place, by=by, opens_at=instant, speed=speed, key=key)
            await reply.say(confirmations.started(session, pack, reply.words))
        case "move":
            await say_status(reply, await host.move(aim.channel, instant, by, reply.key), services)
        case _:
            await say_status(reply, await host.move_end(aim.channel, instant, by, reply.key), services)


async def _pack(reply: Reply, services: Services, aim: Aim) -> Pack:
    """Return the pack that is to be started, or that of the chat whose time is to be changed."""
    if aim.what != START:
        return reply.admitted.session.pack
    library, guild = services.engine.library, reply.admitted.subject.server
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
        START: words.gettext("When should the chat open?"),
        MOVE: words.gettext("When should the chat open?"),
        END: words.gettext("When should the chat end?"),
    }
    label = words.gettext("For example Wed 19:00, or 2 December 7 pm Eastern")
    return form(aim.id(WHEN), titles[aim.what], label, text, longest=LONGEST)
