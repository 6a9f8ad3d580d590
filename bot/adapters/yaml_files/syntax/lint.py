"""What YAML accepts without a word although the author meant something else.

Plain (unquoted) values: `no` is a switch, `012` a ten, `19:30` a number of seconds, `2011-09-14` a date; and what
stands after ` #` is gone. Everything else that is plain is what it looks like: text, a number, true or false.
"""

import re
from collections.abc import Sequence

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode

from bot.adapters.yaml_files.problems import Slip
from bot.core.base.words import N_

RESOLVERS = yaml.CSafeLoader.yaml_implicit_resolvers
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,99})")
"""A whole number that means what it looks like, however large: Discord's ids have up to 20 digits."""

FRACTION = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,18}")
SWITCHES = {"true": True, "false": False}
TEXT_SIGN = r"#(?=[^\s#=~*+-])"
"""A “#” that begins text rather than a comment (a space after it) or a line of signs between parts of the file."""

LOST = re.compile(rf"[ \t]+({TEXT_SIGN}.*)")
LOST_PROSE = re.compile(r" (# \S.*)")
"""Behind several words, a comment is only believed if it keeps its distance: in “We are # 1 here”, text is meant."""

BULLET = re.compile(r"[ \t]*- ")

SWITCH = N_('YAML reads {text} as “{meaning}”. If it is text, put it in quotes: "{text}"; if not, write {meaning}.')
ODD_NUMBER = N_('YAML reads {text} as the number {meaning}. If it is text or a time, put it in quotes: "{text}".')
DATE = N_('YAML reads {text} as a date of its own kind. Put it in quotes: "{text}".')
LOST_TEXT = N_(
    "Everything from “#” on is lost: YAML takes it for a comment. If it is text, put all of it in quotes; "
    "if it is a comment, put two spaces before the “#” and one after it."
)
SWALLOWED = N_(
    "This line is read as part of the text above it. If it begins a list, give the list a key of its own; "
    "if it is text, begin the text with “|” on the key's line."
)
ANCHOR = N_(
    "A text that begins with “{mark}” must be in quotes: “{mark}” is a special sign in YAML. If it is not "
    "text, delete it."
)

KINDS = {"bool": SWITCH, "int": ODD_NUMBER, "float": ODD_NUMBER, "timestamp": DATE}


def meaning_of(text: str) -> tuple[object, Slip | None]:
    """Return what a plain value means, and what is doubtful about that. Doubtful values count as the text they are."""
    tag = _tag_of(text)
    if tag is None:
        return text, None
    if tag == "null":
        return None, None
    if tag == "bool" and text.lower() in SWITCHES:
        return SWITCHES[text.lower()], None
    if tag == "int" and NUMBER.fullmatch(text):
        return int(text), None
    if tag == "float" and FRACTION.fullmatch(text):
        return float(text), None
    return text, _doubt(tag, text)


def _tag_of(text: str) -> str | None:
    """Return what PyYAML takes a plain value for, where that is not text."""
    for tag, pattern in RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            return str(tag).rpartition(":")[2]
    return None


def _doubt(tag: str, text: str) -> Slip | None:
    if tag not in KINDS:
        return None
    try:
        value = SafeConstructor().construct_object(ScalarNode(f"tag:yaml.org,2002:{tag}", text))
    except ValueError:
        value = "?"
    meaning = str(value).lower() if tag == "bool" else value
    return Slip(KINDS[tag], text=text, meaning=meaning)


def lost_text(
    value: str, lines: Sequence[str], line: int, column: int, indent: int | None
) -> tuple[int, int, str] | None:
    """Return where text was taken for a comment right after a plain value, and the text.

    `line` and `column` (from 0) are the value's end. With an `indent`, the next line counts too if it is further in.
    """
    if line < len(lines):
        text = lines[line]
        if found := LOST.match(text, column) or (LOST_PROSE.match(text, column) if " " in value else None):
            return line, found.start(1), found[1]
    if indent is None or (line < len(lines) and lines[line][column:].strip()):
        return None
    below = line + 1
    if below < len(lines) and (found := LOST.match(lines[below])) and found.start(1) > indent:
        return below, found.start(1), found[1]
    return None


def swallowed_bullet(lines: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    """Return where a plain value of several lines goes on with something that looks like a list's entry."""
    for line in range(first + 1, last + 1):
        if found := BULLET.match(lines[line]):
            return line, found.end() - 2
    return None
