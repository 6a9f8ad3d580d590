"""What Discord's commands are called here: a rehearsal has buttons in their place."""

import re
from collections.abc import Mapping

from bot.core.base.words import N_, Words
from bot.core.posts.hosting.panel import LABELS

COMMAND = re.compile(r"(?<![\w/])`?/(?:tchat )?(\w+)`?")
BUTTONS: Mapping[str, str] = {  # by the names of commands, which have others in other languages
    **{deed: LABELS[deed] for deed in ("next", "pause", "resume", "extend", "close", "skip", "repeat")},
    "status": N_("Host panel"),
    "transcript": N_("Recap and files"),
    "summary": N_("Recap and files"),
    "question": N_("Where are we?"),
}


def by_buttons(text: str, words: Words) -> str:
    """Return a text with the labels of buttons where it names the commands that they stand for."""
    quote = words.gettext("“{text}”")
    labels = {words.gettext(command): words.gettext(button) for command, button in BUTTONS.items()}

    def label(found: re.Match[str]) -> str:
        return quote.format(text=labels[found[1]]) if found[1] in labels else found[0]

    return COMMAND.sub(label, text)
