"""What a host is asked before a time that they wrote is taken: how it was understood, and when that is for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.base.post import stamp
from bot.core.base.words import N_, Words

START, MOVE, END = "start", "move", "end"

UNDERSTOOD: Mapping[str, str] = {
    START: N_("“{title}” would open **{said}** in <#{channel}>: for you that is {time}, {distance}. Is that right?"),
    MOVE: N_("“{title}” would open **{said}** instead: for you that is {time}, {distance}. Is that right?"),
    END: N_("“{title}” would close **{said}**: for you that is {time}, {distance}. Is that right?"),
}
"""What is asked, by what the time is for."""

QUOTE = "> "


@dataclass(frozen=True, slots=True)
class Understood:
    """A time as it was written, the instant it was taken for, and how to say that."""

    written: str
    instant: datetime
    said: str


def ask_back(aim: str, title: str, channel: int, time: Understood, words: Words) -> str:
    """Return the question: what was written (`written_in` finds it again), and how it was understood."""
    question = words.gettext(UNDERSTOOD[aim]).format(
        title=title,
        channel=channel,
        said=time.said,
        time=stamp(time.instant, "F"),
        distance=stamp(time.instant, "R"),
    )
    return f"{QUOTE}{' '.join(time.written.split())}\n{question}"


def written_in(question: str) -> str:
    """Return what a host wrote, from the question that was asked about it."""
    return question.partition("\n")[0].removeprefix(QUOTE)
