"""A talk's languages made ready: to which kind a word belongs, and which wordings are looked for.

A message becomes a short string with one letter a word, on which patterns are run. A word may be of several kinds, and
a letter stands for all kinds that its word is of. Nearly all the words listed are innocent: only their order says
anything. Look-alike letters, "fr33", "pleeease" and slips of the finger in longer words make no difference.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.core.moderation.message.forms import Inflections, fold, spellings
from bot.core.moderation.message.known_sites import KnownSites
from bot.core.moderation.message.language import OTHERS, OWN, RULES, SIGNS, Language, Wording
from bot.core.moderation.message.notation import Pattern, Source, compiled, expression, rarest, read
from bot.core.moderation.message.tokens import MARKS, Pieces
from bot.core.moderation.message.weighing import MARKED, Scales, Weights
from bot.core.text.stopwords import stopwords

HINTS = "hints"
"""The name under which the patterns of hints are."""
_FIRST = 0x80
_MONEY = re.compile(r"[$€£]\d[\d.,]*k?|\d[\d.,]*k?[$€£]|\d[\d.,]*e")
_NUMBER = re.compile(r"\d[\d.,]*(?:k|th|st|nd|rd)?")
_COUNT = re.compile(r"\d{1,3}(?:st|nd|rd|th|v)?")
_ALSO = {"any": ("stock", "username"), "money": ("amount",), "link": ("odd",)}
_NO_WORD = "\uffff"
_UNDOTTED = str.maketrans("äöå", "aoa")
_ADDRESSING = (
    *("you", "me", "dm", "contacting", "inquire", "reach", "click", "messenger"),
    *("link", "odd", "asking", "contact", "handle", "username"),
)
"""Kinds of which there is one where somebody is spoken to, or led anywhere."""
DOTTED = 4
"""Letters of a word from which on it is known without its dots, too: "laheta" for "lähetä"."""
_OFTEN, _SMALL = 10.0, 8
"""The weight of a kind that is there in nearly every message, and that of small words among others of their length."""


class Row(NamedTuple):
    """A pattern made ready, its wording, how it was written, and sets of letters of each of which one must be there.

    The set that is there least often comes first, under which the row stands.
    """

    wording: Wording
    source: str
    pattern: Pattern
    also: frozenset[str]
    rest: tuple[frozenset[str], ...]


Rows = Mapping[str, Sequence[Row]]
"""Patterns under each letter of which one must be there."""


class WordSigns:
    """What words are a sign of, whatever kind they are of: whole words, and what words begin with."""

    def __init__(self, languages: Iterable[Language]) -> None:
        self._whole: dict[str, frozenset[str]] = {}
        self._begun: dict[str, frozenset[str]] = {}
        for name, word in ((name, word) for each in languages for name, words in each.signs.items() for word in words):
            signs = self._begun if word.endswith("*") else self._whole
            for form in dict.fromkeys((word.rstrip("*"), _undotted(word.rstrip("*")))):
                signs[form] = signs.get(form, frozenset()) | {name}
        self._lengths = sorted(set(map(len, self._begun)))
        self.words = tuple(self._whole)
        """The whole words."""
        self.sets = frozenset(map(self._begun_by, self._begun))
        """What any other word can be a sign of."""

    def of(self, word: str) -> frozenset[str]:
        """Return what a word is a sign of."""
        return self._whole.get(word, frozenset()) | self._begun_by(word)

    def _begun_by(self, word: str) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for length in self._lengths:
            if signs := self._begun.get(word[:length]):
                found |= signs
        return found


class Lexicon:
    """What messages of a talk are read by; its languages in their order, what is shared by all of them last."""

    POLITE = ("name", "count")
    """Parts of stock phrases beside the lists: any other word (a name, if a capital letter shows it), and numbers."""

    def __init__(self, languages: Sequence[Language], sites: KnownSites | None = None) -> None:
        """`sites` are the names that links may pretend to be."""
        self.sites = sites or KnownSites()
        self._languages = languages
        self._letters: dict[frozenset[str], str] = {}
        self._bearing: defaultdict[str, list[str]] = defaultdict(list)
        for name in (*SIGNS, *OTHERS):
            self._letter(frozenset((name,)))
        small = [_folded(word) for each in languages for word in stopwords(each.code)]
        self._small = frozenset((*small, *map(_undotted, small)))
        self._also = _joined((_ALSO, *(each.also for each in languages)))
        nouns = [(word, name) for each in languages for name, words in each.nouns.items() for word in words]
        plain = [(_undotted(word), name) for word, name in nouns if _undotted(word) != word]
        self._noun_kinds = dict(plain) | dict(nouns)
        self._nouns = Inflections(self._noun_kinds)
        self._signs = WordSigns(languages)
        self._kinds = self._words(languages)
        endings = "|".join(ending for each in languages for ending in each.possessive)
        self._owned = re.compile(rf"(?:{endings})$") if endings else re.compile("(?!)")
        for noun, name in self._noun_kinds.items():
            for each in (name, f"{OWN}{name}"):
                self._letter(frozenset((each,)))
                self._letter(self._signs.of(noun) | {each})
        for signs in self._signs.sets:
            self._letter(signs | {"any"})
        self._slips = self._slips_of(languages)
        self._slip_heads = frozenset(rest[:3] for rest in self._slips)
        self.kind_of = lru_cache(maxsize=4_096)(self._kind_of)
        self.scales = Scales((each.code, each.weighing) for each in languages)
        self.marked = {self.letter_of(name): name for name in MARKED}
        self.pieces = Pieces(self.kind_of, self._weights_of_tokens)
        self.signs = frozenset(self.letter_of(name) for name in SIGNS)
        self.small = self.letter_of("small")
        self.line = self.letter_of("break")
        self.content = frozenset(letter for each in languages for name in each.content for letter in self.of(name))
        self.assenting = frozenset(self.of("assent"))
        self.denying = frozenset(self.of("not")).difference(self.of("forbid"))
        self.listing = frozenset((*self.of("not"), *self.of("or")))
        self.joining = frozenset(letter for name in ("small", "and", "if", "they") for letter in self.of(name))
        self.addressing = frozenset(letter for name in _ADDRESSING for letter in self.of(name))
        self.agreeing, self.stock = frozenset(self.of("agree")), frozenset(self.of("stock"))
        self._take_phrases(languages)

    def letter_of(self, name: str) -> str:
        """Return the letter of what is of this kind only."""
        return self._letters[frozenset((name,))]

    def of(self, name: str) -> list[str]:
        """Return the letters of what is of this kind, or counts as such."""
        return [letter for each in (name, *self._also.get(name, ())) for letter in self._bearing.get(each, ())]

    def rows_of(self, name: str) -> list[Row]:
        """Return the patterns of a wording."""
        rows = (row for of_rule in self.rows.values() for some in of_rule.values() for row in some)
        return list(dict.fromkeys(row for row in rows if row.wording.name == name))

    def without_questions(self, kinds: str) -> str:
        """Return the kinds of a message without the sentences that only ask: they tell nobody to do anything."""
        if self._asking.isdisjoint(kinds):  # the usual case
            return kinds
        return self._question.sub(lambda found: self.line * len(found[0]), kinds)

    def _letter(self, names: frozenset[str]) -> str:
        if names not in self._letters:
            self._letters[names] = letter = chr(_FIRST + len(self._letters))
            for name in names:
                self._bearing[name].append(letter)
        return self._letters[names]

    def _weights_of_tokens(self, tokens: list[str], kinds: str) -> Weights:
        marked = self.marked
        return self.scales.weights_of([(each, marked.get(kind, "")) for each, kind in zip(tokens, kinds, strict=True)])

    def _words(self, languages: Sequence[Language]) -> dict[str, str]:
        names: defaultdict[str, set[str]] = defaultdict(set)
        for each in languages:
            for name, words in each.words.items():
                for word in words:
                    names[word].add(name)
        for each in languages:
            for words in each.polite.values():
                for word in words:
                    if word not in names and word not in self._small:
                        names[word] = {"stock"}
        for word in [word for word in names if _undotted(word) not in (word, *names, *self._small)]:
            names[_undotted(word)] = names[word]
        for word in self._signs.words:
            names.setdefault(word, set(self._base_of(word)))
        kinds_of = {word: self._signs.of(word).union(kinds) for word, kinds in names.items()}
        self._weights = self._weights_of(kinds_of)
        oftenest = sorted(kinds_of, key=lambda word: (word not in self._small, len(word)))  # small letters cost least
        return {word: self._letter(kinds_of[word]) for word in oftenest}

    def _base_of(self, word: str) -> Iterable[str]:
        """Return the kind of a word that the lists of words do not have."""
        noun = self._nouns.find(word)
        return (self._noun_kinds[noun],) if noun else ("small",) if word in self._small else ("any",)

    def _weights_of(self, kinds_of: Mapping[str, Collection[str]]) -> Mapping[str, float]:
        """Return how often each kind of words comes, roughly: the shorter a word, the oftener (G. K. Zipf, 1935)."""
        weights = defaultdict[str, float](float, dict.fromkeys((*OTHERS, "break"), _OFTEN))
        for word, kinds in kinds_of.items():
            weight = 0.5 ** len(word) * (_SMALL if word in self._small else 1)
            for kind in kinds:
                weights[kind] += weight
        return weights

    def _slips_of(self, languages: Sequence[Language]) -> dict[str, tuple[str, int]]:
        slips = {}
        shortest = {name: length for each in languages for name, length in each.misspelt.items()}
        for name, length in shortest.items():
            for word in (word for each in languages for word in each.words.get(name, ())):
                if len(word) > length:
                    slips.update(dict.fromkeys((word, *_without_one(word)), (self._kinds[word], length)))
        return slips

    def _kind_of(self, token: str) -> str:
        """Return the letter of a folded word, number, handle or mark."""
        if not token[0].isalnum() and token not in self._kinds:
            return self._kind_of_a_sign(token)
        for word in spellings(token):
            if kind := self._kinds.get(word):
                return kind
        if _NUMBER.fullmatch(token):
            return self.letter_of("number")
        if _MONEY.fullmatch(token):
            return self.letter_of("amount")
        if token.endswith(("'s", "’s")):
            return self.letter_of("whose")
        if noun := self._nouns.find(token):
            name = self._noun_kinds[noun]
            own = f"{OWN}{name}" if self._owned.search(token) else name
            return self._letters[self._signs.of(noun) | {own}]
        if token in self._small:
            return self.small
        if signs := self._signs.of(token):
            return self._letters[signs | {"any"}]
        return self._slip(token)

    def _slip(self, token: str) -> str:
        """Return the letter of what was misspelt, if it was."""
        any_ = self.letter_of("any")
        heads = (token[:3], token[0] + token[2:4], token[:2] + token[3:4])
        if self._slip_heads.isdisjoint(heads):  # the usual case
            return any_
        slips = [self._slips[rest] for rest in (token, *_without_one(token)) if rest in self._slips]
        return next((kind for kind, shortest in slips if len(token) >= shortest), any_)

    def _kind_of_a_sign(self, token: str) -> str:
        if token in MARKS:
            return self.letter_of(SIGNS[1:][MARKS.index(token)])
        if token[0] == "@":
            return self.letter_of("handle")
        if token[0] in "$€£" and token[1:]:
            return self.letter_of("amount") if _MONEY.fullmatch(token) else self.kind_of(spellings(token[1:])[-1])
        return self.line

    @cached_property
    def rows(self) -> dict[str, Rows]:
        """The patterns of each rule, and the hints; made when they are needed, for stock phrases are known without."""
        languages = self._languages
        reasons = {wording.name: wording.reason for each in languages for wording in each.wordings if wording.reason}
        found: dict[str, Rows] = {}
        same: dict[frozenset[str], frozenset[str]] = {}
        wordings = [wording for each in languages for wording in each.wordings]
        for looked_for in (*RULES, HINTS):
            rows = defaultdict[str, list[Row]](list)
            for wording in (each for each in wordings if (HINTS if each.sort else each.rule) == looked_for):
                told = replace(wording, reason=reasons.get(wording.name, ""))
                for text in wording.patterns:
                    self._enter(rows, told, text, same)
            found[looked_for] = dict(rows)
        return found

    @cached_property
    def heads(self) -> dict[str, frozenset[str]]:
        """The letters under which each rule has patterns, and the hints."""
        return {rule: frozenset(rows) for rule, rows in self.rows.items()}

    @cached_property
    def warns(self) -> re.Pattern[str]:
        """What is found where somebody warns of frauds."""
        return self._any_of(self._read(text).text for each in self._languages for text in each.warns)

    @cached_property
    def tells(self) -> re.Pattern[str]:
        """What is found in a sentence that tells of frauds, rather than being one."""
        return self._any_of(self._read(text).text for each in self._languages for text in each.tells)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Letters of which each sentence that tells of frauds has one."""
        sources = [self._read(text) for each in self._languages for text in each.tells]
        return frozenset(letter for source in sources for letter in self._rarest(source.needs)[0])

    @cached_property
    def _question(self) -> re.Pattern[str]:
        return self._any_of(self._read(each.question).text for each in self._languages if each.question)

    @cached_property
    def _asking(self) -> frozenset[str]:
        """Letters of which a question has one."""
        questions = [self._read(each.question) for each in self._languages if each.question]
        return frozenset(letter for source in questions for name in source.needs[0] for letter in self.of(name))

    def _read(self, text: str) -> Source:
        return read(text, self._named_pieces, self._names)

    @cached_property
    def _named_pieces(self) -> dict[str, str]:
        return pieces_of(self._languages)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for each in self._languages for name in each.kinds)

    def _any_of(self, texts: Iterable[str]) -> re.Pattern[str]:
        return re.compile("|".join(expression(text, self._class) for text in texts) or "(?!)")

    def _enter(
        self,
        rows: defaultdict[str, list[Row]],
        wording: Wording,
        text: str,
        same: dict[frozenset[str], frozenset[str]],
    ) -> None:
        """Enter a pattern; many need the same letters, which are kept once in `same`."""
        source = self._read(text)
        first, *others = self._rarest(source.needs)
        also, *rest = (same.setdefault(each, each) for each in (others or [first]))
        row = Row(wording, text, compiled(source.text, self._class), also, tuple(rest))
        for letter in first:
            rows[letter].append(row)

    def _rarest(self, needs: Iterable[frozenset[str]]) -> list[frozenset[str]]:
        sets = rarest(needs, lambda name: self._weights.get(name, 0))
        return [frozenset(letter for name in names for letter in self.of(name)) for names in sets]

    def _class(self, name: str) -> str:
        """Return the letters of a kind for a pattern; one that no word has, if these languages have no such word."""
        return "".join(self.of(name)) or _NO_WORD

    def _take_phrases(self, languages: Sequence[Language]) -> None:
        names = dict.fromkeys((*self.POLITE, *(name for each in languages for name in each.polite)))
        letters = {name: chr(_FIRST + place) for place, name in enumerate(names)}
        parts = {word: letters[name] for each in languages for name, words in each.polite.items() for word in words}
        self.name_part, self.count_part = (letters[name] for name in self.POLITE)
        phrases = "|".join(expression(text, letters.__getitem__) for each in languages for text in each.phrases)
        self.phrases = re.compile(rf"(?:{phrases})+" if phrases else "(?!)")

        def part_of(word: str) -> str:
            found = [parts[form] for form in spellings(word) if form in parts]
            return found[0] if found else self.count_part if _COUNT.fullmatch(word) else self.name_part

        self.part_of = lru_cache(maxsize=4_096)(part_of)
        """Which part of a stock phrase a word can be, as a letter."""


def _folded(word: str) -> str:
    """Return a word folded: itself where that changes nothing, so that it is kept once."""
    folded = fold(word)
    return word if folded == word else folded


def _undotted(word: str) -> str:
    """Return a word as people type it whose keyboard has no ä and ö; short words would be taken for others."""
    return word.translate(_UNDOTTED) if len(word) >= DOTTED else word


def pieces_of(languages: Iterable[Language]) -> dict[str, str]:
    """Return the pieces of patterns that languages have together; of two of one name, that of the first."""
    return {name: text for each in reversed(list(languages)) for name, text in each.pieces.items()}


def forms_of(listed: str) -> Iterator[str]:
    """Yield the words of a list: "look/s/ing" stands for look, looks, looking."""
    for each in listed.split():
        word, *endings = each.split("/")
        yield word
        yield from (word + ending for ending in endings)


def _joined(mappings: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    joined: dict[str, tuple[str, ...]] = {}
    for mapping in mappings:
        for name, others in mapping.items():
            joined[name] = (*joined.get(name, ()), *others)
    return joined


def _without_one(word: str) -> list[str]:
    """Return what is left when one letter is missing; two words that share such a rest are one slip apart."""
    return [word[:place] + word[place + 1 :] for place in range(1, len(word))]
