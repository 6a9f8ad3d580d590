"""The fields of the form, in the order of a pack's file."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.base.words import N_


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its key in the file, what it is called, how it is filled in, and which choices there are, if any."""

    key: str
    label: str
    hint: str = ""
    is_long: bool = False
    choices: Sequence[tuple[str, str]] = ()


LANGUAGES = (("en", "English"), ("fi", "suomi"))
UNSAID = ("", N_("as usual"))
REVIEWED = ("reviewed", N_("hosts read the answers first"))

ABOUT = (
    Field("title", N_("Title of the chat")),
    Field("hashtag", N_("Hashtag"), N_("one word: TChat")),
    Field("language", N_("Language"), choices=LANGUAGES),
    Field("by", N_("Who wrote the preview")),
    Field("intro", N_("Introduction"), N_("why you talk about this"), is_long=True),
    Field("next", N_("The next chat"), N_("when it is and what it is about; its time is known by itself if it is set")),
)
WHEN = (
    Field("schedule.start", N_("Begins"), "2026-09-16 19:00"),
    Field("schedule.end", N_("Ends"), "20:00"),
    Field("schedule.zone", N_("Time zone"), "Europe/Helsinki"),
    Field("timing.opening", N_("From the welcome to the first question"), "5m"),
    Field("timing.question", N_("Time for each question"), N_("8m; left empty, they share the hour")),
    Field("timing.closing", N_("From the last question to the close"), "5m"),
    Field("timing.archive", N_("Late answers are taken for"), "48h"),
    Field("timing.preview", N_("The preview comes before the start by"), "2d"),
    Field("timing.quiet", N_("Quiet hours"), "22:00-08:00"),
    Field(
        "answers",
        N_("Answers"),
        choices=(UNSAID, ("threads", N_("in a thread for each question")), ("channel", N_("in the channel")), REVIEWED),
    ),
)
HOST = (
    Field("name", N_("Name")),
    Field("handle", N_("Handle")),
    Field("role", N_("Role"), choices=(UNSAID, ("moderator", N_("moderator")), ("co-host", N_("co-host")))),
    Field("organisation", N_("Organisation")),
)
QUESTION = (
    Field("ask", N_("Question"), is_long=True),
    Field("short", N_("In a few words"), N_("for the running order and the recap")),
    Field("lasts", N_("Time for this one"), N_("10m: ten minutes")),
    Field("answers", N_("Answers"), choices=(UNSAID, REVIEWED)),
)
READING = (
    Field("title", N_("Title")),
    Field("author", N_("Author")),
    Field("outlet", N_("Where it appeared")),
    Field("url", N_("Link"), "https://…"),
)
