"""What a file of wordings may hold, field by field."""

import re
from typing import Annotated, Literal

from bot.adapters.yaml_files.fields import Line, Prose, of_text, whole
from bot.adapters.yaml_files.problems import Slip, shown
from bot.adapters.yaml_files.shapes import Entry, Parsed, Then, key
from bot.core.base.words import N_

NO_WEIGHT = N_('“{text}” is not a weight. Write a number in quotes, such as "-0.5".')
NO_CODE = N_("“{text}” is not a language. Write its code of two or three letters, such as sv.")


def code(text: str) -> str:
    """Return the code of a language."""
    if not re.fullmatch("[a-z]{2,3}", text):
        raise Slip(NO_CODE, text=shown(text))
    return text


def weight(text: str) -> float:
    """Return a weight, such as -0.5."""
    if not re.fullmatch(r"-?\d{1,2}(\.\d{1,2})?", text):
        raise Slip(NO_WEIGHT, text=shown(text))
    return float(text)


Listed = dict[str, Annotated[str, Prose(20_000)]]
Weights = dict[str, Annotated[str, Prose(50_000)]]
Example = Annotated[str, Prose(2_000)]
Pattern = Annotated[str, Line(1_000)]


class WordingModel(Entry):
    """Ways to say one thing, with examples."""

    name: Annotated[str, Line(60)] = key("What is said, in a few words.")
    rule: Literal["self_promotion", "scams", "insults"] = key("The rule that it is about.", default="self_promotion")
    says: Annotated[str, Prose(300)] | None = key(
        "The reason as people read it; {words} is what was found.", default=None
    )
    hint: Annotated[str, Line(60)] | None = key("The sort of the hint, where this is not enough.", default=None)
    warned: Literal["found", "passed"] = key(
        "Whether several signs in any order are found beside a warning of frauds.", default="passed"
    )
    patterns: list[Pattern] = key("Orders of kinds of words; one of them is enough.", default_factory=list)
    matches: list[Example] = key("Messages in which it must be found.", default_factory=list)
    passes: list[Example] = key("Messages that only look like it.", default_factory=list)


class SitesModel(Entry):
    """Names that people trust, with their sites."""

    names: Listed = key("Each name, in small letters without blanks, with its own sites.")
    bait: Annotated[str, Prose(5_000)] | None = key("What a name is joined with to catch people.", default=None)
    honest: Annotated[str, Prose(5_000)] | None = key("Words that are near a name and are none.", default=None)
    endings: Annotated[str, Prose(1_000)] | None = key("Endings of names that frauds buy.", default=None)
    programs: Annotated[str, Prose(1_000)] | None = key("Endings of files that are programs.", default=None)


class WeighingModel(Entry):
    """How far words speak for abuse, added up over a message: a sum of 0 says that it is as likely as not."""

    start: Annotated[float, Parsed(of_text(weight))] = key("What a message without any of these words has.")
    words: Weights = key("Words by their weight; “lain*” is longer words that begin so, “<link>” all of a kind.")


class LanguageModel(Entry):
    """Words and wordings of a language."""

    language: Annotated[str, Then(code)] = key("The code of the language, such as sv.")
    words: Listed = key("Words by kind; “look/s/ing” is look, looks, looking.", default_factory=dict)
    nouns: Listed = key("Nouns by kind, found in all their cases.", default_factory=dict)
    possessive: Annotated[str, Line(200)] | None = key("Endings that make a noun the author's own.", default=None)
    signs: Listed = key(
        "Words that mean something beside their kind, by sign; “wallet*” is all that begins so.", default_factory=dict
    )
    misspelt: dict[str, Annotated[int, Parsed(whole(1, 40))]] = key(
        "From how many letters on a slip is forgiven, by kind.", default_factory=dict
    )
    also: Listed = key("Kinds that count as another, too.", default_factory=dict)
    content: Annotated[str, Prose(1_000)] | None = key(
        "Kinds with which something is said, rather than only called for.", default=None
    )
    pieces: dict[str, Pattern] = key("Parts of patterns by name.", default_factory=dict)
    question: Pattern | None = key("How a sentence begins that only asks.", default=None)
    warns: list[Pattern] = key("How people speak who warn of frauds.", default_factory=list)
    tells: list[Pattern] = key("What a sentence has that tells of frauds.", default_factory=list)
    wordings: list[WordingModel] = key("What is looked for.", default_factory=list)
    polite: Listed = key("Words of greetings, wishes and praise, by part.", default_factory=dict)
    phrases: list[Pattern] = key("Orders of those that are a stock phrase.", default_factory=list)
    weighing: WeighingModel | None = key("How far words speak for abuse.", default=None)
