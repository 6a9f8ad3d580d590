"""What a pack file may hold, field by field; editors get the same as a JSON Schema."""

from datetime import datetime, time
from typing import Annotated, Any, ClassVar, Literal

from bot.adapters.yaml_files.fields import Duration, Handle, Hashtag, Lasting, Line, Link, Prose, Zone, of_text
from bot.adapters.yaml_files.packs import schedule
from bot.adapters.yaml_files.packs.rules import MAX_HOSTS, MAX_INTRO, MAX_NEXT, MAX_READINGS
from bot.adapters.yaml_files.problems import Slip
from bot.adapters.yaml_files.shapes import Entry, Parsed, Translated, key, schema_of
from bot.core.base.words import N_
from bot.core.script.pack import MAX_QUESTIONS, Timing

EMPTY_READING = N_("A reading needs a title or a link: add “title: …” or “url: https://…”.")

Name = Annotated[str, Line(100)]
WallTime = Annotated[
    datetime,
    Parsed(of_text(schedule.start), {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}(:\d{2})?$"}),
]
EndTime = Annotated[
    datetime | time,
    Parsed(of_text(schedule.end), {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}[ T])?\d{1,2}:\d{2}(:\d{2})?$"}),
]
Hours = Annotated[
    tuple[time, time],
    Parsed(of_text(schedule.hours), {"type": "string", "pattern": schedule.HOURS_PATTERN}),
]


class ReadingModel(Entry):
    """A recommended reading: a title or a link at least."""

    SCHEMA: ClassVar = {"anyOf": [{"required": ["title"]}, {"required": ["url"]}]}

    title: Annotated[Translated, Line(200)] | None = key("What the reading is called.", default=None)
    author: Name | None = key("Who wrote it.", default=None)
    outlet: Name | None = key("Where it appeared: a site, a magazine, a publisher.", default=None)
    url: Link | None = key("Its address, http or https. Leave it out if you do not know it.", default=None)

    def __post_init__(self) -> None:
        """Refuse a reading of which nothing can be shown."""
        if self.title is None and self.url is None:
            raise Slip(EMPTY_READING)


class QuestionModel(Entry):
    """One numbered question."""

    ask: Annotated[Translated, Prose(1000)] = key("The question, as people will read it.")
    short: Annotated[Translated, Line(40)] | None = key(
        "Its name in a few words, for the recap: What it is.", default=None
    )
    lasts: Lasting | None = key("How long it is the current question, instead of timing.question.", default=None)
    answers: Literal["reviewed"] | None = key(
        "reviewed: hosts read the answers first, and what they approve is posted under its author's name.", default=None
    )
    readings: list[ReadingModel] = key("What to read beforehand; up to 5.", default_factory=list, maxItems=MAX_READINGS)


class HostModel(Entry):
    """Somebody who runs the chat."""

    name: Name = key("The name as people know it.")
    handle: Handle | None = key('Their handle, with or without "@" (in quotes if with).', default=None)
    role: Literal["moderator", "co-host"] = key("moderator unless said otherwise.", default="moderator")
    organisation: Name | None = key("Whom they speak for.", default=None)


class ScheduleModel(Entry):
    """When the chat is meant to happen."""

    start: WallTime = key('Date and time in the zone, in quotes: "2026-09-16 19:00".')
    end: EndTime | None = key(
        'A time like "20:00", or date and time. A time alone may be on the next day if the chat then lasts '
        "12 hours at most.",
        default=None,
    )
    zone: Zone | None = key(
        "The zone that the times are in, named after a city: America/New_York, Europe/Helsinki.", default=None
    )


class TimingModel(Entry):
    """How long the parts of the chat last."""

    opening: Duration = key(
        "From the welcome to the first question; 5m without it.", default_factory=lambda: Timing().opening
    )
    question: Lasting | None = key(
        "How long each question is the current one. Without it, the questions share the schedule evenly.", default=None
    )
    closing: Duration = key(
        "From the end of the last question to the close; 5m without it.", default_factory=lambda: Timing().closing
    )
    archive: Duration = key(
        "How long after the close late answers are taken; 48h without it.", default_factory=lambda: Timing().archive
    )
    preview: Duration = key(
        "How long before the start the preview is posted; 2d without it, 0s for no preview.",
        default_factory=lambda: Timing().preview,
    )
    quiet: Hours | None = key(
        "Hours in which no preview, reminder or question is posted, on the clock of the schedule: "
        '"22:00-08:00". What would come then comes when they are over, unless the chat opens before that.',
        default=None,
    )


class PackModel(Entry):
    """A pack: the script of one chat."""

    title: Annotated[Translated, Line(100)] = key("What the chat is called.")
    hashtag: Hashtag | None = key('One word, with or without "#"; with it, put quotes round it.', default=None)
    language: Literal["en", "fi"] = key("The language that the chat is held in.", default="en")
    by: Name | None = key("Who wrote this preview.", default=None)
    intro: Annotated[Translated, Prose(MAX_INTRO)] | None = key("Why we talk about this.", default=None)
    hosts: list[HostModel] = key("Who runs the chat; up to 10.", default_factory=list, maxItems=MAX_HOSTS)
    schedule: ScheduleModel | None = key("When the chat happens.", default=None)
    timing: TimingModel = key("How long its parts last.", default_factory=TimingModel)
    answers: Literal["threads", "channel", "reviewed"] = key(
        'A thread for each question, or the channel with answers that begin with "A3"; '
        "reviewed: hosts read all answers first, and what they approve is posted in the question's thread.",
        default="threads",
    )
    next: Annotated[Translated, Line(MAX_NEXT)] | None = key(
        "What comes after this chat, at the end of its recap: Wednesday 21 September, 7 pm Eastern: who listens?",
        default=None,
    )
    questions: list[QuestionModel] = key("What is asked, in this order; 1 to 25.", minItems=1, maxItems=MAX_QUESTIONS)


def pack_schema() -> dict[str, Any]:
    """Return the JSON Schema of packs, for editors that complete and check while one writes."""
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": draft, **schema_of(PackModel), "title": "tchat pack"}
