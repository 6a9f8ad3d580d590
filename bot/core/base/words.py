"""Marking the texts that people see, so that a catalogue can translate them.

Where the reader's language is known, code calls `words.gettext("…")` on that language's catalogue. Where it is not
known yet (an error on its way up), the text is only marked with `N_` and translated by whoever shows it.
"""

import gettext
from collections.abc import Callable, Sequence

Words = gettext.NullTranslations

WordsIn = Callable[[str], Words]
"""Returns the catalogue of a language."""


class Counted(str):
    """A text about a `{count}`: the string itself for one, `many` for any other number (marked with `NN_`)."""

    __slots__ = ("many",)
    many: str


def NN_(one: str, many: str) -> Counted:  # noqa: N802 - like N_
    """Return a text whose words depend on its `{count}`, marked for the catalogues and translated later."""
    text = Counted(one)
    text.many = many
    return text


def enumerated(names: Sequence[str], words: Words) -> str:
    """Return names one after the other, as a sentence has them: "Ada, Ben and Cem"."""
    *others, last = names
    return words.gettext("{names} and {last}").format(names=", ".join(others), last=last) if others else last


def N_(message: str) -> str:  # noqa: N802 - the customary name, which message extraction looks for
    """Return the message unchanged: it is marked for the catalogues and translated later."""
    return message
