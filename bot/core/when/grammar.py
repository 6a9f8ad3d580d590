"""All ways to read an expression: which pieces may follow one another, and that no word is left over.

The pieces come from the readers of clock times, dates, zones and instants. Which of them belong together is the matter
of `core/when/sentence.py`, and whether that makes sense the matter of `core/when/reader.py`.
"""

import re
from collections.abc import Iterator, Sequence

from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.text.shorten import shortened
from bot.core.when import time_words
from bot.core.when.clock_times import clocks_at, parts_at, untils_at
from bot.core.when.dates import dates_at, days_at, years_at
from bot.core.when.pieces import Found, Piece, Reader, looked_up
from bot.core.when.sentence import Mark, Sentence
from bot.core.when.spans import now_at, spans_at, stamps_at
from bot.core.when.zones.zone import FULL_NAME, UNKNOWN_ZONE

LONGEST_TEXT = 200
LONGEST_WORD = 40
MOST_STEPS = 500
"""How many pieces are tried; an ordinary announcement needs a few dozen."""

UNKNOWN = N_("I cannot read “{word}” as part of a time. Write for example Wed 19:00, or 2 December 7–8 pm Eastern.")
LEFT_OVER = N_(
    "“{word}” does not fit with the rest of “{text}”. Write one day, one time and at most one zone, for example "
    "2 December 7–8 pm Eastern, or Wed 19:00."
)
TANGLED = N_(
    "“{text}” can be read in too many ways. Write one day, one time and at most one zone, for example "
    "2 December 7–8 pm Eastern, or Wed 19:00."
)

MARKS = re.compile(r"[-=]>|[&,;()\[\]/|=•·→]|(?<=\s)[-–](?=\s)|—|:(?=\s)")
PICTURES = r"[\U0001F4C5\U0001F4C6\u23F0\U0001F550-\U0001F567\U0001F5D3]\uFE0F?"
NOTHING = re.compile(
    r"\(US (?:&|and) Canada\)|(?:(?<=[^\W\d_])|(?<=:[0-9]{2}))\.(?![0-9])|!|#[^\W\d_]\w*|" + PICTURES, re.IGNORECASE
)
FILLERS = dict.fromkeys(time_words.NOTHING)
THAT_IS = {word: (Mark("="),) for word in time_words.THAT_IS}


def marks_at(text: str, place: int) -> Iterator[Found]:
    """Read what stands between the pieces, and what means nothing: full stops, hashtags, pictures of clocks."""
    if found := MARKS.match(text, place):
        yield found.end(), (Mark(found[0]),)
    if found := NOTHING.match(text, place):
        yield found.end(), ()
    for end, _ in looked_up(FILLERS, text, place):
        yield end + text.startswith(":", end), ()
    yield from looked_up(THAT_IS, text, place)


READERS: tuple[Reader, ...] = (
    now_at,
    stamps_at,
    dates_at,
    years_at,
    days_at,
    spans_at,
    clocks_at,
    untils_at,
    parts_at,
    marks_at,
)


def sentences(text: str, zones: Reader) -> list[Sentence]:
    """Return every way to read the whole text; raise `Refused`, naming the word, where there is none.

    Each place of the text is read once, and at most `MOST_STEPS` pieces are tried, so that no text takes long.
    """
    if len(text) > LONGEST_TEXT:
        raise Refused(UNKNOWN, word=shortened(text[: LONGEST_WORD + 1], LONGEST_WORD))
    search = Search(text, (*READERS, zones))
    if found := list(search.sentences_from(0, Sentence())):
        return found
    word = search.word()
    if (name := FULL_NAME.search(word)) and name[0].replace("/", "").replace("_", "").isalpha():
        raise Refused(UNKNOWN_ZONE, zone=name[0])
    raise Refused(LEFT_OVER if search.is_known() else UNKNOWN, word=word, text=text)


class Search:
    """Tries one piece after another, and remembers how far it came and what it found where."""

    def __init__(self, text: str, readers: Sequence[Reader]) -> None:
        self._text = text
        self._readers = readers
        self._furthest = 0
        self._steps = 0
        self._found: dict[int, tuple[Found, ...]] = {}

    def sentences_from(self, place: int, sentence: Sentence) -> Iterator[Sentence]:
        """Yield the ways to read the text from here on, after this beginning."""
        while self._text[place : place + 1] == " ":
            place += 1
        self._furthest = max(self._furthest, place)
        if place == len(self._text):
            if whole := sentence.whole():
                yield whole
            return
        for end, pieces in self._found_at(place):
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise Refused(TANGLED, text=self._text)
            if longer := _with_pieces(sentence, pieces):
                yield from self.sentences_from(end, longer)

    def _found_at(self, place: int) -> tuple[Found, ...]:
        if place not in self._found:
            found = (each for reader in self._readers for each in reader(self._text, place))
            self._found[place] = tuple(dict.fromkeys(each for each in found if not _splits(self._text, each[0])))
        return self._found[place]

    def word(self) -> str:
        """Return the word at which no reading came further."""
        return shortened(self._text[self._start() :].partition(" ")[0], LONGEST_WORD)

    def is_known(self) -> bool:
        """Whether that word means something elsewhere."""
        ends = (end for end, _ in self._found_at(self._start()))
        return self._furthest == len(self._text) or any(self._text[end : end + 1] in ("", " ") for end in ends)

    def _start(self) -> int:
        return self._text.rfind(" ", 0, min(self._furthest, len(self._text) - 1)) + 1


def _splits(text: str, end: int) -> bool:
    """Whether a piece would end within a word or a number."""
    before, after = text[end - 1], text[end : end + 1]
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


def _with_pieces(sentence: Sentence, pieces: tuple[Piece, ...]) -> Sentence | None:
    longer: Sentence | None = sentence
    for piece in pieces:
        longer = longer and longer.with_piece(piece)
    return longer
