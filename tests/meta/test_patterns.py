"""Regular expressions that every supported Python reads alike."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import bot

# The parser of `re` is private, but the only thing that knows what a pattern repeats.
parse = importlib.import_module("re._parser")
ONE_CHARACTER = {"IN", "LITERAL", "NOT_LITERAL", "ANY"}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name}.{name}", value


def possessive_groups(node: object) -> Iterator[object]:
    """Yield what a pattern repeats possessively though it is longer than one character."""
    if isinstance(node, tuple) and str(node[0]) == "POSSESSIVE_REPEAT":
        repeated = node[1][2]
        if [str(code) for code, _ in repeated] not in [[code] for code in ONE_CHARACTER]:
            yield repeated
    if isinstance(node, tuple | list | parse.SubPattern):
        for each in node:
            yield from possessive_groups(each)


def test_only_single_characters_repeat_possessively() -> None:
    """Python before 3.11.5 matches a possessive group wrongly when something in it gives back (gh-106052)."""
    found = dict(patterns())
    assert len(found) > 20
    wrong = [name for name, each in found.items() if list(possessive_groups(parse.parse(each.pattern, each.flags)))]
    assert wrong == []
    assert list(possessive_groups(parse.parse(r"x(?:a+b|c)*+")))
