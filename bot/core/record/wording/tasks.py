"""What a language model is asked, and the shape of its answer.

It sees the question and quotes that the recap shows anyway, as data: people are P1, P2 …, answers a1, a2 …, links are
gone. It has nothing else: no names, no ids of the platform, no other text. What it sends back names quotes by these
short ids, so that code can find what each sentence rests on.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.record.article.parts import Form, Part
from bot.core.record.recap import Recap
from bot.core.record.summary import Quoted
from bot.core.text.cleaning import clean, one_line
from bot.core.text.terms import unwrapped

MOST_QUOTES = 12
MOST_CITES = 4
LONGEST = 110
"""Characters of a sentence, as the model writes it."""

LEAD_SENTENCES = 2
SOMEBODY = "[somebody]"

_OURS = re.compile(r"\b[Pa]\d{1,2}\b")

SHORTEST_NAME = 3
"""Letters from which on a part of a name is looked for in what others wrote."""


@dataclass(frozen=True, slots=True)
class Source:
    """A quote as the model sees it. `pair` are the ids of the quotes that it may be cited with only: two views."""

    id: str
    person: str
    text: str
    quote: Quoted
    answers: str | None = None
    pair: frozenset[str] = frozenset()

    @property
    def as_data(self) -> dict[str, str]:
        """The quote in the model's data."""
        reply = {"replies_to": self.answers} if self.answers else {}
        return {"id": self.id, "person": self.person, **reply, "text": self.text}


@dataclass(frozen=True, slots=True)
class Task:
    """One request: the headline of question `number`, or (None) the lead, from these sources."""

    number: int | None
    question: str
    language: str
    sources: tuple[Source, ...]

    @property
    def data(self) -> str:
        """What the model is given beside its instructions, between two marks that its answer must repeat."""
        start, end = self.marks
        answers = [source.as_data for source in self.sources]
        return json.dumps(
            {"start": start, "question": self.question, "answers": answers, "end": end}, ensure_ascii=False
        )

    @property
    def marks(self) -> tuple[str, str]:
        """Return what stands before and after the data: where one is missing in the answer, the data was cut."""
        said = json.dumps([self.number, self.question, [source.as_data for source in self.sources]])
        digest = hashlib.sha256(said.encode()).hexdigest()
        return digest[:6], digest[6:12]

    @property
    def most_sentences(self) -> int:
        """How many sentences are asked for at most."""
        return 1 if self.number is not None else LEAD_SENTENCES

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON schema of the answer; without keywords that some servers refuse."""
        ids = [source.id for source in self.sources]
        cites = {"type": "array", "items": {"type": "string", "enum": ids}, "minItems": 1, "maxItems": MOST_CITES}
        sentence = _object({"text": {"type": "string"}, "cites": cites})
        sentences = {"type": "array", "items": sentence, "minItems": 1, "maxItems": self.most_sentences}
        return _object({"start": {"type": "string"}, "sentences": sentences, "end": {"type": "string"}})


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def headline_task(recap: Recap, part: Part) -> Task | None:
    """Return the task of wording a question's headline; None where less than two quotes could carry it."""
    shown = [unit for unit in part.units if not any(quote.hides for quote in unit.quotes)]
    quotes = [quote for unit in shown for quote in unit.quotes][:MOST_QUOTES]
    if len(quotes) < 2:
        return None
    there = {quote.id for quote in quotes}
    pairs = {
        quote.id: {each.id for each in unit.quotes[:2]} & there
        for unit in shown
        if unit.form is Form.DIFFERED
        for quote in unit.quotes[:2]
    }
    return Task(part.number, part.question.text, recap.head.language, _sources(recap, quotes, pairs))


def lead_task(recap: Recap, cited: Iterable[int]) -> Task | None:
    """Return the task of wording the lead, from the quotes that headlines rest on."""
    wanted = set(cited)
    quotes = [quote for part in recap.parts for unit in part.units for quote in unit.quotes if quote.id in wanted]
    if len(quotes) < 2:
        return None
    return Task(None, recap.head.title, recap.head.language, _sources(recap, quotes[:MOST_QUOTES], {}))


def _sources(recap: Recap, quotes: Sequence[Quoted], pairs: Mapping[int, set[int]]) -> tuple[Source, ...]:
    ids = {quote.id: f"a{place}" for place, quote in enumerate(quotes, 1)}
    authors = dict.fromkeys(quote.entry.contribution.author for quote in quotes)
    people = {author.id: f"P{place}" for place, author in enumerate(authors, 1)}
    named = {name: SOMEBODY for person in recap.people for name in names_in(person)}
    named |= {name: people[author.id] for author in authors for name in names_in(author.name)}
    return tuple(
        Source(
            ids[quote.id],
            people[quote.entry.contribution.author.id],
            _nameless(quote.text, named),
            quote,
            ids.get(quote.leans_on) if quote.leans_on else None,
            frozenset(ids[each] for each in pairs.get(quote.id, ())),
        )
        for quote in quotes
    )


def names_in(name: str) -> Iterable[str]:
    """Return a name and the parts of it by which people call one another."""
    return [each for each in (name, *name.split()) if len(each) >= SHORTEST_NAME]


def _nameless(text: str, named: Mapping[str, str]) -> str:
    """Return a text as the model sees it: in one line, without links, mentions, invisible signs and known names.

    What its author called P1 or a1 is not what we call so.
    """
    plain = _OURS.sub(SOMEBODY, one_line(clean(unwrapped(text))))
    longest_first = sorted(named, key=len, reverse=True)
    if not longest_first:
        return plain
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    return re.sub(pattern, lambda found: named[found[0]], plain)
