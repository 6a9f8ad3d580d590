"""Two versions of a session's record: the organisers', with everybody's name, and the public one.

In the public record people have the names that they chose, or pseudonyms. A pseudonym is the same in every format of a
session and another one in each session; it is made with a key that only the installation has, so nobody can compute
who it is. The ids of people are replaced in the same way, also where a text mentions them.
"""

import hashlib
import hmac
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bot.core.base.choices import Choice
from bot.core.base.contribution import Attachment, Contribution, KeptFile, Person
from bot.core.base.place import RoomRef
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head
from bot.core.session import facts
from bot.core.session.facts import Fact

SIGNS: Final = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Digits and letters that are not taken for one another and make no words."""
CODE: Final = 4
ID_BYTES: Final = 7
MENTION: Final = re.compile(r"<@!?([0-9]+)>")
CARD: Final = re.compile(r"[0-9]+")
IN_PAGE: Final = "transcript.html#m"
"""Where the messages of a public record are: in the HTML transcript."""

COURSE: Final = (
    facts.Opened,
    facts.Asked,
    facts.QuestionAdded,
    facts.Skipped,
    facts.Paused,
    facts.Resumed,
    facts.Extended,
    facts.Closed,
    facts.RecapPublished,
    facts.Archived,
)
"""What everybody in the room saw happen."""
RULINGS: Final = (facts.AnswerFiled, facts.AnswerFeatured, facts.LeftOut)
"""What was decided about single messages: only how often."""


@dataclass(frozen=True)
class Key:
    """What turns a person into a number that nobody can turn back: the installation's secret, and a session."""

    secret: str
    session: int

    def digest(self, person: int) -> bytes:
        """Return 32 bytes for a person."""
        return hmac.digest(self.secret.encode(), f"pseudonym {self.session} {person}".encode(), hashlib.sha256)

    def id(self, person: int) -> int:
        """Return the number that stands for a person."""
        return int.from_bytes(self.digest(person)[-ID_BYTES:], "big")

    def codes(self, people: Collection[int]) -> dict[int, str]:
        """Return a short code for each person, all different; a code that two would share is longer for one of them."""
        codes: dict[str, int] = {}
        for digest, person in sorted((self.digest(person), person) for person in people):
            signs = _signs(int.from_bytes(digest, "big"))
            length = next(length for length in range(CODE, len(signs)) if signs[:length] not in codes)
            codes[signs[:length]] = person
        return {person: code for code, person in codes.items()}


def _signs(number: int) -> str:
    signs = ""
    while number:
        number, place = divmod(number, len(SIGNS))
        signs += SIGNS[place]
    return signs


@dataclass(frozen=True)
class Guise:
    """How people appear in a record: `aliases` has those who appear under another name than their own.

    With a `key`, it is the public record. With a `place`, links do not lead into the room but there: it is an address
    that lacks only a message's id.
    """

    names: Mapping[int, str]
    aliases: Mapping[int, str]
    key: Key | None = None
    place: str | None = None

    def said(self, said: Contribution) -> Contribution:
        """Return a contribution as this record shows it."""
        alias = self.aliases.get(said.author.id)
        if self.key is None:
            return said if alias is None else replace(said, author=Person(said.author.id, alias))
        return replace(
            said,
            author=Person(self.key.id(said.author.id), alias or said.author.name),
            text=self.text(said.text),
            attachments=said.attachments if alias is None else tuple(map(_nameless, said.attachments)),
        )

    def text(self, text: str) -> str:
        """Return a text whose mentions show nobody's id."""
        key = self.key
        return text if key is None else MENTION.sub(lambda found: f"<@{key.id(int(found[1]))}>", text)

    def link(self, room: RoomRef, message: int, channel: int) -> str:
        """Return the link to a message."""
        return room.link(message, channel) if self.place is None else f"{self.place}{message}"

    @cached_property
    def shown_names(self) -> Mapping[int, str]:
        """What people are called in this record, and for the organisers roles and channels, by id."""
        names = {**self.names, **self.aliases}
        return names if self.key is None else {self.key.id(person): name for person, name in names.items()}


def _nameless(attachment: Attachment) -> Attachment:
    """Return a file of somebody under a pseudonym: that there was one. Its name or content may tell who they are."""
    kind = attachment.fate.type if isinstance(attachment.fate, KeptFile) else attachment.type
    return Attachment("", kind, attachment.size, "")


def organisers(names: Mapping[int, str]) -> Guise:
    """Return how people appear for the organisers: as they are."""
    return Guise(names, {})


def in_the_room(names: Mapping[int, str], choices: Mapping[int, Choice], key: Key, template: str) -> Guise:
    """Return how people appear in the server's own recap: as they are, unless they asked for a pseudonym.

    `template` is what a pseudonym looks like, with `{code}`.
    """
    hidden = {person for person in names if choices.get(person, Choice()).named is False}
    return Guise(names, _aliases(names, hidden, key, template))


def published(
    names: Mapping[int, str], speakers: Collection[int], choices: Mapping[int, Choice], key: Key, template: str
) -> Guise:
    """Return how people appear in the public record: under a pseudonym, unless they asked for their name.

    Only those who speak in it have a name there: who is just mentioned is "someone".
    """
    hidden = {person for person in speakers if choices.get(person, Choice()).named is not True}
    shown = {person: names[person] for person in speakers}
    return Guise(shown, _aliases(names, hidden, key, template), key, IN_PAGE)


def _aliases(names: Mapping[int, str], hidden: Collection[int], key: Key, template: str) -> dict[int, str]:
    codes = key.codes(names.keys())  # of all: who asks for a pseudonym changes nobody else's
    return {person: template.format(code=codes[person]) for person in hidden}


def silent(choices: Mapping[int, Choice]) -> frozenset[int]:
    """Return those who are not to be quoted."""
    return frozenset(person for person, choice in choices.items() if not choice.quotes)


def wordless(entry: Entry) -> Entry:
    """Return what somebody said who is not to be quoted: that they took part, without their words and links."""
    return replace(entry, contribution=replace(entry.contribution, text="", forwarded=None))


def public_head(head: Head, guise: Guise) -> Head:
    """Return what the public record opens with."""
    return replace(head, names=guise.shown_names, public=True)


def placed_questions(questions: Iterable[AskedQuestion], place: str = IN_PAGE) -> tuple[AskedQuestion, ...]:
    """Return the questions, each linked to where its card stands in the record."""
    return tuple(replace(asked, link=asked.link and f"{place}{CARD.findall(asked.link)[-1]}") for asked in questions)


def public_events(history: Iterable[Fact]) -> tuple[Event, ...]:
    """Return what happened in the room, without saying who did it; decisions about messages are only counted."""
    history = list(history)
    published = itertools.count(1)
    course = [
        Event(
            at=fact.at,
            what=facts.NAMES[type(fact)],
            question=getattr(fact, "number", None),
            by=None,
            revision=next(published) if isinstance(fact, facts.RecapPublished) else 1,
        )
        for fact in history
        if isinstance(fact, COURSE)
    ]
    counts = Counter(type(fact) for fact in history if isinstance(fact, RULINGS))
    rulings = [
        Event(next(fact.at for fact in history if type(fact) is kind), facts.NAMES[kind], None, None, count)
        for kind, count in counts.items()
    ]
    return tuple(sorted((*course, *rulings), key=lambda event: event.at))
