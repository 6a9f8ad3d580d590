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


LINES = {"bot.core.text.markup.START", "bot.core.text.markup.IN_QUOTE"}
"""Patterns of whose repeated parts each ends with its line, so that a text is taken apart in one way only."""

ALPHABET = "".join(map(chr, range(0x3000)))


def nested(node: object, around: object = None) -> Iterator[tuple[object, object]]:
    """Yield what is repeated without a bound within something that is, too, with that: a text may be divided anyhow."""
    if isinstance(node, tuple) and str(node[0]) in ("POSSESSIVE_REPEAT", "ATOMIC_GROUP"):
        return
    if isinstance(node, tuple) and str(node[0]) in ("MAX_REPEAT", "MIN_REPEAT"):
        _, most, repeated = node[1]
        is_unbounded = str(most) == "MAXREPEAT"
        if is_unbounded and around is not None:
            yield around, repeated
        yield from nested(repeated, repeated if is_unbounded else around)
    elif isinstance(node, tuple | list | parse.SubPattern):
        for each in node:
            yield from nested(each, around)


def divides_anyhow(around: object, repeated: object) -> bool:
    """Return whether a round may begin in the middle of what is repeated in it: not if a sign stands between them."""
    first, inner = next(iter(around)), list(repeated)  # type: ignore[call-overload]  # parts of a parsed pattern
    begins = [next(iter(way)) for way in first[1][1]] if str(first[0]) == "BRANCH" else [first]
    if len(inner) != 1 or any(str(code) not in ONE_CHARACTER for code, _ in (*begins, *inner)):
        return True
    letters = signs_of(inner[0])
    return not all(signs_of(sign).isdisjoint(letters) for sign in begins)


def signs_of(node: object) -> set[str]:
    alone = parse.SubPattern(parse.State(), [node])
    return set(importlib.import_module("re._compiler").compile(alone).findall(ALPHABET))


def test_no_pattern_takes_a_text_apart_in_many_ways() -> None:
    """Else a text that fits nowhere takes twice as long with each sign more."""

    def many_ways(pattern: re.Pattern[str]) -> bool:
        return any(divides_anyhow(*each) for each in nested(parse.parse(pattern.pattern, pattern.flags)))

    assert {name for name, each in patterns() if many_ways(each)} == LINES
    assert many_ways(re.compile(r"(?:a\w+)+b"))
    assert not many_ways(re.compile(r"\w+(?:-\w+)*"))
