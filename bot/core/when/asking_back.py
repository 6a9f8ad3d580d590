"""What a host is asked before a time that they wrote is taken: how it was understood, and when that is for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.base.post import stamp
from bot.core.base.words import N_, Words
from bot.core.when.moment import Moment, in_words
from bot.core.when.reader import read_when

START, MOVE, END = "start", "move", "end"

UNDERSTOOD: Mapping[str, str] = {
    START: N_("“{title}” would open **{said}** in <#{channel}>: for you that is {time}, {distance}."),
    MOVE: N_("“{title}” would open **{said}** instead: for you that is {time}, {distance}."),
    END: N_("“{title}” would close **{said}**: for you that is {time}, {distance}."),
}
"""What is asked, by what the time is for."""

CLOSES = N_("It would close {end}.")
QUIET = N_("The pack's quiet hours fall in between, so it would close {end}.")
OTHER_END = N_("The pack sets how long it lasts, so it would close {end}, not {written} as you wrote.")
IS_IT_RIGHT = N_("Is that right?")

QUOTE = "> "


@dataclass(frozen=True, slots=True)
class Asking:
    """Who writes a time, and where: the present, the zone that is meant where none is named, and the language."""

    now: datetime
    zone: str
    language: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A time as it was written, the instant it was taken for, how to say that, and the end if one was written."""

    written: str
    instant: datetime
    said: str
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """When the chat would close, and whether quiet hours put that off."""

    at: datetime
    is_put_off: bool = False


def understood(aim: str, text: str, asking: Asking, words: Words) -> Understood:
    """Return what somebody wrote as it is understood; raise `Refused` where that is unclear.

    Of "7–9 pm" the beginning counts; for the end of a chat, the end.
    """
    moment = read_when(text, asking.now, asking.zone, asking.language)
    if aim == END and moment.end:
        moment = Moment(moment.end, None, moment.zone)
    said = in_words(replace(moment, end=None), words, asking.now)
    return Understood(text, moment.start, said, moment.end)


def ask_back(
    aim: str, title: str, channel: int, time: Understood, words: Words, *, closing: Closing | None = None
) -> str:
    """Return the question: what was written (`written_in` finds it again), and how it was understood."""
    sentences = [
        words.gettext(UNDERSTOOD[aim]).format(
            title=title,
            channel=channel,
            said=time.said,
            time=stamp(time.instant, "F"),
            distance=stamp(time.instant, "R"),
        )
    ]
    if closing:
        sentences.append(_closes(closing, time, words))
    sentences.append(words.gettext(IS_IT_RIGHT))
    return f"{QUOTE}{' '.join(time.written.split())}\n{' '.join(sentences)}"


def _closes(closing: Closing, time: Understood, words: Words) -> str:
    """Return when the chat would close, and why then."""
    end = stamp(closing.at, "t" if closing.at.date() == time.instant.date() else "f")
    if closing.is_put_off:
        return words.gettext(QUIET).format(end=end)
    if time.end and time.end != closing.at:
        return words.gettext(OTHER_END).format(end=end, written=stamp(time.end, "t"))
    return words.gettext(CLOSES).format(end=end)


def written_in(question: str) -> str:
    """Return what a host wrote, from the question that was asked about it; nothing where nothing was written yet."""
    first = question.partition("\n")[0]
    return first.removeprefix(QUOTE) if first.startswith(QUOTE) else ""
