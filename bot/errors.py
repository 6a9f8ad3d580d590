"""The errors that people are shown. Each is one sentence: what happened, and what to do about it.

The sentence is an English template marked with `N_`, with its values beside it, so that whoever shows it can do so in
the reader's language. `str(error)` is the English sentence.
"""

from bot.core.words import Words


class TchatError(Exception):
    """Something that a person can mend, or at least must know."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def sentence(self, words: Words) -> str:
        """Return the sentence in the language of this catalogue."""
        return words.gettext(self.template).format(**self.values)

    def __str__(self) -> str:
        return self.template.format(**self.values)


class Refused(TchatError):
    """A request that the rules of a chat do not allow now; nothing was changed."""


class NotFound(TchatError):
    """A session, pack or file that was named and is not there."""


class ConfigError(TchatError):
    """A setting that cannot be used; the sentence names its key or file."""


class StoreError(TchatError):
    """The record cannot be read or written."""


class RoomError(TchatError):
    """The room refused something, for good."""
