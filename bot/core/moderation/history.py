"""What was said before in a session, as far as the rules ask for it.

`History` is all that the rules see. Behind it lie numbers in flat arrays that all people share, since an object for
each person and message takes nine times the memory (34 MB against 3.9 at 20,000 texts):

- messages by place, in the order in which they came: id, author, the author's message before it, question (18 bytes).
  What one person wrote is a chain through them, so its end is looked at in the same time however much there is.
- texts by the place of whoever said each first (`similar_texts`): a key, three pairs and up to sixteen words (some 60
  bytes a text); a hash table of chains finds the few that may be alike.
- who linked where, pinged, or gave cause for a verdict (`tally`): a chain for each person and key, 20 bytes a note.
- words in use: two bytes for each of 32,768 places, with the first two people who used it, or "several".

Taking in a message costs the same at any length of the talk; taking one back looks for its place. Only smaller message
ids count as "before", so an edited or late message is judged by what stood above it.
"""

from array import array
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from bot.core.base.ids import TIME_SHIFT
from bot.core.moderation.message.fingerprints import SLOTS, slots_of
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.similar_texts import Texts
from bot.core.moderation.tally import PING, Tally

LATEST = 16
"""Copies looked at of one text, and messages of one person in a minute; more of them change no verdict."""
OWN_WORDS = 5
"""Words with which a message says something of its own."""
HABIT = 4
"""Of so many people one must write like that for it to be a habit of the talk."""

_SEVERAL = 255
"""What stands for more than two people who used a word."""


def span(time: timedelta) -> int:
    """Return by how much the ids of two messages differ that are so far apart."""
    return time // timedelta(milliseconds=1) << TIME_SHIFT


class Earlier(NamedTuple):
    """An earlier message that says the same, its author, and the first message that said it."""

    id: int
    author: int
    first: int


class History:
    """The contributions of one session, and what was noted of them: links, pings and walls in `noted`, and `offences`.

    `remember` and `forget` take contributions in and out; everything else asks.
    """

    def __init__(self, subject: Iterable[str] = ()) -> None:
        """`subject` are the folded words that the talk was about before anybody said one."""
        self.noted = Tally()
        self.offences = Tally()
        self._texts = Texts()
        # Messages by place, in the order in which they came. Place 0 is none, and so is author 0: what is forgotten.
        self._ids = array("Q", [0])
        self._authors = array("I", [0])
        self._before = array("I", [0])  # of each, the same author's message before it
        self._questions = bytearray(1)
        self._spoke = bytearray(1)  # to which it is an answer; whether it is in words
        # People by number, in the order in which they came.
        self._numbers: dict[int, int] = {}
        self._people = array("Q", [0])
        self._last = array("I", [0])
        self._names = [""]
        self._answers: dict[int, array[int]] = {}  # to each question, how many messages, by number
        self._newest = 0
        self._used_by, self._also_by = bytearray(SLOTS), bytearray(SLOTS)
        for slot in slots_of(subject):
            self._used_by[slot] = _SEVERAL

    def __len__(self) -> int:
        return len(self._ids) - 1

    def latest(self, author: int) -> int:
        """Return somebody's latest message, or 0."""
        return self._ids[self._last[self._numbers.get(author, 0)]]

    def said_by(self, author: int, *, before: int, most: int, since: int = 1) -> list[int]:
        """Return the latest `most` messages of somebody before one, in order, and since another."""
        return [self._ids[place] for place in islice(self._places(author, before, since), most)][::-1]

    def answered_by(self, author: int, question: int, *, before: int, most: int) -> list[int]:
        """Return the latest `most` messages of somebody to a question before another, in order."""
        places = (place for place in self._places(author, before, 1) if self._questions[place] == question)
        return [self._ids[place] for place in islice(places, most)][::-1]

    def spoke(self, author: int, *, before: int, since: int) -> bool:
        """Tell whether one of somebody's latest messages, between two, says something in words."""
        return any(self._spoke[place] for place in islice(self._places(author, before, since), LATEST))

    def answers(self, author: int, question: int) -> int:
        """Return how many messages of somebody to a question are known, earlier and later ones."""
        counts = self._answers.get(question, ())
        number = self._numbers.get(author, 0)
        return counts[number] if number < len(counts) else 0

    def name_of(self, author: int) -> str:
        """Return the name under which somebody spoke last."""
        return self._names[self._numbers.get(author, 0)]

    def text_like(self, said: Said) -> int:
        """Return the place of the first text that is the same, or else of one that is nearly the same, or else 0."""
        return self._texts.like(said.print)

    def copies(self, text: int, said: Said) -> list[Earlier]:
        """Return the messages before this one with a text, and nearly that text, in order."""
        places = self._texts.copies(text, LATEST)
        first = self._ids[text]
        found = [Earlier(self._ids[place], self._people[self._authors[place]], first) for place in places]
        return sorted(earlier for earlier in found if earlier.author and earlier.id < said.id)

    def remember(self, said: Said, text: int, *, talk: bool = True) -> None:
        """Take a contribution in; `text` is the place of the first one like it, or 0.

        What is no part of the `talk` does not bring its words into use.
        """
        number = self._number_of(said)
        place = len(self._ids)
        latest = self._last[number]
        question = min(said.question or 0, 255)
        self._ids.append(said.id)
        self._authors.append(number)
        self._before.append(latest)
        self._questions.append(question)
        self._spoke.append(not said.links and len(said.kinds) >= OWN_WORDS)
        self._texts.add(said.print, text)
        if said.id > self._newest:
            self._newest = said.id
        if said.id > self._ids[latest]:  # the usual case
            self._last[number] = place
        else:
            self._insert(place, latest)
        if question:
            self._count(number, question, 1)
        if talk:
            self._use(said.print.used, number)
        if said.wall and not self.noted.under(said.author, said.wall, said.id, most=1):
            self.noted.add(said.author, said.wall, said.id)
            self.noted.add(0, said.wall, said.id)
        if said.links or said.pings:
            for key in (*{link.site for link in said.links if not link.bare}, *(PING for _ in said.pings)):
                self.noted.add(said.author, key, said.id)

    def forget(self, message: int) -> None:
        """Drop a contribution, if it is known. Its words stay in use."""
        if message > self._newest or not (place := self._place_of(message)):  # the usual case
            return
        number = self._authors[place]
        self._unlink(place, number)
        self._authors[place] = 0
        if question := self._questions[place]:
            self._count(number, question, -1)
        self.noted.drop(message)
        self.offences.drop(message)

    def is_habit(self, wall: str, *, before: int) -> bool:
        """Tell whether so many people wrote such walls before a message that it is how people write here."""
        people = len(self._people) - 1
        return people >= HABIT and len(self.noted.under(0, wall, before, most=people)) * HABIT >= people

    def shared(self, author: int, words: Iterable[str]) -> float:
        """Return the part of these words that others used, or the subject has; 1 of no words."""
        slots = set(slots_of(words))
        tag = _tag(self._numbers.get(author))
        own = (0, tag)
        known = sum(self._used_by[slot] not in own or self._also_by[slot] not in own for slot in slots)
        return known / len(slots) if slots else 1.0

    def is_common(self, marks: bytes) -> bool:
        """Tell whether at least three people used each of some words, or the subject has it; of none, it is not."""
        used_by = self._used_by
        return bool(marks) and all(used_by[slot] == _SEVERAL for slot in array("H", marks))

    def _number_of(self, said: Said) -> int:
        number = self._numbers.get(said.author, 0)
        if not number:
            number = self._numbers[said.author] = len(self._people)
            self._people.append(said.author)
            self._last.append(0)
            self._names.append("")
        self._names[number] = said.contribution.author.name
        return number

    def _places(self, author: int, before: int, since: int) -> Iterator[int]:
        """Yield the places of somebody's messages between two, the latest first."""
        ids = self._ids
        since = max(since, 1)
        place = self._last[self._numbers.get(author, 0)]
        while ids[place] >= since:
            if ids[place] < before:
                yield place
            place = self._before[place]

    def _place_of(self, message: int) -> int:
        place = 0
        try:
            while not self._authors[place]:  # what was edited was forgotten, and came again
                place = self._ids.index(message, place + 1)
        except ValueError:
            return 0
        return place

    def _insert(self, place: int, later: int) -> None:
        """Put a message before the first one of its author that is later."""
        while self._ids[self._before[later]] > self._ids[place]:
            later = self._before[later]
        self._before[place], self._before[later] = self._before[later], place

    def _unlink(self, place: int, number: int) -> None:
        later = self._last[number]
        if later == place:
            self._last[number] = self._before[place]
            return
        while self._before[later] != place:
            later = self._before[later]
        self._before[later] = self._before[place]

    def _count(self, number: int, question: int, more: int) -> None:
        if question not in self._answers:
            self._answers[question] = array("I")
        counts = self._answers[question]
        if number >= len(counts):
            counts.extend([0] * (number + 1 - len(counts)))
        counts[number] += more

    def _use(self, slots: Iterable[int], number: int) -> None:
        used_by, also_by = self._used_by, self._also_by
        tag = _tag(number)
        for slot in slots:
            if (user := used_by[slot]) == _SEVERAL or user == tag:
                continue
            if not user:
                used_by[slot] = tag
            elif not (other := also_by[slot]):
                also_by[slot] = tag
            elif other != tag:
                used_by[slot] = _SEVERAL


def _tag(number: int | None) -> int:
    """Return a number from 1 to 254 for a person, or 0 for one who has said nothing."""
    return 0 if number is None else number % (_SEVERAL - 1) + 1
