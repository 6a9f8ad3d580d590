"""From a file's data to a checked model: every complaint of pydantic becomes a problem with a place and a sentence.

A model says what a file may hold. `Entry` is the base of all of them: unknown keys are errors, and nothing that was
checked can be changed.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from bot.adapters.yaml_files.problems import SHOWN, Found, KeySlip, Loc, Problem, Slip, in_order, shown
from bot.adapters.yaml_files.syntax.marked import Document
from bot.core.base.errors import Phrase
from bot.core.base.words import N_
from bot.core.text.likeness import close_to

MISSING = N_("“{key}” is missing here.")
NOT_TEXT = N_('“{key}” must be text, but YAML reads {text} as {kind}. Put it in quotes: "{text}".')
NOT_ONE_TEXT = N_("“{key}” must be one text, but {kind} is written here. If it is text, put all of it in quotes.")
BLANK = N_("“{key}” holds nothing visible. Write some text, or delete the line.")
TOO_LONG = N_("“{key}” has {length} characters; at most {limit} fit.")
NOT_LIST = N_("“{key}” must be a list: one entry per line, each beginning with “- ”.")
NOT_GROUP = N_("Keys are expected here ({keys}), but {kind} is written.")
UNKNOWN = N_("“{key}” is not known here. These are: {keys}.")
DID_YOU_MEAN = N_("“{key}” is not known here. Did you mean “{close}”?")
NOT_A_CHOICE = N_("“{text}” is not possible for “{key}”. Choose one of: {choices}.")
CLOSE_CHOICE = N_("“{text}” is not possible for “{key}”. Did you mean “{close}”? Choose one of: {choices}.")
OTHERWISE = N_("“{key}” cannot be used: {reason}.")

NUMBER = Phrase(N_("a number"))
SWITCH = Phrase(N_("a yes-or-no value"))
LIST = Phrase(N_("a list"))
GROUP = Phrase(N_("a group of keys"))
TEXT = Phrase(N_("a text"))
NOTHING = Phrase(N_("nothing"))


class Entry(BaseModel):
    """Something in a file with keys of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=BaseModel)
Rules = Callable[[dict[str, Any]], Iterable[Found]]
"""What concerns more than one value, looked at in the raw data: so it is found whatever else is wrong."""


def check(document: Document, model: type[M], rules: Rules | None = None) -> tuple[M | None, list[Problem]]:
    """Return the checked model, or None and everything that is wrong with the file, from top to bottom."""
    problems = list(document.problems)
    checked = None
    if document.readable:
        try:
            checked = model.model_validate(document.data)
        except ValidationError as error:
            taken = {(problem.line, problem.column) for problem in problems}
            problems += (
                p for p, missing in _told(document, model, error) if missing or (p.line, p.column) not in taken
            )
        if rules and isinstance(document.data, dict):
            found = itertools.islice(rules(document.data), SHOWN)
            problems += [document.problem(loc, slip, of_key=isinstance(slip, KeySlip)) for loc, slip in found]
    return (None if problems else checked), in_order(problems)


def kind_of(value: object) -> Phrase:
    """Return what an author would call this kind of data."""
    match value:
        case None:
            return NOTHING
        case bool():
            return SWITCH
        case int() | float():
            return NUMBER
        case list():
            return LIST
        case dict():
            return GROUP
        case _:
            return TEXT


def not_text(value: object) -> Slip:
    """Return what to say where text was expected."""
    if isinstance(value, (bool, int, float)):
        return Slip(NOT_TEXT, text=shown(value), kind=kind_of(value))
    return Slip(NOT_ONE_TEXT, kind=kind_of(value))


def _told(document: Document, model: type[BaseModel], error: ValidationError) -> Iterator[tuple[Problem, bool]]:
    """Yield each complaint, and whether it is about something that is not there."""
    schema = _schema(model)
    complaints = (each for each in error.errors(include_url=False) if each["type"] != "none_required")
    for details in itertools.islice(complaints, SHOWN):
        loc = _real(document.data, details)
        kind = details["type"]
        problem = document.problem(loc, _slip(details, loc, schema), of_key=kind == "extra_forbidden")
        about_text = kind in ("literal_error", "value_error") and problem.template != BLANK
        yield (document.hidden(loc) if about_text else None) or problem, kind == "missing"


def _slip(details: ErrorDetails, loc: Loc, schema: dict[str, Any]) -> Slip:
    value = details["input"]
    match details["type"]:
        case "missing":
            return Slip(MISSING)
        case "extra_forbidden":
            return _unknown(str(loc[-1]), _known(schema, loc[:-1]))
        case "string_type":
            return not_text(value)
        case "string_too_short":
            return Slip(BLANK)
        case "string_too_long":
            return Slip(TOO_LONG, length=len(value.strip()), limit=details["ctx"]["max_length"])
        case "list_type" | "tuple_type":
            return Slip(NOT_LIST)
        case "model_type" | "dict_type":
            return Slip(NOT_GROUP, keys=", ".join(_known(schema, loc)), kind=kind_of(value))
        case "literal_error":
            return _no_choice(value, _node(schema, loc).get("enum", []))
        case "value_error" if isinstance(slip := details["ctx"]["error"], Slip):
            return slip
        case _:
            return Slip(OTHERWISE, reason=details["msg"])


def _unknown(key: str, known: list[str]) -> Slip:
    if close := close_to(key.lower(), known):
        return Slip(DID_YOU_MEAN, close=close)
    return Slip(UNKNOWN, keys=", ".join(known))


def _no_choice(value: object, possible: list[str]) -> Slip:
    choices = ", ".join(possible)
    if close := close_to(str(value).lower(), possible, likeness=0.5):
        return Slip(CLOSE_CHOICE, text=shown(value), close=close, choices=choices)
    return Slip(NOT_A_CHOICE, text=shown(value), choices=choices)


def _real(data: object, details: ErrorDetails) -> Loc:
    """Return where the complaint is about in the data: without the names that pydantic gives to alternatives."""
    steps: list[str | int] = []
    for step in details["loc"]:
        if _has(data, step):
            data = data[step]  # type: ignore[index]
            steps.append(step)
    if details["type"] == "missing":
        steps.append(details["loc"][-1])
    return tuple(steps)


def _has(data: object, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _known(schema: dict[str, Any], loc: Loc) -> list[str]:
    return list(_node(schema, loc).get("properties", ()))


def _node(schema: dict[str, Any], loc: Loc) -> dict[str, Any]:
    """Return what the schema says about the value at `loc`."""
    node = _open(schema, schema)
    for step in loc:
        inner = node.get("items", {}) if isinstance(step, int) else node.get("properties", {}).get(step, {})
        node = _open(schema, inner)
    return node


def _open(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference; of alternatives, take those with an inside."""
    if "$ref" in node:
        return _open(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
    branches = [_open(schema, branch) for branch in node.get("oneOf", node.get("anyOf", ()))]
    inside = [branch for branch in branches if "properties" in branch or "items" in branch or "enum" in branch]
    return inside[0] if inside else node
