"""The texts that the page's script shows: it has none of its own."""

import json
from collections.abc import Mapping

from bot.core.base.words import N_, Words

TEXTS: Mapping[str, str] = {
    "live": N_("live"),
    "again": N_("trying again"),
    "catching": N_("catching up"),
    "over": N_("over"),
    "held": N_("Held, {count} new"),
    "letgo": N_("Let go"),
    "hold": N_("Hold still"),
    "newest": N_("Newest ({count})"),
    "send": N_("Send"),
    "as": N_("as {name}"),
    "save": N_("Save"),
    "placeholder": N_("Write as {name}"),
    "replying": N_("In reply to {name}"),
    "editing": N_("You edit your message"),
    "left": N_("{minutes} min {seconds} s left"),
    "minutes": N_("{count} minutes left"),
    "half": N_("Half of the time is over."),
    "minute": N_("One minute left."),
    "up": N_("Time is up."),
    "newone": N_("{name} wrote"),
    "newmany": N_("{count} new messages"),
    "asked": N_("Question {number} is on."),
    "closed": N_("The chat is over."),
    "private": N_("There is an answer that only you see."),
    "silent": N_("Discord does not answer (what if)"),
    "begin": N_("The clock waits until you begin"),
    "paused": N_("The clock stands still"),
    "real": N_("real time"),
    "times": N_("{speed} times as fast as life"),
    "slow": N_("real time while you write"),
    "after": N_("runs on at {speed} for late answers"),
    "saved": N_("Saved."),
    "once": N_("at once"),
    "failed": N_("This did not arrive. Try again."),
    "who": N_("You write as {name}"),
}
"""By the names that the script knows. What stands in braces is filled in there."""


def client_words(words: Words) -> str:
    """Return them in a reader's language, as JSON."""
    return json.dumps({name: words.gettext(text) for name, text in TEXTS.items()}, ensure_ascii=False)
