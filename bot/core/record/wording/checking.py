"""Which of a model's sentences may stand: each is checked by itself against the quotes that it says it rests on.

A model can be wrong, lie, or do what a member's text told it. So nothing it says is believed: a sentence names the
people whom it cites, says what they say in nearly their words, and has none of the words by which a summary invents
agreement. Whether it is fair is for a host to decide; what is dropped here, no host needs to read.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.record.talk.remarks import language_of
from bot.core.record.wording.lines import Line, mark_of, place_of
from bot.core.record.wording.tasks import LONGEST, MOST_CITES, Source, Task
from bot.core.record.wording.weighty import COUNTED, HEDGES, NEGATIONS, REPORTING, SWEEPING
from bot.core.text.terms import terms_of

ENOUGH = 0.6
"""The share of a sentence's content words that must stem from what its people wrote (see bot/DECISIONS.md)."""

ALIKE = 0.5
"""The share of a word's terms from which on it is taken to be one of theirs."""

_WORD = re.compile(r"[^\W_]+(?:['’:][^\W_]+)*")
_PERSON = re.compile(r"\bP(\d{1,2})\b(?:['’]s\b)?")
_BENT = re.compile(r"\bP\d{1,2}(?!['’]s\b)(?=[\w:'’])")
_PLAIN = re.compile(r"[^\W_][\w ,;:.()%&'’–-]*")
_ADDRESS = re.compile(r"[^\W\d_]\.[^\W_]|_|(?<!\w)['’]|['’](?!\w)")
_ENDED = re.compile(r"[.!?…]\s+\S")
_FENCED = re.compile(r"\{.*\}", re.DOTALL)

_NONE: frozenset[str] = frozenset()


class Unfit(Exception):
    """What a model sent cannot stand; the message says why, for the log and for the one retry."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a model wrote, and the ids that it says it rests on."""

    text: str
    cites: tuple[str, ...]


def read(answer: str, task: Task) -> tuple[Sentence, ...]:
    """Return what a model sent, whatever it wrapped around it; raise `Unfit` if it is not what was asked for."""
    found = _FENCED.search(answer)
    try:
        sent = json.loads(found[0] if found else answer)
    except (ValueError, RecursionError):
        raise Unfit("it is not the JSON that was asked for") from None
    if not isinstance(sent, dict) or sent.keys() != {"start", "sentences", "end"}:
        raise Unfit("it is not the JSON that was asked for")
    if (sent["start"], sent["end"]) != task.marks:
        raise Unfit("it does not repeat start and end, so it may not have seen all of the data")
    sentences = sent["sentences"]
    if not isinstance(sentences, list) or not 1 <= len(sentences) <= task.most_sentences:
        raise Unfit(f"it must have 1 to {task.most_sentences} sentences")
    return tuple(map(_sentence, sentences))


def _sentence(sent: object) -> Sentence:
    if not isinstance(sent, dict) or sent.keys() != {"text", "cites"}:
        raise Unfit("it is not the JSON that was asked for")
    text, cites = sent["text"], sent["cites"]
    if not isinstance(text, str) or not isinstance(cites, list) or not all(isinstance(each, str) for each in cites):
        raise Unfit("it is not the JSON that was asked for")
    return Sentence(" ".join(text.split()), tuple(dict.fromkeys(cites)))


def line_from(sentences: Sequence[Sentence], task: Task, model: str) -> Line:
    """Return the line that a model's sentences make, with its names; raise `Unfit` if one of them cannot stand.

    Cites without which nothing would change are struck.
    """
    texts: list[str] = []
    rests: dict[int, str] = {}
    for sentence in sentences:
        cited = _checked(sentence, task)
        text = sentence.text if sentence.text.endswith(".") else f"{sentence.text}."
        for source in cited:
            text = re.sub(rf"\b{source.person}\b", f"{{{source.quote.id}}}", text)
        if task.number is None:
            text = f"{text[:-1]} ({_places(cited)})."
        texts.append(text)
        rests |= {source.quote.id: mark_of(source.quote) for source in cited}
    if len(set(texts)) < len(texts):
        raise Unfit("it says the same twice")
    return Line(task.number, " ".join(texts), rests, model)


def _places(cited: Sequence[Source]) -> str:
    """Return the questions under which a sentence of the lead is found quoted."""
    numbers = {source.quote.entry.filing.question or 0 for source in cited}
    return ", ".join(place_of(number) for number in sorted(numbers))


def _checked(sentence: Sentence, task: Task) -> list[Source]:
    """Return the sources that a sentence rests on, once nothing speaks against it."""
    _looks_plain(sentence.text)
    by_id = {source.id: source for source in task.sources}
    if not 1 <= len(sentence.cites) <= MOST_CITES or not by_id.keys() >= set(sentence.cites):
        raise Unfit(f"it must cite 1 to {MOST_CITES} of the ids in the data")
    cited = [by_id[id] for id in sentence.cites]
    for source in cited:
        if not source.pair <= set(sentence.cites):
            raise Unfit("it cites one side of two views that differ, so it must cite both")
    people = _named(sentence.text)
    if not people or not people <= {source.person for source in cited}:
        raise Unfit("it must name whom it cites, and nobody else")
    _says_no_more(sentence.text, cited, task.language)
    if share(sentence.text, cited, task.language) < ENOUGH:
        raise Unfit("it says what they did not write")
    return _needed(sentence.text, cited, task.language)


def _looks_plain(text: str) -> None:
    if len(text) > LONGEST:
        raise Unfit(f"a sentence may have {LONGEST} characters")
    if not _PLAIN.fullmatch(text) or _ADDRESS.search(text) or _BENT.search(text):
        raise Unfit("it must be plain words, without quotes, links, marks or questions, with P1 as it is")
    if _ENDED.search(text):
        raise Unfit("each must be one sentence")


def _says_no_more(text: str, cited: Sequence[Source], language: str) -> None:
    """Refuse what numbers, names, negations or sweeping words add, or a hedge that is lost."""
    if language_of(text, language) != language:
        raise Unfit("it is in the wrong language")
    said, written = _words(text), [_words(source.text) for source in cited]
    there = set().union(*written)
    if banned := said & SWEEPING:
        raise Unfit(f"it may not say {', '.join(sorted(banned))}")
    counted = {word for word in said if word[0].isdigit()} | said & COUNTED.get(language, _NONE)
    names = {word.casefold() for word in _WORD.findall(_PERSON.sub(" ", text))[1:] if word[0].isupper()}
    known = {run for word in there for run in terms_of(word, language)}
    if not counted <= there or not all(word in there or _is_theirs(word, known, language) for word in names):
        raise Unfit("a number or a name in it is not theirs")
    negations = NEGATIONS.get(language, _NONE)
    if said & negations and not there & negations:
        raise Unfit("it denies something that nobody denied")
    hedges = HEDGES.get(language, _NONE)
    if all(words & hedges for words in written) and not said & hedges:
        raise Unfit("they are not as sure as it is")


def share(text: str, cited: Sequence[Source], language: str) -> float:
    """Return the share of content words that stem from what was written, by whom the sentence says it was.

    The lowest counts of what it says of each person, or of several who are named together.
    """
    shares = [found / count for found, count in _support(text, cited, language)]
    return min(shares, default=0.0)


def _support(text: str, cited: Sequence[Source], language: str) -> Iterator[tuple[int, int]]:
    """Yield how many content words a sentence uses of those it cites, and how many it has, for each that it names."""
    for people, said in _clauses(text, language):
        known = {
            run for source in cited if not people or source.person in people for run in terms_of(source.text, language)
        }
        yield sum(_is_theirs(word, known, language) for word in said), len(said)


def _clauses(text: str, language: str) -> Iterator[tuple[set[str], list[str]]]:
    """Yield what is said, in content words, and of whom; what stands before the first name may be anybody's."""
    neutral = REPORTING.get(language, _NONE)
    people: set[str] = set()
    place = 0
    for found in [*_PERSON.finditer(text), None]:
        said: list[str] = _WORD.findall(text[place : found.start() if found else None].casefold())
        content = [word for word in said if word not in neutral and terms_of(word, language)]
        if content:
            yield people, content
            people = set()
        if found:
            people = {*people, f"P{found[1]}"}
            place = found.end()


def _is_theirs(word: str, known: Iterable[str], language: str) -> bool:
    runs = terms_of(word, language)
    return bool(runs) and sum(run in known for run in runs) >= ALIKE * len(runs)


def _needed(text: str, cited: Sequence[Source], language: str) -> list[Source]:
    """Return the sources without those whose loss would change nothing."""
    kept = list(cited)
    people = _named(text)
    for source in reversed(cited):
        others = [each for each in kept if each is not source]
        speak = people <= {each.person for each in others}
        if speak and not source.pair and [*_support(text, others, language)] == [*_support(text, kept, language)]:
            kept = others
    return kept


def _named(text: str) -> set[str]:
    return {f"P{found[1]}" for found in _PERSON.finditer(text)}


def _words(text: str) -> set[str]:
    return {word.casefold().replace("’", "'") for word in _WORD.findall(text)}
