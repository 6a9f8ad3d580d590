"""A folded text cut into words, numbers, handles, marks and ends of sentences; pieces of it are remembered as read."""

import re
from collections.abc import Callable, Iterator

from bot.core.moderation.message.fingerprints import marks_of
from bot.core.moderation.message.forms import words_of
from bot.core.moderation.message.weighing import Weights

LINK_MARK, ASKING_MARK, HANDLE_MARK, EMOJI_MARK, CONTACT_MARK, ODD_MARK, USERNAME_MARK = MARKS = (
    "\ue000\ue001\ue002\ue003\ue004\ue005\ue006"
)
"""Characters that stand for a link, one that asks for something, a mention, an emoji, a mailbox or a phone, and a link
whose name is like those of frauds, and a name such as lena_k42."""
KEPT = 16_384
"""Pieces of text that are remembered as they were read; a talk of thousands of messages has no more."""
SPELLED_OUT = 4
"""Single letters in a row that are a word spelled out."""

_SINGLE = frozenset("bcdefghjklmnopqrstuvwxyzåäö0123456789")  # no words by themselves, as "a" and "I" are
# Words spelled out in single letters, words, numbers, handles, $5, i'll, a$$; ends of sentences (dots in a row are
# only a pause); marks.
_TOKEN = re.compile(
    rf"(?<![^\W_])[^\W_](?:[ .*-][^\W_]){{{SPELLED_OUT - 1},}}(?![^\W_])"
    rf"|(?<![\w*-])[^\W\d_](?:[*-][^\W\d_])+(?![\w*-])"
    rf"|[$€£@]?[^\W_]+(?:['’$@][^\W_]+|[.,]\d+)*[$€£]*|[$€£]|[!?;\n]+|(?<!\.)\.(?!\.)|[{MARKS}]"
)
_PIECE = re.compile(r"\S+")


Read = tuple[str, bytes, Weights]
"""The kinds of a piece's tokens, the marks of its words, and its weights."""


class Pieces(dict[str, Read]):
    """Pieces of text, each read once. An LRU cache would be slower."""

    def __init__(self, kind_of: Callable[[str], str], weights_of: Callable[[list[str], str], Weights]) -> None:
        super().__init__()
        self._kind_of = kind_of
        self._weights_of = weights_of

    def __missing__(self, piece: str) -> Read:
        tokens = [piece[first:end] for first, end in tokens_of(piece)]
        kinds = "".join([self._kind_of(token) for token in tokens])
        read = kinds, marks_of([piece] if piece.isalpha() else words_of(piece)), self._weights_of(tokens, kinds)
        if len(self) == KEPT:
            self.clear()
        self[piece] = read
        return read


def split(own: str) -> list[str]:
    """Return the pieces of a text: split at blanks, or one for each token where tokens may go on over blanks."""
    pieces = own.split()
    return _TOKEN.findall(own) if _goes_on(own, pieces) else pieces


def places(own: str) -> Iterator[re.Match[str]]:
    """Yield where the pieces of a text are."""
    return (_TOKEN if _goes_on(own, own.split()) else _PIECE).finditer(own)


def tokens_of(piece: str) -> list[tuple[int, int]]:
    """Return where the tokens of a piece are."""
    return [(0, len(piece))] if piece.isalpha() else [found.span() for found in _TOKEN.finditer(piece)]


def _goes_on(own: str, pieces: list[str]) -> bool:
    """Whether there may be tokens with blanks in them: words spelled out, or lines, which end sentences."""
    return "\n" in own or (not _SINGLE.isdisjoint(pieces) and list(map(len, pieces)).count(1) >= SPELLED_OUT)
