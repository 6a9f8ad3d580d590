"""A contribution as the rules read it: the author's own words, in order and by kind, links, pings, the bare letters.

What somebody quotes with a word of their own beside it is not theirs. A quotation alone is read as if it were: else
a ">" would be all it takes to post anything.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.core.contribution import Contribution
from bot.core.moderation.copies import Text
from bot.core.moderation.lexicon import (
    ASKING_MARK,
    CONTENT,
    EMOJI_MARK,
    HANDLE_MARK,
    LETTERS,
    LINK_MARK,
    MARKS,
    kind_of,
)
from bot.core.moderation.links import Link, links_in
from bot.core.moderation.looks import fold, origins

SPELLED_OUT = 4
"""Single letters in a row that are a word spelled out."""

_QUOTED = re.compile(r"^[ \t]*>>> [\s\S]*|^[ \t]*> .*", re.MULTILINE)
_WORD = re.compile(r"[^\W_]")
_BREAK = LETTERS["break"]
# Mentions of people and roles, the two words for everybody, custom emoji, and other things in angle brackets.
_WRAPPED = re.compile(
    r"<@[!&]?(?P<id>\d{1,20})>|@(?P<all>everyone|here)\b|<a?:\w{1,40}:\d{1,20}>|<(?:#|/|t:)[^<>\n]{1,120}>"
)
# Words, numbers, handles, $5, i'll, a$$; ends of sentences, while dots in a row are only a pause.
_TOKEN = re.compile(rf"[$€£@]?[^\W_]+(?:['’$@][^\W_]+|[.,]\d+)*\$*|[!?;]+|(?<!\.)\.(?!\.)|[{MARKS}]")
_SPELLED_OUT = re.compile(rf"(?<![^\W_])[^\W_](?:[ .*-][^\W_]){{{SPELLED_OUT - 1},}}(?![^\W_])")
_GLUE = re.compile(r"[ .*-]")
_APART = {ord(sign): " " for sign in ',:()[]{}<>"“”„«»/\\|+-–—=*~#&%^`_•'}
_BARE = {code: " " for code in range(128) if not chr(code).isalnum()}
_BARE_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Ping:
    """A mention in folded text: an id, "everyone" or "here"."""

    who: str
    start: int
    end: int


class Said:
    """One contribution, read. `kinds` has a letter for each word, mark and end of a sentence (see `lexicon`)."""

    def __init__(self, contribution: Contribution, question: int | None, read: frozenset[str]) -> None:
        """`read` holds the addresses of the reading list: a link to one of them is no link."""
        self.contribution = contribution
        self.question = question
        self.id = contribution.id
        self.author = contribution.author.id
        self.folded = fold(contribution.text)
        self.links: list[Link] = []
        self.pings: list[Ping] = []
        self.own = self._own(read)
        self._pieces = [_read(piece) for piece in _split(self.own)]
        self.kinds = "".join([kinds for kinds, _ in self._pieces])
        self.text = Text(self.id, self.author, contribution.author.name, bare_words(self.own))

    def _own(self, read: frozenset[str]) -> str:
        """Return the text with a mark of the same length for everything that is no word: places stay what they are."""
        own = self.folded
        if ">" in own and _WORD.search(without := _QUOTED.sub(_blank, own)):
            own = without
        for link in links_in(own):
            counts = not link.shows and link.address not in read
            if counts:
                self.links.append(link)
            mark = (ASKING_MARK if link.asks else LINK_MARK) if counts else EMOJI_MARK
            own = _marked(own, link.start, link.end, mark)
        if "<" in own or "@" in own:
            for found in _WRAPPED.finditer(own):
                who = found["id"] or found["all"]
                own = _marked(own, *found.span(), HANDLE_MARK if who else EMOJI_MARK)
                if who:
                    self.pings.append(Ping(who, *found.span()))
        return own

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What each letter of `kinds` stands for."""
        return tuple([token for _, tokens in self._pieces for token in tokens])

    @cached_property
    def content(self) -> frozenset[str]:
        """The distinct words that say something, rather than only call for something."""
        pairs = zip(self.tokens, self.kinds, strict=True)
        return frozenset([token for token, kind in pairs if kind in CONTENT and len(token) > 1])

    def credits(self, earlier: Text) -> bool:
        """Tell whether somebody else's message is named as the source: by a reply to it, or a mention of its author."""
        if earlier.author == self.author:
            return False
        names = any(ping.who == str(earlier.author) for ping in self.pings) or f"@{fold(earlier.name)}" in self.folded
        return names or self.contribution.reply_to == earlier.id

    def at_tokens(self, first: int, end: int) -> str:
        """Return the part of the text, as it was typed, from one token up to another."""
        start, close = 0, 0
        for place, token in enumerate(self.tokens[:end]):
            opening = self.own.find(token, close) if self.kinds[place] != _BREAK else -1
            if opening >= 0:  # not so with an end of line, or a word spelled out
                start = opening if place <= first else start
                close = opening + len(token)
        return self.typed(start, close or len(self.own)).strip()

    def typed(self, start: int, end: int) -> str:
        """Return what was typed for this part of the folded text."""
        text = self.contribution.text
        places = origins(text)
        return text[places[start] : places[end]] if len(places) == len(self.folded) + 1 else text


def _split(own: str) -> list[str]:
    """Split a text at blanks and signs; a line ends a sentence, a word spelled out in single letters is one word."""
    if "\n" in own:
        own = own.replace("\n", " ; ")
    pieces = own.translate(_APART).split()
    if sum([len(piece) == 1 for piece in pieces]) < SPELLED_OUT:
        return pieces
    return _SPELLED_OUT.sub(_glued, own).translate(_APART).split()


def bare_words(own: str) -> list[str]:
    """Return the words of a folded text without signs."""
    bare = own.translate(_BARE)
    return bare.split() if bare.isascii() else _BARE_WORD.findall(bare)


@lru_cache(maxsize=32_768)
def _read(piece: str) -> tuple[str, tuple[str, ...]]:
    """Return the kinds in a piece of text without blanks, and the words, signs and marks that they are of."""
    if piece.isalnum():
        return kind_of(piece), (piece,)
    tokens = tuple(_TOKEN.findall(_SPELLED_OUT.sub(_glued, piece)))
    return "".join(map(kind_of, tokens)), tokens


def _glued(found: re.Match[str]) -> str:
    return _GLUE.sub("", found[0])


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _marked(text: str, start: int, end: int, mark: str) -> str:
    return text[:start] + mark.ljust(end - start) + text[end:]
