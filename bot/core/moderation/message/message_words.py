"""A contribution as the rules read it: the author's own words, in order and by kind, its links and its pings.

What somebody quotes with a word of their own beside it is not theirs. A quotation alone is read as if it were: else
a ">" would be all it takes to post anything.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.core.base.contribution import Contribution
from bot.core.moderation.message.fingerprints import Print, letters_of, once
from bot.core.moderation.message.forms import fold, origins, words_of
from bot.core.moderation.message.lexicon import Lexicon
from bot.core.moderation.message.links import Link, links_in
from bot.core.moderation.message.tokens import (
    ASKING_MARK,
    CONTACT_MARK,
    EMOJI_MARK,
    HANDLE_MARK,
    LINK_MARK,
    MARKS,
    ODD_MARK,
    USERNAME_MARK,
    places,
    split,
    tokens_of,
)
from bot.core.moderation.message.walls import Wall, wall_of
from bot.core.moderation.message.weighing import Weighed, entries_of

# What is quoted, each with the words that must stand beside it; without them it is read as the author's own. A pattern
# that begins with its sign is looked for only where that is.
_QUOTED = (
    (re.compile(r"^[ \t]*>>> [\s\S]*|^[ \t]*> .*", re.MULTILINE), 1),
    (re.compile(r'["“”„«»][^"“”„«»\n]{8,}["“”«»]'), 4),
    (re.compile(r"['‘](?<!\S['‘])[^'‘’\n]{8,}['’](?!\w)"), 4),
)
LONGEST_SHOWN = 60
"""Characters of a word that are shown; some write without blanks."""
SHORT = 3
"""Words up to which a message is praise alone: "nice post"."""
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
_USERNAME = re.compile(r"(?<![\w@/.`#-])(?=\w*[^\W_]{2})[^\W\d_][\w.]*_[\w.]*\w(?:#\d{4})?(?![\w(`/=-])")
_DIGITS = re.compile(r"\d[\d -]{4,}\d")
CLAUSE, NEXT, NEAR = 4, 3, 60
"""Words before a comma among which a negation is looked for, those after it that are looked at, and their letters."""
_UNMARKED = re.compile(f"[{MARKS}]")
"""What `Said.own` has beside what was typed."""


@dataclass(frozen=True, slots=True)
class Ping:
    """A mention in folded text: an id, "everyone" or "here"."""

    who: str
    start: int
    end: int


class Said:
    """One contribution, read. `kinds` has a letter for each word, mark and end of a sentence (see `lexicon`).

    `telling` are those without the sentences that only ask, since they tell nobody to do anything; `there` are those
    once each; `wall` is what it fills the screen with, if it does. `odds` is how far all its words together speak for
    abuse: the logarithm of the odds, 0 where nothing is known of them.
    """

    def __init__(
        self,
        contribution: Contribution,
        lexicon: Lexicon,
        question: int | None = None,
        read: frozenset[str] = frozenset(),
        *,
        with_quotes: bool = False,
    ) -> None:
        """`read` holds the addresses of the reading list: a link to one of them is no link."""
        self._read = read
        self.lexicon = lexicon
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
        known = lexicon.pieces
        self._pieces = split(self.own)
        known_as = [known[piece] for piece in self._pieces]
        self.kinds = "".join([kinds for kinds, _, _ in known_as])
        self.odds = lexicon.scales.odds([known[piece][2] for piece in set(self._pieces)])
        if ", " in self.own and not lexicon.denying.isdisjoint(self.kinds):
            self._end_clauses()
        # What nearly every message is asked for is made at once: a cached property takes a lock.
        self.telling = lexicon.without_questions(self.kinds)
        self.there = frozenset(self.telling)
        self.wall: Wall | None = wall_of(contribution, self.own)
        self.letters = once(letters_of(own if self.own is own else _UNMARKED.sub("", self.own)))
        self.print = Print(self.letters, b"".join([marks for _, marks, _ in known_as]))

    def _end_clauses(self) -> None:
        """Read a comma that ends what a negation reaches as the end of a sentence."""
        if (ended := _with_clauses_ended(self.own, self.lexicon)) != self.own:
            self.own = ended
            self._pieces = split(ended)
            self.kinds = "".join([self.lexicon.pieces[piece][0] for piece in self._pieces])

    def _marked_up(self, own: str) -> str:
        """Return the text with a mark of the same length for everything that is no word: places stay what they are."""
        for link in links_in(own):
            counts = not link.shows and link.address not in self._read
            if counts:
                self.links.append(link)
            own = _marked(own, link.start, link.end, self._mark_of(link) if counts else EMOJI_MARK)
        for found in _USERNAME.finditer(own) if "_" in own else ():
            own = _marked(own, *found.span(), USERNAME_MARK)
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

    def _mark_of(self, link: Link) -> str:
        if link.reaches:
            return CONTACT_MARK
        if link.asks:
            return ASKING_MARK
        if self.lexicon.sites.is_odd(link.host):
            return ODD_MARK
        return EMOJI_MARK if link.cites else LINK_MARK

    @cached_property
    def whole(self) -> "Said":
        """The same, with what it quotes."""
        if not self._has_signs:
            return self
        return Said(self.contribution, self.lexicon, self.question, self._read, with_quotes=True)

    def weight_of(self, spans: Iterable[tuple[int, int]]) -> float:
        """Return how far some of its tokens speak for abuse (above 0) or for honest talk."""
        places = (self._spans[place] for start, end in spans for place in range(start, end))
        known, pieces = self.lexicon.pieces, {self.own[start:end] for start, end in places}
        return self.lexicon.scales.weight([known[piece][2] for piece in pieces])

    def weighed(self) -> list[Weighed]:
        """Return its different pieces with their weights, in the language in which it is weighed."""
        known, pieces = self.lexicon.pieces, sorted(set(self._pieces))
        place = self.lexicon.scales.place([known[piece][2] for piece in pieces])
        return [Weighed(piece, known[piece][1], known[piece][2][place]) for piece in pieces]

    def heaviest(self, weighed: Iterable[Weighed], most: int) -> tuple[str, ...]:
        """Return the heaviest of these pieces as they were typed, in their order; small words only if need be."""
        known, small = self.lexicon.pieces, self.lexicon.small
        ranked = sorted(weighed, key=lambda each: (known[each.piece][0] == small, -each.weight))
        chosen = {each.piece for each in ranked[:most]}
        found = {place[0]: place.span() for place in reversed(list(places(self.own))) if place[0] in chosen}
        typed = (self._typed_up_to(*found[piece]).strip(" .,:;!?()") for piece in reversed(found))
        return tuple(each[:LONGEST_SHOWN] for each in typed)

    def entries(self) -> Iterator[str]:
        """Yield the names under which it is weighed, as often as they count."""
        for piece in set(self._pieces):
            kinds = self.lexicon.pieces[piece][0]
            for (first, end), kind in zip(tokens_of(piece), kinds, strict=True):
                yield from entries_of(piece[first:end], self.lexicon.marked.get(kind, ""))

    def tokens(self) -> Iterator[str]:
        """Yield what each letter of `kinds` stands for; most messages are asked for their first word only."""
        for piece in self._pieces:
            if piece.isalpha():  # the usual case
                yield piece
            else:
                yield from [piece[first:last] for first, last in tokens_of(piece)]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        """Where each of the tokens is, read piece by piece like `kinds`, so that there are always as many."""
        return [
            (piece.start() + first, piece.start() + last)
            for piece in places(self.own)
            for first, last in tokens_of(piece[0])
        ]

    @cached_property
    def content(self) -> frozenset[str]:
        """The distinct words that say something, rather than only call for something."""
        pairs = zip(self.tokens(), self.kinds, strict=True)
        content = self.lexicon.content
        return frozenset([token for token, kind in pairs if kind in content and len(token) > 1])

    @property
    def assents(self) -> bool:
        """Whether it begins as an answer to somebody's request does: "Sure, …", "Yes, Ben, …"."""
        return self.kinds[:1] in self.lexicon.assenting

    @property
    def addresses(self) -> bool:
        """Whether it speaks to somebody, or leads anywhere; what only states something does not."""
        return not self.lexicon.addressing.isdisjoint(self.there)

    @property
    def matter(self) -> frozenset[str]:
        """The words that say something beyond agreeing, and in a short message beyond praise."""
        said_easily = self.lexicon.agreeing
        if self.length <= SHORT:
            said_easily = said_easily | self.lexicon.stock
        return frozenset(token for token in self.content if self.lexicon.kind_of(token) not in said_easily)

    def called_by_name(self, *, more_than: int) -> tuple[str, ...]:
        """Return the "@names" as they were typed, each once; none where there are not even so many signs for them."""
        if self.folded.count("@") <= more_than:  # the usual case
            return ()
        names = {token: place for place, token in enumerate(self.tokens()) if token[0] == "@" and len(token) > 1}
        return tuple(self.at_tokens(place, place + 1) for place in names.values())

    @property
    def length(self) -> int:
        """How many words there are of any sort, and numbers."""
        return sum(kind not in self.lexicon.signs for kind in self.kinds)

    @property
    def connected(self) -> int:
        """How many words there are that only connect others."""
        return self.kinds.count(self.lexicon.small)

    def credits(self, message: int, author: int, name: str) -> bool:
        """Tell whether this names somebody else's message as its source: by a reply, or a mention of its author."""
        if author == self.author or (self.contribution.reply_to is None and "@" not in self.folded):  # the usual case
            return False
        named = any(ping.who == str(author) for ping in self.pings) or f"@{fold(name)}" in self.folded
        return named or self.contribution.reply_to == message

    def at_tokens(self, first: int, end: int) -> str:
        """Return the part of the text, as it was typed, from one token up to another."""
        spans = self._spans[first:end]
        return self._typed_up_to(spans[0][0], spans[-1][1]).strip()

    def _typed_up_to(self, start: int, end: int) -> str:
        """Return what was typed for this part of the text; of a mark at its end, all that it stands for."""
        if self.own[end - 1] in MARKS:
            end = len(self.own) - len(self.own[end:].lstrip(" "))
        return self.typed(start, end)

    def typed(self, start: int, end: int) -> str:
        """Return what was typed for this part of the folded text; all of it, if that cannot be told."""
        text = self.contribution.text
        if text.isascii():
            return text[start:end]
        origin = self._origins
        return text[origin[start] : origin[end]] if len(origin) == len(self.folded) + 1 else text

    @cached_property
    def _origins(self) -> list[int]:
        """Where each character of the folded text comes from: worked out once, however many links were typed."""
        return origins(self.contribution.text)

    def typed_links(self, links: Iterable[Link]) -> tuple[str, ...]:
        """Return these links as they were typed."""
        return tuple(self.typed(link.start, link.end) for link in links)


def _without_quotes(folded: str) -> str:
    for pattern, beside in _QUOTED:
        if pattern.search(folded):
            without = pattern.sub(lambda found: " " * len(found[0]), folded)
            folded = without if len(words_of(without)) >= beside else folded
    return folded


def _with_clauses_ended(own: str, lexicon: Lexicon) -> str:
    """Return a text with a full stop for each comma that ends what a negation reaches: "not needed, send …".

    A prohibition reaches on ("don't send, give …"), and so does what ends in "or", or goes on with a small word.
    """
    known = lexicon.pieces
    place = own.find(", ")
    while place > 0:
        before = own[max(place - NEAR, 0) : place].split()[-CLAUSE:-1]
        if not lexicon.denying.isdisjoint("".join([known[word][0] for word in before])):
            after = "".join([known[word][0] for word in own[place + 1 : place + NEAR].split()[:NEXT]])
            if after and after[0] not in lexicon.joining and lexicon.listing.isdisjoint(after):
                own = f"{own[:place]}.{own[place + 1 :]}"
        place = own.find(", ", place + 1)
    return own


def _marked(text: str, start: int, end: int, mark: str) -> str:
    return text[:start] + mark.ljust(end - start) + text[end:]
