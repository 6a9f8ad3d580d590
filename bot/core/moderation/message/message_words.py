"""A contribution as the rules read it: the author's own words, in order and by kind, its links and its pings.

What somebody quotes with a word of their own beside it is not theirs. A quotation alone is read as if it were: else
a ">" would be all it takes to post anything.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from bot.core.base.contribution import Contribution
from bot.core.moderation.message.fingerprints import Print, letters_of, marks_of
from bot.core.moderation.message.forms import fold, origins, words_of
from bot.core.moderation.message.kinds import (
    ASKING_MARK,
    CONTACT_MARK,
    CONTENT,
    EMOJI_MARK,
    HANDLE_MARK,
    LETTERS,
    LINK_MARK,
    MARKS,
    SIGNS,
    kind_of,
)
from bot.core.moderation.message.links import Link, links_in

KEPT = 16_384
"""Pieces of text that are remembered as they were read; a talk of thousands of messages has no more."""
SPELLED_OUT = 4
"""Single letters in a row that are a word spelled out."""
_SINGLE = frozenset("bcdefghjklmnopqrstuvwxyzåäö0123456789")  # no words by themselves, as "a" and "I" are

# What is quoted, each with the words that must stand beside it; without them it is read as the author's own.
_QUOTED = (
    (re.compile(r"^[ \t]*>>> [\s\S]*|^[ \t]*> .*", re.MULTILINE), 1),
    (re.compile(r'["“”„«»][^"“”„«»\n]{8,}["“”«»]'), 4),
    (re.compile(r"(?<!\S)['‘][^'‘’\n]{8,}['’](?!\w)"), 4),
)
_SIGNS = re.compile('[0-9@<>"“”„«»‘]')
"""Quotations, mailboxes, numbers to call and mentions have one of these, or a ' after a blank. Most texts have none."""
# Mentions of people and roles, the two words for everybody, custom emoji, and other things in angle brackets.
_WRAPPED = re.compile(
    r"<@[!&]?(?P<id>\d{1,20})>|@(?P<all>everyone|here)\b|<a?:\w{1,40}:\d{1,20}>|<(?:#|/|t:)[^<>\n]{1,120}>"
)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A number to call begins with + or 0, or has hyphens where people put them; and there are digits enough.
_NUMBER = re.compile(
    r"(?<![\w.,])(?:\+\d|0\d{1,3}[ -]?\d)[\d -]{4,14}\d\b|(?<![\w.,-])(?:\(?\d{3}\)?[ -])?\d{3}-\d{4}(?![\w-])"
)
_DIGITS = re.compile(r"\d[\d -]{4,}\d")
# Words spelled out in single letters, words, numbers, handles, $5, i'll, a$$; ends of sentences (dots in a row are
# only a pause); marks.
_TOKEN = re.compile(
    rf"(?<![^\W_])[^\W_](?:[ .*-][^\W_]){{{SPELLED_OUT - 1},}}(?![^\W_])"
    rf"|[$€£@]?[^\W_]+(?:['’$@][^\W_]+|[.,]\d+)*[$€£]*|[!?;\n]+|(?<!\.)\.(?!\.)|[{MARKS}]"
)
_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Ping:
    """A mention in folded text: an id, "everyone" or "here"."""

    who: str
    start: int
    end: int


class Said:
    """One contribution, read. `kinds` has a letter for each word, mark and end of a sentence (see `lexicon`)."""

    def __init__(
        self, contribution: Contribution, question: int | None, read: frozenset[str], *, with_quotes: bool = False
    ) -> None:
        """`read` holds the addresses of the reading list: a link to one of them is no link."""
        self._read = read
        self.contribution = contribution
        self.question = question
        self.id = contribution.id
        self.author = contribution.author.id
        self.folded = fold(contribution.text)
        self.links: list[Link] = []
        self.pings: list[Ping] = []
        self._has_signs = _SIGNS.search(self.folded) is not None or " '" in self.folded
        own = _without_quotes(self.folded) if self._has_signs and not with_quotes else self.folded
        self.own = self._marked_up(own)
        pieces = [_READ[piece] for piece in _split(self.own)]
        self.kinds = "".join([kinds for kinds, _ in pieces])
        self.letters = letters_of(self.own)
        self.print = Print(self.letters, b"".join([marks for _, marks in pieces]))

    def _marked_up(self, own: str) -> str:
        """Return the text with a mark of the same length for everything that is no word: places stay what they are."""
        for link in links_in(own):
            counts = not link.shows and link.address not in self._read
            if counts:
                self.links.append(link)
            mark = (ASKING_MARK if link.asks else LINK_MARK) if counts else EMOJI_MARK
            own = _marked(own, link.start, link.end, mark)
        if not self._has_signs:
            return own
        for found in _NUMBER.finditer(own) if _DIGITS.search(own) else ():
            own = _marked(own, *found.span(), CONTACT_MARK)
        for found in _MAILBOX.finditer(own) if "@" in own else ():
            own = _marked(own, *found.span(), CONTACT_MARK)
        for found in _WRAPPED.finditer(own) if "@" in own or "<" in own else ():
            who = found["id"] or found["all"]
            own = _marked(own, *found.span(), HANDLE_MARK if who else EMOJI_MARK)
            if who:
                self.pings.append(Ping(who, *found.span()))
        return own

    @cached_property
    def whole(self) -> "Said":
        """The same, with what it quotes."""
        if not self._has_signs:
            return self
        return Said(self.contribution, self.question, self._read, with_quotes=True)

    def tokens(self) -> Iterator[str]:
        """Yield what each letter of `kinds` stands for."""
        return (self.own[slice(*span)] for span in self._spans())

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Yield where each of the tokens is, read piece by piece like `kinds`, so that there are always as many."""
        for piece in _places(self.own):
            start = piece.start()
            yield from ((start + first, start + end) for first, end in _tokens_of(piece[0]))

    @cached_property
    def content(self) -> frozenset[str]:
        """The distinct words that say something, rather than only call for something."""
        pairs = zip(self.tokens(), self.kinds, strict=True)
        return frozenset([token for token, kind in pairs if kind in CONTENT and len(token) > 1])

    @property
    def length(self) -> int:
        """How many words there are of any sort, and numbers."""
        return sum(kind not in SIGNS for kind in self.kinds)

    @property
    def connected(self) -> int:
        """How many words there are that only connect others."""
        return self.kinds.count(LETTERS["small"])

    def credits(self, message: int, author: int, name: str) -> bool:
        """Tell whether this names somebody else's message as its source: by a reply, or a mention of its author."""
        if author == self.author or (self.contribution.reply_to is None and "@" not in self.folded):  # the usual case
            return False
        named = any(ping.who == str(author) for ping in self.pings) or f"@{fold(name)}" in self.folded
        return named or self.contribution.reply_to == message

    def at_tokens(self, first: int, end: int) -> str:
        """Return the part of the text, as it was typed, from one token up to another."""
        places = list(islice(self._spans(), first, end))
        end = places[-1][1]
        if self.own[end - 1] in MARKS:  # and blanks after it, for all that it stands for
            end = len(self.own) - len(self.own[end:].lstrip(" "))
        return self.typed(places[0][0], end).strip()

    def typed(self, start: int, end: int) -> str:
        """Return what was typed for this part of the folded text; all of it, if that cannot be told."""
        text = self.contribution.text
        if text.isascii():
            return text[start:end]
        places = origins(text)
        return text[places[start] : places[end]] if len(places) == len(self.folded) + 1 else text

    def typed_links(self, links: Iterable[Link]) -> tuple[str, ...]:
        """Return these links as they were typed."""
        return tuple(self.typed(link.start, link.end) for link in links)


def _without_quotes(folded: str) -> str:
    for pattern, beside in _QUOTED:
        if pattern.search(folded):
            without = pattern.sub(lambda found: " " * len(found[0]), folded)
            folded = without if len(words_of(without)) >= beside else folded
    return folded


class _Read(dict[str, tuple[str, bytes]]):
    """Pieces of text, each read once: the kinds of its tokens, the marks of its words. An LRU cache would be slower."""

    def __missing__(self, piece: str) -> tuple[str, bytes]:
        kinds = "".join([kind_of(piece[first:end]) for first, end in _tokens_of(piece)])
        read = kinds, marks_of([piece] if piece.isalpha() else words_of(piece))
        if len(self) == KEPT:
            self.clear()
        self[piece] = read
        return read


_READ = _Read()


def _split(own: str) -> list[str]:
    """Return the pieces of a text: split at blanks, or one for each token where tokens may go on over blanks."""
    pieces = own.split()
    return _TOKEN.findall(own) if _goes_on(own, pieces) else pieces


def _places(own: str) -> Iterator[re.Match[str]]:
    """Yield where the pieces of a text are."""
    return (_TOKEN if _goes_on(own, own.split()) else _PIECE).finditer(own)


def _goes_on(own: str, pieces: list[str]) -> bool:
    """Whether there may be tokens with blanks in them: words spelled out, or lines, which end sentences."""
    return "\n" in own or (not _SINGLE.isdisjoint(pieces) and list(map(len, pieces)).count(1) >= SPELLED_OUT)


def _tokens_of(piece: str) -> list[tuple[int, int]]:
    """Return where the tokens of a piece are."""
    return [(0, len(piece))] if piece.isalpha() else [found.span() for found in _TOKEN.finditer(piece)]


def _marked(text: str, start: int, end: int, mark: str) -> str:
    return text[:start] + mark.ljust(end - start) + text[end:]
