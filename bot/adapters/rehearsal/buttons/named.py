"""What Discord's commands are called here: a rehearsal has buttons in their place."""

import re
from collections.abc import Mapping

from bot.core.base.words import N_, Words
from bot.core.posts.hosting.panel import LABELS

COMMAND = re.compile(r"(?<![\w/])`?/(tchat [a-z]+|question)\b`?")
BUTTONS: Mapping[str, str] = {
    **{deed: LABELS[deed] for deed in ("next", "pause", "resume", "extend", "close", "skip", "repeat")},
    "status": N_("Host panel"),
    "transcript": N_("Recap and files"),
    "summary": N_("Recap and files"),
    "question": N_("Where are we?"),
}


def by_buttons(text: str, words: Words) -> str:
    """Return a text with the labels of buttons where it names the commands that they stand for."""
    quote = words.gettext("“{text}”")

    def label(found: re.Match[str]) -> str:
        named = BUTTONS.get(found[1].removeprefix("tchat "))
        return quote.format(text=words.gettext(named)) if named else found[0]

    return COMMAND.sub(label, text)
