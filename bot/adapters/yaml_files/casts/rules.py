"""What makes a cast unplayable although each value alone is fine: people and messages that are not there (yet).

All of it is looked at in the raw data, as far as that can be read: so these problems show together with all others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.adapters.yaml_files.casts.model import PLACE, moment, part
from bot.adapters.yaml_files.fields import attempt
from bot.adapters.yaml_files.problems import Found, Loc, Slip, shown
from bot.adapters.yaml_files.shapes import MISSING
from bot.core.base.words import N_
from bot.core.script.cast import Part, PartKind
from bot.core.text.likeness import close_to

NOBODY = N_("“{who}” is not among the members.")
CLOSE_NAME = N_("“{who}” is not among the members. Did you mean {close}?")
TWICE = N_("“{text}” is already taken.")
NO_MEMBERS = N_("A cast needs at least one member.")
ONE_DEED = N_("A line needs exactly one of says, reacts, edits and deletes.")
OUT_OF_PLACE = N_("“{key}” goes only with {deeds}.")
NO_MESSAGE = N_("No message before this line is called “{text}”. Give one the label with “as: {text}”.")
GONE = N_("The message “{text}” was deleted before.")
NOT_OWN = N_("“{text}” is a message of {author}; people edit and delete only their own.")
WHERE_TWICE = N_("A reply goes where the message it answers is. Leave out “in”.")
WHICH_THREAD = N_("This part has no thread. Write channel, or the thread you mean: “thread 3”.")
NO_THREAD_YET = N_("Question {number} has not been asked yet, so it has no thread.")
BACK_IN_TIME = N_("This line comes earlier than the one above it. Put the lines in order of time.")
SCENE_ORDER = N_("Scenes go in the order of the chat, one for each part: opening, 1, 2 …, closing, after.")

DEEDS = ("says", "reacts", "edits", "deletes")
COMPANIONS = {"in": ("says",), "as": ("says",), "to": ("says", "reacts"), "into": ("edits",)}
NEEDED = {"reacts": "to", "edits": "into"}
ORDER = (PartKind.OPENING, PartKind.QUESTION, PartKind.CLOSING, PartKind.AFTER)


@dataclass(slots=True)
class _Message:
    author: object
    gone: bool = False


def cast_slips(raw: dict[str, Any]) -> Iterator[Found]:
    """Yield everything that concerns more than one value."""
    yield from _member_slips(raw.get("members"))
    members = [name for name in _list(raw.get("members")) if isinstance(name, str)]
    messages: dict[str, _Message] = {}
    last: tuple[int, int] | None = None
    for number, scene in enumerate(_list(raw.get("scenes"))):
        if not isinstance(scene, Mapping):
            continue
        loc: Loc = ("scenes", number)
        playing = attempt(part, scene.get("during"))
        if playing:
            rank = ORDER.index(playing.kind), playing.number or 0
            if last and rank <= last:
                yield (*loc, "during"), Slip(SCENE_ORDER)
            last = max(rank, last or rank)
        yield from _scene_slips(scene, (*loc, "lines"), playing, members, messages)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _member_slips(members: object) -> Iterator[Found]:
    if members == []:
        yield ("members",), Slip(NO_MEMBERS)
    seen: set[str] = set()
    for number, name in enumerate(_list(members)):
        if not isinstance(name, str):
            continue
        if name.strip().casefold() in seen:
            yield ("members", number), Slip(TWICE, text=shown(name))
        seen.add(name.strip().casefold())


def _scene_slips(
    scene: Mapping[str, object], loc: Loc, playing: Part | None, members: list[str], messages: dict[str, _Message]
) -> Iterator[Found]:
    shares = 0.0
    times = timedelta()
    for number, line in enumerate(_list(scene.get("lines"))):
        if not isinstance(line, Mapping):
            continue
        here = (*loc, number)
        at = attempt(moment, line.get("at"))
        if at is not None and (at < times if isinstance(at, timedelta) else at < shares):
            yield (*here, "at"), Slip(BACK_IN_TIME)
        if isinstance(at, timedelta):
            times = at
        elif at is not None:
            shares = at
        yield from _who_slips(line.get("who"), here, members)
        yield from _deed_slips(line, here)
        yield from _place_slips(line, here, playing)
        yield from _message_slips(line, here, messages)


def _who_slips(who: object, loc: Loc, members: list[str]) -> Iterator[Found]:
    if not isinstance(who, str) or who in members or not members:
        return
    if close := close_to(who, members):
        yield (*loc, "who"), Slip(CLOSE_NAME, who=shown(who), close=close)
    else:
        yield (*loc, "who"), Slip(NOBODY, who=shown(who))


def _deed_slips(line: Mapping[str, object], loc: Loc) -> Iterator[Found]:
    deeds = [deed for deed in DEEDS if deed in line]
    if len(deeds) != 1:
        yield loc, Slip(ONE_DEED)
        return
    for key, companions in COMPANIONS.items():
        if key in line and deeds[0] not in companions:
            yield (*loc, key), Slip(OUT_OF_PLACE, deeds=", ".join(companions))
    needed = NEEDED.get(deeds[0])
    if needed and needed not in line:
        yield (*loc, needed), Slip(MISSING)


def _place_slips(line: Mapping[str, object], loc: Loc, playing: Part | None) -> Iterator[Found]:
    found = PLACE.fullmatch(text) if isinstance(text := line.get("in"), str) else None
    if not found or "says" not in line:
        return
    if "to" in line:
        yield (*loc, "in"), Slip(WHERE_TWICE)
    elif found[0] == "channel" or playing is None:
        return
    elif found[1] is None and playing.number is None:
        yield (*loc, "in"), Slip(WHICH_THREAD)
    elif found[1] and _not_asked(int(found[1]), playing):
        yield (*loc, "in"), Slip(NO_THREAD_YET, number=found[1])


def _not_asked(number: int, playing: Part) -> bool:
    return playing.kind is PartKind.OPENING or (playing.number is not None and number > playing.number)


def _message_slips(line: Mapping[str, object], loc: Loc, messages: dict[str, _Message]) -> Iterator[Found]:
    """Yield references to messages that are not there; then keep what this line does to them."""
    for key in ("to", "edits", "deletes"):
        name = line.get(key)
        if not isinstance(name, str):
            continue
        message = messages.get(name)
        if message is None:
            yield (*loc, key), Slip(NO_MESSAGE, text=shown(name))
        elif message.gone:
            yield (*loc, key), Slip(GONE, text=shown(name))
        elif key != "to" and message.author != line.get("who"):
            yield (*loc, key), Slip(NOT_OWN, text=shown(name), author=shown(message.author))
        elif key == "deletes":
            message.gone = True
    name = line.get("as")
    if isinstance(name, str):
        if name in messages:
            yield (*loc, "as"), Slip(TWICE, text=shown(name))
        messages[name] = _Message(line.get("who"))
