"""What a cast file may hold, field by field."""

import re
from datetime import timedelta
from typing import Annotated, Literal

from bot.adapters.yaml_files.fields import DURATION_PATTERN, Line, Prose, duration, of_text
from bot.adapters.yaml_files.problems import Slip, shown
from bot.adapters.yaml_files.shapes import Entry, Parsed, Then, is_visible, key
from bot.core.base.limits import MAX_TEXT
from bot.core.base.words import N_
from bot.core.script.cast import Part, PartKind

NO_PART = N_("“{text}” is not a part of a chat. Write opening, closing, after, or the number of a question.")
NO_MOMENT = N_("“{text}” is not a moment. Write a share of the part such as 35%, or a time such as 90s.")
BARE_MOMENT = N_("Is {text} a share or a time? Write {text}% or {text}s.")
PAST_END = N_("A share goes from 0% to 100%; “{text}” is more.")
BAD_LABEL = N_("A label is one word of letters, digits, “-” and “_”; “{text}” is not.")
BAD_PLACE = N_("“{text}” is not a place. Write thread, channel, or the thread of a question such as “thread 3”.")
BAD_EMOJI = N_("“{text}” is not one emoji.")

SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s*%")
LABEL = re.compile(r"[\w-]{1,40}")
PLACE = re.compile(r"channel|thread(?: +([1-9]\d?))?")


def part(value: object) -> Part:
    """Return the part that a scene plays in."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return Part(PartKind.QUESTION, value)
    for kind in (PartKind.OPENING, PartKind.CLOSING, PartKind.AFTER):
        if value == kind:
            return Part(kind)
    raise Slip(NO_PART, text=shown(value))


def moment(value: object) -> float | timedelta:
    """Return when a line is due: a share of its part, or a time from its beginning."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise Slip(BARE_MOMENT, text=value)
    return of_text(_moment)(value)


def _moment(text: str) -> float | timedelta:
    if found := SHARE.fullmatch(text.strip()):
        share = float(found[1]) / 100
        if share > 1:
            raise Slip(PAST_END, text=shown(text))
        return share
    try:
        return duration(text)
    except Slip as slip:
        raise Slip(NO_MOMENT, text=shown(text)) from slip


def label(text: str) -> str:
    """Return the word by which lines speak of a message."""
    if not LABEL.fullmatch(text):
        raise Slip(BAD_LABEL, text=shown(text))
    return text


def place(text: str) -> str:
    """Return where a message stands: channel, thread, or thread and a number."""
    if not PLACE.fullmatch(text):
        raise Slip(BAD_PLACE, text=shown(text))
    return text


def emoji(text: str) -> str:
    """Return one emoji."""
    wordy = any(sign.isspace() or sign.isalpha() for sign in text)
    if wordy or text.isascii() or len(text) > 32 or not is_visible(text):
        raise Slip(BAD_EMOJI, text=shown(text))
    return text


Name = Annotated[str, Line(32)]
Label = Annotated[str, Then(label)]
Where = Annotated[str, Then(place)]
Emoji = Annotated[str, Then(emoji)]
PartField = Annotated[
    Part,
    Parsed(part, {"anyOf": [{"enum": ["opening", "closing", "after"]}, {"type": "integer"}]}),
]
MomentField = Annotated[
    float | timedelta,
    Parsed(moment, {"type": "string", "pattern": rf"^\d+(\.\d+)?\s*%$|{DURATION_PATTERN}"}),
]


class LineModel(Entry):
    """What one member does: exactly one of says, reacts, edits, deletes."""

    who: Name = key("One of the members.")
    at: MomentField = key("When: a share of the part such as 35%, or a time since its beginning such as 90s.")
    says: Annotated[str, Prose(MAX_TEXT)] | None = key("The text of a message.", default=None)
    place: Where | None = key(
        "thread (during a question if nothing is said), channel, or “thread 3”.", default=None, written="in"
    )
    label: Label | None = key("A name for the message, for later lines.", default=None, written="as")
    to: Label | None = key("The message that is answered or reacted to.", default=None)
    reacts: Emoji | None = key("An emoji.", default=None)
    edits: Label | None = key("The member's own message that gets another text.", default=None)
    into: Annotated[str, Prose(MAX_TEXT)] | None = key("The other text.", default=None)
    deletes: Label | None = key("The member's own message that goes away.", default=None)


class SceneModel(Entry):
    """What happens in one part of the chat."""

    during: PartField = key("opening, the number of a question, closing, or after (until the archive step).")
    lines: list[LineModel] = key("Who does what, in the order in which it happens.")


class CastModel(Entry):
    """A cast: who takes part in a rehearsal, and what they do."""

    language: Literal["en", "fi"] = key("The language they speak.", default="en")
    members: list[Name] = key("Who takes part.")
    blocklist: list[Name] = key("Words that are not used on the made-up server.", default_factory=list)
    scenes: list[SceneModel] = key("What happens, part by part.")
