"""The summary of a session: per question the answers that together say most of what was said, verbatim.

It is a pure function of the record. Every quote carries the entry it is from, so that every line can be linked to the
message it rests on. Nobody is ranked: people are listed by name, and what is counted is answers, not points. An answer
is what a reader would count as one: copies of it by the same person, and remarks that say nothing, are not.
"""

import hashlib
import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from itertools import chain

from bot.core.base.contribution import Contribution
from bot.core.moderation.history import span
from bot.core.moderation.message.links import address_of
from bot.core.record.choice.quoting import GONE, Answer, Quote, Wanted
from bot.core.record.choice.spans import says_something, spans_of, told
from bot.core.record.filing import When
from bot.core.record.pictures import Pictures, Talk, axis_of, talk_of
from bot.core.record.taken_up.built_on import Taking, built_on
from bot.core.record.taken_up.voices import addressed
from bot.core.record.talk.remarks import is_question, words_in
from bot.core.record.talk.shared_links import shared_in
from bot.core.record.transcript import AskedQuestion, Entry, Expired, Head
from bot.core.text.markers import MARKS, without_marker
from bot.core.text.own import hides
from bot.core.text.shorten import MARK


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where somebody said something: a name with the message's id and link."""

    name: str
    message: int
    link: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A verbatim stretch of one answer; `whole` tells whether it is all of it.

    `shown` marks where it was cut. `leans_on` is the message that is quoted before it and on which it leans. `near`
    are others' answers like it, to read on; `taken_up` are messages by which different people took it up, where there
    are several; `reactors` is how many different people reacted, where there are several.
    """

    entry: Entry
    text: str
    cut_before: bool = False
    cut_after: bool = False
    leans_on: int | None = None
    near: tuple[Pointer, ...] = ()
    taken_up: tuple[Pointer, ...] = ()
    reactors: int = 0

    @property
    def id(self) -> int:
        """The message that it is from."""
        return self.entry.contribution.id

    @property
    def whole(self) -> bool:
        """Whether the quote is the whole answer."""
        return self.text == self.entry.contribution.text.strip()

    @property
    def shown(self) -> str:
        """The quote with a mark where its author said more."""
        return " ".join([*[MARK] * self.cut_before, self.text, *[MARK] * self.cut_after])

    @property
    def hides(self) -> bool:
        """Whether a spoiler hides some of it: then it is not quoted where everybody reads it unasked."""
        return hides(self.text)


@dataclass(frozen=True, slots=True)
class Section:
    """What was said to one question: how many answers by how many people, how many of them late, and the quotes.

    `unanswered` are questions that members asked and to which nobody replied. `others` are answers that are not quoted,
    as far as they are listed, first one of each person who is not quoted at all; `unlisted` is how many more there are.
    `talk` is what pictures show of it, and `voices` whose the messages in them are.
    """

    question: AskedQuestion
    answers: int
    people: int
    late: int
    quotes: tuple[Quoted, ...]
    unanswered: tuple[Quoted, ...] = ()
    others: tuple[Entry, ...] = ()
    unlisted: int = 0
    talk: Talk | None = None
    voices: Mapping[int, Pointer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SharedLink:
    """A link that somebody shared, with the first message in which it stood and the sentence beside it ("": none)."""

    url: str
    entry: Entry
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A session in short. `people` took part, in the order of their names; `talk` counts what answered nothing.

    `remarks` counts what stands under the questions without being an answer: copies and remarks. `left_out` counts the
    messages that hosts left out of the record. `liked` is the answer to which most different people reacted, if several
    did and no other has as many; `tied` are those to which most reacted where that are several: hosts choose. `marked`
    are the messages that hosts marked, by id.
    """

    head: Head
    sections: tuple[Section, ...]
    people: tuple[str, ...]
    links: tuple[SharedLink, ...]
    talk: int
    remarks: int = 0
    left_out: int = 0
    liked: Quoted | None = None
    tied: tuple[Quoted, ...] = ()
    marked: Mapping[int, Entry] = field(default_factory=dict)

    def with_numbers_of(self, expired: Expired) -> "Summary":
        """Return what is left of a summary with the numbers that there were; pictures would show only what is left."""

        def counted(section: Section) -> Section:
            answers, people = expired.questions.get(section.question.number, (section.answers, section.people))
            return replace(section, answers=answers, people=people, talk=None)

        return replace(self, sections=tuple(map(counted, self.sections)))

    @property
    def pictures(self) -> Pictures:
        """What pictures of the chat show."""
        return Pictures(axis_of(self.head), tuple(section.talk for section in self.sections if section.talk))

    @property
    def digest(self) -> str:
        """What tells this summary from one that says something else; how many remarks were made is left aside."""
        shown = [*self.quotes, *(quote for section in self.sections for quote in section.unanswered)]
        shown += [self.liked] if self.liked else []
        said = [[quote.id, quote.text] for quote in shown]
        beside = [[each.message for each in (*quote.near, *quote.taken_up)] for quote in shown]
        others = [[each.contribution.id for each in section.others] for section in self.sections]
        links = [[link.url, link.entry.contribution.id, link.reason] for link in self.links]
        figures = [[section.answers, section.people] for section in self.sections]
        told = [said, beside, links, figures, self.people, *([others] if any(others) else [])]
        return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()

    @property
    def answers(self) -> int:
        """How many answers there are; all of them were read for the quotes."""
        return sum(section.answers for section in self.sections)

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        """All quotes, question by question; each is of another answer."""
        return tuple(chain.from_iterable(section.quotes for section in self.sections))


SCRAP = 3
BREATH = span(timedelta(minutes=1))
"""Words of a scrap of talk; how far apart the scraps may be that are read as one."""


class Scraps:
    """Finds the scraps of which somebody makes one remark: each of a few words, within a minute of the one before."""

    def __init__(self) -> None:
        self._latest: dict[int, int] = {}

    def goes_on(self, said: Contribution) -> bool:
        """Take in a message; return whether it goes on with a remark of the same person."""
        before = self._latest.pop(said.author.id, None)
        if len(words_in(said.text)) > SCRAP:
            return False
        self._latest[said.author.id] = said.id
        return before is not None and said.id - before <= BREATH


NEAR = 3
"""How many similar answers are listed with a quote."""

MOST_OTHERS = 12
"""How many answers that are not quoted are listed under a question, so that they can be read."""


class AnswersTo:
    """What a summary needs to know of the answers to one question; they are handed over one by one and not held.

    `quotes` is the largest number of quotes; featured answers come first and are always quoted, those in `dropped` are
    not.
    """

    def __init__(self, question: AskedQuestion, head: Head, *, quotes: int, dropped: Collection[int] = ()) -> None:
        self._question = question
        self._head = head
        self._quotes = quotes
        self._dropped = dropped
        self._ids: list[int] = []
        self._said: list[Answer] = []
        self._names: dict[int, str] = {}
        self._places: dict[int, int] = {}
        self._latest: dict[int, int] = {}
        self._featured: list[int] = []
        self._unquotable: set[int] = set()
        self._late = 0
        self._scraps = Scraps()

    def add(self, entry: Entry, target: int | None = None, *, quotable: bool = True) -> None:
        """Take in one answer; `target` is the message that it answers, unless that is the question.

        What begins with somebody's mention answers what they said last. Of an answer in scraps the one with most
        letters stands for all. What is not `quotable` is only counted.
        """
        said = entry.contribution
        reply_to = self._addressed(said) if target is None else self._places.get(target, GONE)
        self._names[said.author.id] = said.author.name
        answer = Answer(said.author.id, said.text, reply_to)
        if self._scraps.goes_on(said) and not entry.featured:
            place = self._latest[said.author.id]
            if len(said.text) > len(self._said[place].text) and place not in self._featured:
                self._ids[place], self._said[place] = said.id, replace(answer, reply_to=self._said[place].reply_to)
        else:
            place = len(self._ids)
            self._featured += [place] * (entry.featured and quotable)
            self._unquotable |= {place} if not quotable else set()
            self._late += entry.filing.when is When.LATE
            self._ids.append(said.id)
            self._said.append(answer)
        self._places[said.id] = place
        self._latest[said.author.id] = place

    def _addressed(self, said: Contribution) -> int | None:
        person = addressed(without_marker(said.text))
        return None if person is None or person == said.author.id else self._latest.get(person)

    def repeat(self, message: int, first: int) -> None:
        """Take in that a message is a copy: who answers it answers the first one."""
        if first in self._places:
            self._places[message] = self._places[first]

    def wanted(self) -> Wanted:
        """Return what quotes are wanted."""
        tag = f" #{self._head.hashtag}" if self._head.hashtag else ""
        return Wanted(
            question=self._question.text + tag,  # neither is what anybody answered
            answers=tuple(
                replace(answer, text="") if place in self._unquotable else answer
                for place, answer in enumerate(self._said)
            ),
            count=max(self._quotes, len(self._featured)),
            language=self._head.language,
            first=tuple(self._featured),
            never=tuple(place for place, message in enumerate(self._ids) if message in self._dropped),
            messages=tuple(self._ids),
            names=tuple(self._names.items()),
        )

    def spoke(self, taking: Collection[int]) -> set[int]:
        """Return who said something of their own: no reply, and none of the messages that take up another's words."""
        said = zip(self._ids, self._said, strict=True)
        return {_person(answer) for message, answer in said if answer.reply_to is None and message not in taking}

    def takings(self, taken_up: Iterable[tuple[int, int]]) -> Iterator[tuple[Taking, int]]:
        """Yield who took up whose answer, each with the message by which they did; `taken_up` is without replies."""
        replies = ((place, answer.reply_to) for place, answer in enumerate(self._said))
        for by, of in chain(replies, taken_up):
            if of not in (None, GONE):
                yield Taking(_person(self._said[by]), _person(self._said[of]), self._ids[of]), self._ids[by]

    def ids(self, quotes: Sequence[Quote]) -> list[int]:
        """Return the ids of the messages that quotes are from, or that are pointed at beside them or in pictures."""
        others = self._others(quotes)[:MOST_OTHERS]
        places = [*(place for quote in quotes for place in (quote.answer, *quote.near)), *others]
        return [*dict.fromkeys([*(self._ids[place] for place in places), *self._talk.messages])]

    def _others(self, quotes: Sequence[Quote]) -> list[int]:
        """Return the answers that are not quoted, but may be read.

        First comes what people who are not quoted said to the question itself, their first answer each.
        """
        quoted = {quote.answer for quote in quotes}
        shown = {self._said[place].author for place in quoted}
        left = [
            place
            for place, message in enumerate(self._ids)
            if place not in quoted and place not in self._unquotable and message not in self._dropped
        ]
        found: dict[int, int] = {}
        for place in left:
            answer = self._said[place]
            is_listed = answer.author in shown or answer.author in found
            if not is_listed and answer.reply_to is None and not is_question(answer.text):
                found[_person(answer)] = place
                if len(found) == MOST_OTHERS:
                    break
        first = set(found.values())
        return [*found.values(), *(place for place in left if place not in first)]

    @cached_property
    def _talk(self) -> Talk:
        """What pictures show of all answers, once they are there: who is not quoted has no place in an exchange."""
        shown = {place: answer for place, answer in enumerate(self._said) if place not in self._unquotable}
        replies = {
            self._ids[place]: self._ids[answer.reply_to]
            for place, answer in shown.items()
            if answer.reply_to is not None and answer.reply_to in shown
        }
        said = [(message, _person(answer)) for message, answer in zip(self._ids, self._said, strict=True)]
        return talk_of(self._question, axis_of(self._head), said, late=self._late, replies=replies)

    def section(self, quotes: Sequence[Quote], entries: Iterable[Entry]) -> Section:
        """Return the question's part of the summary, given the quotes and the entries that are needed for them.

        What was deleted or changed since it was handed over is not quoted.
        """
        there = {(entry.contribution.id, entry.contribution.text): entry for entry in entries}
        by_id = {entry.contribution.id: entry for entry in there.values()}
        quoted = [
            (quote.is_open, self._quoted(quote, entry, by_id))
            for quote in quotes
            if (entry := there.get((self._ids[quote.answer], self._said[quote.answer].text)))
        ]
        others = self._others(quotes)
        return Section(
            question=self._question,
            answers=len(self._ids),
            people=len({answer.author for answer in self._said}),
            late=self._late,
            quotes=tuple(quote for is_open, quote in quoted if not is_open),
            unanswered=tuple(quote for is_open, quote in quoted if is_open),
            others=tuple(by_id[self._ids[place]] for place in others[:MOST_OTHERS] if self._ids[place] in by_id),
            unlisted=len(others[MOST_OTHERS:]),
            talk=self._talk,
            voices={message: pointer(by_id[message]) for message in self._talk.messages if message in by_id},
        )

    def _quoted(self, quote: Quote, entry: Entry, by_id: Mapping[int, Entry]) -> Quoted:
        text, author = entry.contribution.text, entry.contribution.author
        near = [by_id[self._ids[place]] for place in quote.near if self._ids[place] in by_id]
        pointers = {each.contribution.author.id: pointer(each) for each in reversed(near)}
        others = [each for person, each in reversed(pointers.items()) if person != author.id]
        return Quoted(
            entry,
            _quoted(text, quote),
            cut_before=says_something(text[: quote.start]),
            cut_after=says_something(text[quote.end :]),
            leans_on=None if quote.after is None else self._ids[quote.after],
            near=tuple(others[:NEAR]),
        )


def _person(answer: Answer) -> int:
    assert isinstance(answer.author, int)
    return answer.author


def pointer(entry: Entry) -> Pointer:
    """Return where an entry is, and whose it is."""
    said = entry.contribution
    return Pointer(said.author.name, said.id, entry.link)


def excerpt(entry: Entry) -> Quoted | None:
    """Return what of a message can be quoted: all of it or, of a long one, the sentences with which it begins.

    None if it has no words of its author's own.
    """
    text = entry.contribution.text
    start, end = next(spans_of(text), (0, 0))
    if start == end:
        return None
    start, end = told(text, start, end)
    before, after = says_something(text[:start]), says_something(text[end:])
    return Quoted(entry, _quoted(text, Quote(0, start, end)), cut_before=before, cut_after=after)


def _quoted(text: str, quote: Quote) -> str:
    """Return the words of a quote; a marker still stands in it where it is within marks that close further on."""
    words = text[quote.start : quote.end]
    return without_marker(words) if words.startswith(tuple(MARKS)) else words


class Summarising:
    """Makes a summary of a record that is handed over entry by entry.

    `hosts` are people whose replies and reactions say nothing about what others built on; `left_out` is how many
    messages hosts left out of the record.
    """

    def __init__(self, head: Head, *, hosts: Collection[int] = (), left_out: int = 0) -> None:
        self._head = head
        self._hosts = hosts
        self._left_out = left_out
        self._sections: list[Section] = []
        self._names: dict[int, str] = {}
        self._answers, self._authors = array("q"), array("q")
        self._links: dict[str, SharedLink] = {}
        self._scraps = Scraps()
        self._talk = self._remarks = 0
        self._spoke: set[int] = set()
        self._takings: dict[Taking, int] = {}

    def add(self, entry: Entry) -> None:
        """Take in what somebody contributed: an answer, or talk with something in it."""
        said = entry.contribution
        self._talk += not entry.filing.is_answer
        if entry.filing.is_answer:
            self._names[said.author.id] = said.author.name
            self._answers.append(said.id)
            self._authors.append(said.author.id)
        for url, reason in [*shared_in(said.text), *([(said.forwarded, "")] if said.forwarded else [])]:
            address = address_of(url)
            known = self._links.get(address)
            if known is None or said.id < known.entry.contribution.id:
                self._links[address] = SharedLink(url, entry, reason)

    def add_remark(self, entry: Entry) -> None:
        """Take in a remark that contributes nothing; a run of them by one person is one."""
        self._talk += not self._scraps.goes_on(entry.contribution)
        self._remarks += entry.filing.is_answer

    def add_copy(self) -> None:
        """Take in that somebody said the same as before."""
        self._remarks += 1

    def add_section(self, section: Section, answers: AnswersTo, taken_up: Iterable[tuple[int, int]]) -> None:
        """Take in the next question's part; `taken_up` are places of answers, by which which others are taken up."""
        self._sections.append(section)
        takings = list(answers.takings(taken_up))
        self._spoke |= answers.spoke({message for _, message in takings})
        for taking, message in takings:
            self._takings.setdefault(taking, message)

    def words_built_on(self) -> dict[int, tuple[int, ...]]:
        """Return by which messages different people took up another, for the messages that several did."""
        found = built_on(self._takings, at_least=TAKEN_UP, spoke=self._spoke, hosts=self._hosts)
        authors = self._authors_of(found)
        return {
            message: tuple(self._takings[Taking(by, authors[message], message)] for by in people)
            for message, people in found.items()
            if message in authors
        }

    def _authors_of(self, messages: Collection[int]) -> dict[int, int]:
        """Return whose those of some messages are that are answers."""
        said = zip(self._answers, self._authors, strict=True)
        return {message: author for message, author in said if message in messages}

    def reactors(self, reactions: Iterable[tuple[int, int]]) -> dict[int, int]:
        """Return how many different people reacted to an answer, for those to which several did.

        A reaction is a message and a person.
        """
        reactions = list(reactions)
        authors = self._authors_of({message for message, _ in reactions})
        takings = [Taking(person, authors[message], message) for message, person in reactions if message in authors]
        found = built_on(takings, at_least=REACTED, spoke=self._spoke, hosts=self._hosts)
        return {message: len(people) for message, people in found.items()}

    def summary(
        self,
        *,
        taken_up: Mapping[int, Sequence[Pointer]],
        reactors: Mapping[int, int],
        liked: Sequence[Quoted],
        marked: Mapping[int, Entry],
    ) -> Summary:
        """Return the summary of what was taken in; of several in `liked` the hosts choose."""
        return Summary(
            head=self._head,
            sections=tuple(_with_builders(section, taken_up, reactors) for section in self._sections),
            people=tuple(sorted(self._names.values(), key=str.casefold)),
            links=tuple(sorted(self._links.values(), key=lambda link: link.entry.contribution.id)),
            talk=self._talk,
            remarks=self._remarks,
            left_out=self._left_out,
            liked=liked[0] if len(liked) == 1 else None,
            tied=tuple(liked[1:] and liked),
            marked=marked,
        )


TAKEN_UP, REACTED = 2, 3
"""How many different people reply, or react, before that is told."""


def most_liked(reactors: Mapping[int, int]) -> list[int]:
    """Return the messages to which most people reacted, in the order in which they were said."""
    best = max(reactors.values(), default=0)
    return sorted(message for message, people in reactors.items() if people == best)


def _with_builders(section: Section, taken_up: Mapping[int, Sequence[Pointer]], reactors: Mapping[int, int]) -> Section:
    quotes = (
        replace(quote, taken_up=tuple(taken_up.get(quote.id, ())), reactors=reactors.get(quote.id, 0))
        for quote in section.quotes
    )
    return replace(section, quotes=tuple(quotes))
