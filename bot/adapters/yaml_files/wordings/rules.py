"""What makes wordings unusable although each value alone is fine: patterns that name no kind, examples that fail."""

import re
from collections.abc import Iterator, Sequence

from bot.adapters.yaml_files.problems import Found, Loc, Slip, shown
from bot.adapters.yaml_files.wordings.model import WeighingModel, weight
from bot.core.base.contribution import Contribution, Person
from bot.core.base.words import N_
from bot.core.moderation.message import notation
from bot.core.moderation.message.language import SORTS, Language
from bot.core.moderation.message.lexicon import Lexicon, Row, pieces_of
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.weighing import is_weighable
from bot.core.moderation.message.wordings import place_of

NO_WORDING = N_("“{name}” has no patterns, and there is no such wording in English.")
NOT_FOUND = N_("No pattern of “{name}” finds this.")
FOUND = N_("“{name}” must not find this, but does.")
HINT_AT = N_("A hint can only be at self_promotion. Delete “rule”, or “hint”.")
NO_SORT = N_("“{text}” is not a kind of hint. The kinds are: {known}.")
PROMOTION = "self_promotion"
NOT_WEIGHED = N_(
    "No message can have “{word}”. Write a word in small letters, lain* for longer words that begin so, or <link>."
)
TWO_WEIGHTS = N_("“{word}” has two weights. Keep one of them.")
WORDS = "{words}"
ONLY_WORDS = N_("Of what is in braces, only {words} can be shown here.")
NO_EXAMPLE = N_("No example has what this pattern looks for. Write one under “matches”.")


def pattern_slips(language: Language, others: Sequence[Language]) -> Iterator[Found]:
    """Yield what is wrong with the patterns of a language that is read together with others."""
    languages = (language, *others)
    kinds = frozenset(name for each in languages for name in each.kinds)
    pieces = pieces_of(languages)
    patterns: list[tuple[Loc, str]] = [(("question",), language.question)] if language.question else []
    for field in ("warns", "tells"):
        patterns += (((field, place), text) for place, text in enumerate(getattr(language, field)))
    for place, wording in enumerate(language.wordings):
        patterns += ((("wordings", place, "patterns", n), text) for n, text in enumerate(wording.patterns))
    for loc, text in patterns:
        try:
            notation.read(text, pieces, kinds, alone=loc[0] == "wordings")
        except notation.PatternFault as fault:
            yield loc, Slip(fault.template, **fault.values)
    yield from _wording_slips(language)
    parts = frozenset((*Lexicon.POLITE, *(name for each in languages for name in each.polite)))
    for place, text in enumerate(language.phrases):
        try:
            notation.read(text, {}, parts, alone=False)
        except notation.PatternFault as fault:
            yield ("phrases", place), Slip(fault.template, **fault.values)
    for field in ("misspelt", "also"):
        for name in getattr(language, field):
            if name not in kinds:
                yield (field, name), Slip(notation.NO_KIND, name=shown(name))


def weight_slips(model: WeighingModel) -> Iterator[Found]:
    """Yield the keys that are no weights, and weights with words that no message can have, or have two weights."""
    seen: set[str] = set()
    for number, listed in model.words.items():
        loc: Loc = ("weighing", "words", number)
        try:
            weight(number)
        except Slip as slip:
            yield loc, slip
        for name in listed.split():
            if not is_weighable(name):
                yield loc, Slip(NOT_WEIGHED, word=shown(name))
            elif name in seen:
                yield loc, Slip(TWO_WEIGHTS, word=shown(name))
            seen.add(name)


def _wording_slips(language: Language) -> Iterator[Found]:
    for place, wording in enumerate(language.wordings):
        if wording.sort and wording.rule != PROMOTION:
            yield ("wordings", place, "rule"), Slip(HINT_AT)
        if wording.sort and wording.sort not in SORTS:
            yield ("wordings", place, "hint"), Slip(NO_SORT, text=shown(wording.sort), known=", ".join(sorted(SORTS)))
        if set(re.findall(r"\{.*?\}", wording.reason)) - {WORDS}:
            yield ("wordings", place, "says"), Slip(ONLY_WORDS, words=WORDS)


def example_slips(language: Language, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the examples of a language that are not found, near misses that are, and patterns without an example."""
    for place, wording in enumerate(language.wordings):
        loc: Loc = ("wordings", place)
        rows = lexicon.rows_of(wording.name)
        if not rows:
            yield (*loc, "name"), Slip(NO_WORDING, name=shown(wording.name))
            continue
        found = [{row.source for row in rows if _is_found(row, text, lexicon)} for text in wording.matches]
        for number, sources in enumerate(found):
            if not sources:
                yield (*loc, "matches", number), Slip(NOT_FOUND, name=shown(wording.name))
        for number, text in enumerate(wording.passes):
            if any(_is_found(row, text, lexicon) for row in rows):
                yield (*loc, "passes", number), Slip(FOUND, name=shown(wording.name))
        for number, text in enumerate(wording.patterns):
            if not any(text in sources for sources in found):
                yield (*loc, "patterns", number), Slip(NO_EXAMPLE)


def _is_found(row: Row, text: str, lexicon: Lexicon) -> bool:
    said = Said(Contribution(0, 0, Person(0, ""), text), lexicon)
    return place_of(said, row.wording, row.pattern) is not None
