"""What people at the keyboard can do, by name: speak as somebody, press, and what only a rehearsal has."""

from collections.abc import Awaitable, Callable, Mapping

from bot.adapters.rehearsal.buttons import table
from bot.adapters.rehearsal.buttons.pressed import Pressed
from bot.adapters.rehearsal.course import Course
from bot.adapters.rehearsal.room import BOT
from bot.app.ports.rehearsing import PANEL, Card, Deed, Message
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Refused
from bot.core.base.limits import MAX_TEXT
from bot.core.base.words import N_
from bot.core.text.cleaning import one_line

Handler = Callable[[Course, Deed], Awaitable[int]]

SPEEDS: Mapping[str, float | None] = {"0": 0.0, "1": 1.0, "10": 10.0, "60": 60.0, "600": 600.0, "once": None}
CASTS = ("on", "pause", "until")
LONGEST_EMOJI = 16

UNKNOWN = N_("This page is from another version of me; reload it.")
NOT_THERE = N_("This message is gone.")
EMPTY = N_("Write something first.")
TOO_LONG = N_("A message can have {limit} characters at most; this one has {count}.")
NOT_YOURS = N_("Only its author can do that.")
MUTED = N_("{name} may not write for now: the hosts decided that.")
DESK_ONLY = N_("Only hosts see the host desk; choose a host to write there.")
NO_PLACE = N_("There is no such place here; reload the page.")


async def say(rehearsal: Course, deed: Deed) -> int:
    """Somebody says something."""
    room, who = rehearsal.room, rehearsal.own.one(deed.who)
    text = _written(deed.text)
    _must_be_allowed(rehearsal, who, deed.channel)
    if deed.message:
        _message(rehearsal, deed.message)
    message = await room.say(who, text, channel=deed.channel, reply_to=deed.message or None)
    rehearsal.take_over(deed.channel)
    return message.id


async def edit(rehearsal: Course, deed: Deed) -> int:
    """An author edits a message."""
    message = _own(rehearsal, deed)
    await rehearsal.room.change(message, _written(deed.text))
    return message.id


async def delete(rehearsal: Course, deed: Deed) -> int:
    """An author deletes a message."""
    await rehearsal.room.delete(_own(rehearsal, deed))
    return 0


async def react(rehearsal: Course, deed: Deed) -> int:
    """Somebody reacts, or takes that back."""
    who, message = rehearsal.own.one(deed.who), _message(rehearsal, deed.message)
    emoji = one_line(deed.text)
    if not emoji or len(emoji) > LONGEST_EMOJI:
        raise Refused(N_("Choose an emoji to react with."))
    is_on = who.id in message.reactions.get(emoji, ())
    await rehearsal.room.react(who, message, emoji, on=not is_on)
    return message.id


async def join(rehearsal: Course, deed: Deed) -> int:
    """Somebody new joins."""
    person = rehearsal.own.join(deed.text)
    rehearsal.note_people()
    return person.id


async def press(rehearsal: Course, deed: Deed) -> int:
    """A button is pressed, an option chosen, a form sent."""
    await table.press(_pressed(rehearsal, deed), deed.id, written=deed.message == 0 and bool(deed.text))
    return 0


async def menu(rehearsal: Course, deed: Deed) -> int:
    """Something is chosen in the menu on a message."""
    await table.choose(_pressed(rehearsal, deed, on_message=False), deed.id, deed.message)
    return 0


async def where(rehearsal: Course, deed: Deed) -> int:
    """Somebody asks where the chat is."""
    await table.where(_pressed(rehearsal, deed))
    return 0


async def dismiss(rehearsal: Course, deed: Deed) -> int:
    """Somebody takes a card of theirs away."""
    if rehearsal.shown_cards.one(deed.card, deed.who):
        rehearsal.shown_cards.drop(deed.card)
    return 0


async def begin(rehearsal: Course, deed: Deed) -> int:
    """Time begins to pass."""
    rehearsal.begin()
    return 0


async def speed(rehearsal: Course, deed: Deed) -> int:
    """Time passes at another pace."""
    if deed.text not in SPEEDS:
        raise Refused(UNKNOWN)
    rehearsal.begin()
    rehearsal.set_pace(SPEEDS[deed.text])
    return 0


async def step(rehearsal: Course, deed: Deed) -> int:
    """It is the moment at which something is due next."""
    rehearsal.begin()
    rehearsal.step()
    return 0


async def writing(rehearsal: Course, deed: Deed) -> int:
    """Somebody writes, or no longer."""
    rehearsal.writes(deed.id, on=bool(deed.text))
    return 0


async def cast(rehearsal: Course, deed: Deed) -> int:
    """The cast speaks, or does not."""
    if deed.text not in CASTS:
        raise Refused(UNKNOWN)
    rehearsal.set_cast(deed.text)
    return 0


async def again(rehearsal: Course, deed: Deed) -> int:
    """Everything begins anew."""
    await rehearsal.start_over()
    return 0


async def restart(rehearsal: Course, deed: Deed) -> int:
    """The process ends here and begins again."""
    await rehearsal.restart()
    return 0


async def silence(rehearsal: Course, deed: Deed) -> int:
    """The room answers nothing for a minute."""
    rehearsal.fall_silent()
    return 0


async def vanish(rehearsal: Course, deed: Deed) -> int:
    """Members delete their newest messages."""
    await rehearsal.vanish()
    return 0


DEEDS: Mapping[str, Handler] = {
    "say": say,
    "edit": edit,
    "delete": delete,
    "react": react,
    "join": join,
    "press": press,
    "menu": menu,
    "where": where,
    "dismiss": dismiss,
    "begin": begin,
    "speed": speed,
    "step": step,
    "writing": writing,
    "cast": cast,
    "again": again,
    "restart": restart,
    "silence": silence,
    "vanish": vanish,
}


def _written(text: str) -> str:
    if not text.strip():
        raise Refused(EMPTY)
    if len(text) > MAX_TEXT:
        raise Refused(TOO_LONG, limit=MAX_TEXT, count=len(text))
    return text.strip()


def _must_be_allowed(rehearsal: Course, who: Person, channel: int) -> None:
    room = rehearsal.room
    if channel not in (room.ref.channel, *room.threads, *rehearsal.desks):
        raise NotFound(NO_PLACE)
    if channel in rehearsal.desks and not who.is_host:
        raise Refused(DESK_ONLY)
    until = room.timed_out.get(who.id)
    if until is not None and until > rehearsal.clock.now():
        raise Refused(MUTED, name=who.name)


def _message(rehearsal: Course, id: int) -> Message:
    found = rehearsal.room.messages.get(id)
    if found is None:
        raise NotFound(NOT_THERE)
    return found


def _own(rehearsal: Course, deed: Deed) -> Message:
    message = _message(rehearsal, deed.message)
    if message.author.id != deed.who or message.author == BOT:
        raise Refused(NOT_YOURS)
    return message


def _on_panel(rehearsal: Course, deed: Deed, who: Person) -> Card | None:
    """Return the panel's answer to somebody's last press there: the next one takes its place."""
    if deed.channel != PANEL:
        return None
    return next((each for each in rehearsal.cards if each.channel == PANEL and each.person == who.id), None)


def _pressed(rehearsal: Course, deed: Deed, *, on_message: bool = True) -> Pressed:
    who = rehearsal.own.one(deed.who)
    message = _message(rehearsal, deed.message) if deed.message and on_message else None
    return Pressed(
        engine=rehearsal.engine,
        room=rehearsal.room,
        cards=rehearsal.shown_cards,
        words_in=rehearsal.words,
        words=rehearsal.words(deed.language),
        by=who,
        channel=deed.channel or rehearsal.room.ref.channel,
        key=f"rehearsal {deed.key}" if deed.key else f"rehearsal {rehearsal.room.new_id()}",
        text=deed.text.strip(),
        card=rehearsal.shown_cards.one(deed.card, who.id) or _on_panel(rehearsal, deed, who),
        message=message,
    )
