"""What a pack file may hold, field by field; editors get the same as a JSON Schema."""

from datetime import datetime, time
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic.json_schema import SkipJsonSchema

from bot.adapters.yaml_files.fields import Duration, Handle, Hashtag, Lasting, Line, Link, Prose, Translated, of_text
from bot.adapters.yaml_files.model_check import Entry
from bot.adapters.yaml_files.packs import schedule
from bot.adapters.yaml_files.packs.rules import MAX_HOSTS, MAX_INTRO, MAX_READINGS
from bot.adapters.yaml_files.problems import Slip
from bot.core.base.words import N_
from bot.core.script.pack import MAX_QUESTIONS, Timing

Absent = SkipJsonSchema[None]
"""What a field holds that is not in the file; nobody can write it."""

EMPTY_READING = N_("A reading needs a title or a link: add “title: …” or “url: https://…”.")

Name = Annotated[str, Line(100)]
WallTime = Annotated[
    datetime,
    BeforeValidator(of_text(schedule.start)),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}(:\d{2})?$"}),
]
EndTime = Annotated[
    datetime | time,
    BeforeValidator(of_text(schedule.end)),
    WithJsonSchema({"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}[ T])?\d{1,2}:\d{2}(:\d{2})?$"}),
]
Hours = Annotated[
    tuple[time, time],
    BeforeValidator(of_text(schedule.hours)),
    WithJsonSchema({"type": "string", "pattern": schedule.HOURS_PATTERN}),
]
Zone = Annotated[str, BeforeValidator(of_text(schedule.zone)), WithJsonSchema({"type": "string"})]


class ReadingModel(Entry):
    """A recommended reading: a title or a link at least."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["title"]}, {"required": ["url"]}]})

    title: Annotated[Translated, Line(200)] | Absent = Field(default=None, description="What the reading is called.")
    author: Name | Absent = Field(default=None, description="Who wrote it.")
    outlet: Name | Absent = Field(default=None, description="Where it appeared: a site, a magazine, a publisher.")
    url: Link | Absent = Field(
        default=None, description="Its address, http or https. Leave it out if you do not know it."
    )

    @model_validator(mode="after")
    def _is_something(self) -> "ReadingModel":
        if self.title is None and self.url is None:
            raise Slip(EMPTY_READING)
        return self


class QuestionModel(Entry):
    """One numbered question."""

    ask: Annotated[Translated, Prose(1000)] = Field(description="The question, as people will read it.")
    short: Annotated[Translated, Line(40)] | Absent = Field(
        default=None, description="Its name in a few words, for the recap: What it is."
    )
    lasts: Lasting | Absent = Field(
        default=None, description="How long it is the current question, instead of timing.question."
    )
    answers: Literal["reviewed"] | Absent = Field(
        default=None,
        description="reviewed: hosts read the answers first, and what they approve is posted under its author's name.",
    )
    readings: list[ReadingModel] = Field(
        default_factory=list,
        description="What to read beforehand; up to 5.",
        json_schema_extra={"maxItems": MAX_READINGS},
    )


class HostModel(Entry):
    """Somebody who runs the chat."""

    name: Name = Field(description="The name as people know it.")
    handle: Handle | Absent = Field(default=None, description='Their handle, with or without "@" (in quotes if with).')
    role: Literal["moderator", "co-host"] = Field(default="moderator", description="moderator unless said otherwise.")
    organisation: Name | Absent = Field(default=None, description="Whom they speak for.")


class ScheduleModel(Entry):
    """When the chat is meant to happen."""

    start: WallTime = Field(description='Date and time in the zone, in quotes: "2026-09-16 19:00".')
    end: EndTime | Absent = Field(
        default=None,
        description='A time like "20:00", or date and time. A time alone may be on the next day if the chat then lasts '
        "12 hours at most.",
    )
    zone: Zone | Absent = Field(
        default=None,
        description="The zone that the times are in, named after a city: America/New_York, Europe/Helsinki.",
    )


class TimingModel(Entry):
    """How long the parts of the chat last."""

    opening: Duration = Field(
        default_factory=lambda: Timing().opening, description="From the welcome to the first question; 5m without it."
    )
    question: Lasting | Absent = Field(
        default=None,
        description="How long each question is the current one. Without it, the questions share the schedule evenly.",
    )
    closing: Duration = Field(
        default_factory=lambda: Timing().closing,
        description="From the end of the last question to the close; 5m without it.",
    )
    archive: Duration = Field(
        default_factory=lambda: Timing().archive,
        description="How long after the close late answers are taken; 48h without it.",
    )
    preview: Duration = Field(
        default_factory=lambda: Timing().preview,
        description="How long before the start the preview is posted; 2d without it, 0s for no preview.",
    )
    quiet: Hours | Absent = Field(
        default=None,
        description="Hours in which no preview, reminder or question is posted, on the clock of the schedule: "
        '"22:00-08:00". What would come then comes when they are over, unless the chat opens before that.',
    )


class PackModel(Entry):
    """A pack: the script of one chat."""

    title: Annotated[Translated, Line(100)] = Field(description="What the chat is called.")
    hashtag: Hashtag | Absent = Field(
        default=None, description='One word, with or without "#"; with it, put quotes round it.'
    )
    language: Literal["en", "fi"] = Field(default="en", description="The language that the chat is held in.")
    by: Name | Absent = Field(default=None, description="Who wrote this preview.")
    intro: Annotated[Translated, Prose(MAX_INTRO)] | Absent = Field(default=None, description="Why we talk about this.")
    hosts: list[HostModel] = Field(
        default_factory=list, description="Who runs the chat; up to 10.", json_schema_extra={"maxItems": MAX_HOSTS}
    )
    schedule: ScheduleModel | Absent = Field(default=None, description="When the chat happens.")
    timing: TimingModel = Field(default_factory=TimingModel, description="How long its parts last.")
    answers: Literal["threads", "channel", "reviewed"] = Field(
        default="threads",
        description='A thread for each question, or the channel with answers that begin with "A3"; '
        "reviewed: hosts read all answers first, and what they approve is posted in the question's thread.",
    )
    questions: list[QuestionModel] = Field(
        description="What is asked, in this order; 1 to 25.",
        json_schema_extra={"minItems": 1, "maxItems": MAX_QUESTIONS},
    )


@cache
def pack_schema() -> dict[str, Any]:
    """Return the JSON Schema of packs, for editors that complete and check while one writes."""
    schema = PackModel.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_without_noise(schema), "title": "tchat pack"}


def _without_noise(node: object) -> Any:  # noqa: ANN401 - a schema is what JSON can hold
    """Leave out what pydantic adds and no editor should show: titles made from names, nulls that nobody can write."""
    if isinstance(node, list):
        return [_without_noise(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {name: each for name, each in node.items() if not (name == "title" and isinstance(each, str))}
    return {name: _without_noise(each) for name, each in kept.items() if not (name == "default" and each is None)}
