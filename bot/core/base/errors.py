"""The errors that people are shown. Each is one sentence: what happened, and what to do about it.

The sentence is an English template marked with `N_`, with its values beside it, so that whoever shows it can do so in
the reader's language (`NN_` where a count decides about its words). `str(error)` is the English sentence.
"""

from collections.abc import Mapping

from bot.core.base.words import Counted, Words


class Phrase(str):
    """A value in a sentence that is translated, too (marked with `N_`)."""

    __slots__ = ()


def filled(words: Words, template: str, values: Mapping[str, object]) -> str:
    """Return a template in the language of a catalogue, with its values; phrases among them are translated, too."""
    said = {name: words.gettext(value) if isinstance(value, Phrase) else value for name, value in values.items()}
    if isinstance(template, Counted):
        count = values["count"]
        assert isinstance(count, int)
        return words.ngettext(template, template.many, count).format_map(said)
    return words.gettext(template).format_map(said)


class TchatError(Exception):
    """Something that a person can mend, or at least must know.

    Unless `restart_helps`, a bot that ended with it ends with it again until a person has changed something.
    """

    restart_helps = True

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def sentence(self, words: Words) -> str:
        """Return the sentence in the language of this catalogue."""
        return filled(words, self.template, self.values)

    def __str__(self) -> str:
        return filled(Words(), self.template, self.values)


class Refused(TchatError):
    """A request that the rules of a chat do not allow now; nothing was changed."""


class Doubtful(Refused):
    """A request that may be a slip: it is carried out if it is confirmed."""


class NotFound(TchatError):
    """A session, pack or file that was named and is not there."""


class ConfigError(TchatError):
    """A setting that cannot be used; the sentence names its key or file."""

    restart_helps = False


class StoreError(TchatError):
    """The record cannot be read or written."""


class WrongRecord(StoreError):
    """The record is not for this version to use, or no longer here."""

    restart_helps = False


class RoomError(TchatError):
    """The room refused something, for good."""
