"""What a file of wordings may hold, field by field."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic.json_schema import SkipJsonSchema

from bot.adapters.yaml_files.fields import Line, Prose
from bot.adapters.yaml_files.model_check import Entry
from bot.adapters.yaml_files.problems import Slip, shown
from bot.core.base.words import N_

Absent = SkipJsonSchema[None]

NO_CODE = N_("“{text}” is not a language. Write its code of two or three letters, such as sv.")


def code(text: str) -> str:
    """Return the code of a language."""
    if not re.fullmatch("[a-z]{2,3}", text):
        raise Slip(NO_CODE, text=shown(text))
    return text


Listed = dict[str, Annotated[str, Prose(20_000)]]
Example = Annotated[str, Prose(2_000)]
Pattern = Annotated[str, Line(1_000)]


class WordingModel(Entry):
    """Ways to say one thing, with examples."""

    name: Annotated[str, Line(60)] = Field(description="What is said, in a few words.")
    rule: Literal["self_promotion", "scams"] = Field(default="self_promotion", description="The rule that it is about.")
    says: Annotated[str, Prose(300)] | Absent = Field(
        default=None, description="The reason as people read it; {words} is what was found."
    )
    hint: str | Absent = Field(
        default=None, description="The sort of the hint, where this alone is not enough for a verdict."
    )
    patterns: list[Pattern] = Field(default=[], description="Orders of kinds of words; one of them is enough.")
    matches: list[Example] = Field(default=[], description="Messages in which it must be found.")
    passes: list[Example] = Field(default=[], description="Messages that only look like it.")


class LanguageModel(Entry):
    """Words and wordings of a language."""

    language: Annotated[str, AfterValidator(code)] = Field(description="The code of the language, such as sv.")
    words: Listed = Field(default={}, description="Words by kind; “look/s/ing” is look, looks, looking.")
    nouns: Listed = Field(default={}, description="Nouns by kind, found in all their cases.")
    possessive: Annotated[str, Line(200)] | Absent = Field(
        default=None, description="Endings that make a noun the author's own."
    )
    misspelt: dict[str, int] = Field(default={}, description="From how many letters on a slip is forgiven, by kind.")
    also: Listed = Field(default={}, description="Kinds that count as another, too.")
    content: Annotated[str, Prose(1_000)] | Absent = Field(
        default=None, description="Kinds with which something is said, rather than only called for."
    )
    pieces: dict[str, Pattern] = Field(default={}, description="Parts of patterns by name.")
    question: Pattern | Absent = Field(default=None, description="How a sentence begins that only asks.")
    warns: list[Pattern] = Field(default=[], description="How people speak who warn of frauds.")
    wordings: list[WordingModel] = Field(default=[], description="What is looked for.")
    polite: Listed = Field(default={}, description="Words of greetings, wishes and praise, by part.")
    phrases: list[Pattern] = Field(default=[], description="Orders of those that are a stock phrase.")
