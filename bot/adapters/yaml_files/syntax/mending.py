"""What to say where YAML gives up, and how the line was meant: so that reading can go on and find the other problems.

Nearly always it is a text that needs quotes. Then the line is mended (in memory only) by putting them round it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import yaml

from bot.adapters.yaml_files.problems import Slip, shown
from bot.adapters.yaml_files.syntax.event_reader import DEEP, HiddenInKey, Place
from bot.adapters.yaml_files.syntax.lint import ANCHOR, LOST_TEXT, TEXT_SIGN
from bot.adapters.yaml_files.syntax.opening import HIDDEN, find_hidden, hidden_slip, shown_plainly
from bot.core.base.words import N_

BLOCK_VALUE = re.compile(r"(?P<head>[ \t]*(?:- +)*(?:[\w-]+:[ \t]+)?)(?P<value>\S.*)")
FRAMEWORK = re.compile(rf"[ \t{HIDDEN}]*(?:-[ \t{HIDDEN}]+)*(?:[\w{HIDDEN}-]+[ \t]*:[ \t{HIDDEN}]+)?")
"""The part of a line that is no text: what it is indented with, the bullet, the key and its colon."""

GLUED_KEY = re.compile(r"(?P<key>[ \t]*(?:- +)*[\w-]+:)(?!//)(?P<value>[^\s:].*)")
FLOW_END = re.compile(r"[,\]}]|$")
FLOW_MARK = re.compile(r"[,\]}]")
COMMENT = re.compile(rf"[ \t](?!{TEXT_SIGN})#.*")
QUOTES = ("'", '"')
HIDING = re.compile(rf"[ \t]{TEXT_SIGN}")

TABS = N_(
    "This line is indented with a tab. YAML wants spaces: replace every tab at the beginning of a line by spaces."
)
BEGINS = N_("A text that begins with “{mark}” must be in quotes: {quoted}.")
COLON = N_("A text with “: ” in it, or with “:” at its end, must be in quotes: {quoted}.")
QUOTE_INSIDE = N_(
    "There is more text after the closing quote. Put other quotes round the whole text, for example '…' round \"…\"."
)
QUOTE_OPEN = N_("The quote that is opened here is never closed.")
BRACKET_OPEN = N_("The “{mark}” here is not closed properly. If it belongs to a text, put the whole text in quotes.")
BACKSLASH = N_("Between double quotes, “\\” has a meaning of its own. Write “\\\\”, or use single quotes.")
NO_COLON = N_("“{text}” is neither a key nor the text of one. Write a key and a colon before it: “key: text”.")
NO_SPACE = N_("A space is missing after the colon: write “{key} {text}”.")
RUNS_ON = N_(
    "YAML reads this line as part of the text that begins on line {line}. If it is a new key, begin it in the same "
    "column as the keys above; if it is text, put the whole text in quotes."
)
INDENT = N_("This line begins in the wrong column. Keys that belong together must all begin in the same one.")
OTHER = N_("YAML cannot read this line ({problem}). Usually a text needs quotes, or a line begins in the wrong column.")


@dataclass(frozen=True, slots=True)
class Stop:
    """Where and why YAML stopped; `scalar` is where the last value or key began, `end` the last line it accepted."""

    lines: Sequence[str]
    problem: str
    mark: Place
    context: Place
    scalar: Place
    end: int

    def sign(self, spot: Place) -> str:
        """Return the character at this spot; nothing at a line's end."""
        return self.lines[spot.line][spot.column : spot.column + 1]


@dataclass(frozen=True, slots=True)
class Fault:
    """What to tell the author, and the lines as they were probably meant (None: too uncertain to read on)."""

    place: Place
    slip: Slip
    mended: list[str] | None = None


def explain(error: yaml.YAMLError, lines: Sequence[str], scalar: Place, bracket: Place | None, end: int) -> Fault:
    """Return what stopped YAML in words that help.

    `scalar` is where the last key or value began, `bracket` the first bracket that is still open, `end` the last line
    that YAML accepted something of.
    """
    if isinstance(error, HiddenInKey):
        begins = error.place.column
        return _hidden(lines, error.place.line, begins, begins + len(error.key) + len(QUOTES))
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark, begun = (_spot(getattr(error, name, None), lines) for name in ("problem_mark", "context_mark"))
    stop = Stop(lines, problem, mark, begun, _spot(scalar, lines), min(end, len(lines) - 1))
    for line in (begun.line, mark.line, stop.scalar.line):
        if find_hidden(framework := _framework(lines[line])):
            return _hidden(lines, line, 0, len(framework))
    if bracket and _runs_out(lines[bracket.line : mark.line + 1]):
        return _open_bracket(stop, _spot(bracket, lines))
    for fragment, sentence in SENTENCES:
        if fragment in problem or fragment in context:
            return sentence(stop)
    return Fault(mark, Slip(OTHER, problem=problem))


def _framework(line: str) -> str:
    found = FRAMEWORK.match(line)
    assert found is not None
    return found[0]


def _hidden(lines: Sequence[str], number: int, begins: int, ends: int) -> Fault:
    """A sign that nobody sees, in a part of a line that YAML looks at closely."""
    line = lines[number]
    found = find_hidden(line, begins)
    assert found is not None
    mended = line[:begins] + shown_plainly(line[begins:ends]) + line[ends:]
    return Fault(Place(number, found.start()), hidden_slip(found[0]), _with(lines, number, mended))


def _runs_out(lines: Sequence[str]) -> bool:
    """Return whether brackets opened on the first of these lines run into lines that have nothing to do with them."""
    indents = [(len(line) - len(line.lstrip()), line.strip()) for line in lines if line.strip()]
    return any(indent <= indents[0][0] and text[0] not in "]}" for indent, text in indents[1:])


def _spot(mark: yaml.Mark | Place | None, lines: Sequence[str]) -> Place:
    if mark is None:
        return Place(0, 0)
    line = min(mark.line, len(lines) - 1)
    return Place(line, mark.column if line == mark.line else len(lines[line]))


def _bad_beginning(stop: Stop) -> Fault:
    return _tabs(stop) if stop.sign(stop.mark) == "\t" else _needs_quotes(stop, stop.mark)


def _bad_sign(stop: Stop) -> Fault:
    return _needs_quotes(stop, stop.context)


def _needs_quotes(stop: Stop, spot: Place) -> Fault:
    text = _value(stop.lines, spot)
    if not text:
        return Fault(spot, Slip(ANCHOR, mark=stop.sign(spot)))
    return Fault(spot, Slip(BEGINS, mark=text[0], quoted=_quoted(text)), _mended(stop.lines, spot))


def _tabs(stop: Stop) -> Fault:
    mended = [re.sub(r"^[ \t]+", lambda found: found[0].expandtabs(2), line) for line in stop.lines]
    return Fault(Place(stop.mark.line, 0), Slip(TABS), mended)


def _colon(stop: Stop) -> Fault:
    if stop.scalar.line == stop.mark.line:
        value = _behind_key(stop.lines, stop.scalar)
        return Fault(stop.mark, Slip(COLON, quoted=_quoted(_value(stop.lines, value))), _mended(stop.lines, value))
    if ": " not in stop.lines[stop.scalar.line][: stop.scalar.column]:
        return _no_key(stop, stop.scalar)
    line = stop.lines[stop.mark.line]
    column = len(line) - len(line.lstrip())
    return Fault(Place(stop.mark.line, column), Slip(RUNS_ON, line=stop.scalar.line + 1))


def _behind_key(lines: Sequence[str], spot: Place) -> Place:
    """Return where the text begins: at the spot, or after the key that begins there."""
    found = BLOCK_VALUE.fullmatch(lines[spot.line])
    return Place(spot.line, max(spot.column, found.end("head"))) if found else spot


def _missing_colon(stop: Stop) -> Fault:
    return _no_key(stop, stop.context)


def _no_key(stop: Stop, spot: Place) -> Fault:
    line = stop.lines[spot.line]
    if found := GLUED_KEY.fullmatch(line):
        slip = Slip(NO_SPACE, key=found["key"].lstrip(" \t-"), text=found["value"])
        return Fault(spot, slip, _with(stop.lines, spot.line, f"{found['key']} {found['value']}"))
    return Fault(spot, Slip(NO_COLON, text=line[spot.column :].strip()))


def _wrong_place(stop: Stop) -> Fault:
    if stop.mark.line != stop.end:
        return Fault(stop.mark, Slip(INDENT))
    if stop.scalar.line != stop.mark.line:
        return Fault(stop.scalar, Slip(QUOTE_OPEN), _mended(stop.lines, stop.scalar))
    found = BLOCK_VALUE.fullmatch(stop.lines[stop.mark.line])
    if found is None:
        return Fault(stop.mark, Slip(INDENT))
    return _trailing(stop, Place(stop.mark.line, found.end("head")))


def _trailing(stop: Stop, value: Place) -> Fault:
    """Text after something that was complete already: quotes or brackets that belong to the text."""
    if stop.sign(value) in QUOTES:
        return Fault(stop.mark, Slip(QUOTE_INSIDE), _mended(stop.lines, value))
    return _needs_quotes(stop, value)


def _in_brackets(stop: Stop) -> Fault:
    if stop.scalar.line == stop.mark.line and stop.sign(stop.mark) == ":":
        return _colon(stop)
    if stop.scalar.line == stop.mark.line and stop.sign(stop.scalar) in QUOTES:
        return _trailing(stop, stop.scalar)
    return _open_bracket(stop, stop.context)


def _open_bracket(stop: Stop, spot: Place) -> Fault:
    """A bracket without its other half: it is lost in a comment, or it begins a text, which can be mended then."""
    line = stop.lines[spot.line]
    if hidden := HIDING.search(line, spot.column):
        begin = max(line.rfind(mark, 0, hidden.start()) for mark in "[{,:") + 1
        begin += len(line[begin:]) - len(line[begin:].lstrip())
        mended = _mended(stop.lines, Place(spot.line, begin))
        return Fault(Place(spot.line, hidden.end() - 1), Slip(LOST_TEXT), mended)
    simple = stop.sign(spot) == "[" and not FLOW_MARK.search(line, spot.column)
    return Fault(spot, Slip(BRACKET_OPEN, mark=stop.sign(spot)), _mended(stop.lines, spot) if simple else None)


def _open_quote(stop: Stop) -> Fault:
    line, start = stop.lines[stop.context.line], stop.context.column
    alone = line.count(stop.sign(stop.context), start) == 1
    return Fault(stop.context, Slip(QUOTE_OPEN), _mended(stop.lines, stop.context) if alone else None)


def _backslash(stop: Stop) -> Fault:
    line, column = stop.lines[stop.mark.line], stop.mark.column
    if stop.sign(stop.mark) != "\\":
        return Fault(stop.mark, Slip(BACKSLASH))
    return Fault(stop.mark, Slip(BACKSLASH), _with(stop.lines, stop.mark.line, f"{line[:column]}\\{line[column:]}"))


def _too_deep(stop: Stop) -> Fault:
    """From 0.2.6 on libyaml counts, too, and may give up before the walk has seen anything."""
    return Fault(stop.mark, Slip(DEEP))


def _value(lines: Sequence[str], spot: Place) -> str:
    """Return the text that begins at this spot: up to the line's end, or within brackets to the next comma."""
    line = lines[spot.line]
    found = BLOCK_VALUE.fullmatch(line)
    if found is None or found.end("head") != spot.column:
        end = FLOW_END.search(line, spot.column)
        return line[spot.column : end.start() if end else None].strip()
    return COMMENT.sub("", found["value"]).strip()


def _quoted(text: str) -> str:
    """Return how an author would put the text in quotes."""
    text = shown(text)
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def _mended(lines: Sequence[str], spot: Place) -> list[str]:
    """Return the lines with the text at this spot in quotes."""
    line = lines[spot.line]
    text = _value(lines, spot)
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _with(lines, spot.line, line[: spot.column] + quoted + line[spot.column + len(text) :])


def _with(lines: Sequence[str], number: int, line: str) -> list[str]:
    return [*lines[:number], line, *lines[number + 1 :]]


SENTENCES: tuple[tuple[str, Callable[[Stop], Fault]], ...] = (
    ("exceeded maximum nesting depth", _too_deep),
    ("cannot start any token", _bad_beginning),
    ("violates indentation", _tabs),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _missing_colon),
    ("scanning an alias", _bad_sign),
    ("scanning an anchor", _bad_sign),
    ("scanning a tag", _bad_sign),
    ("parsing a tag", _bad_sign),
    ("scanning a directive", _bad_sign),
    ("scanning a block scalar", _bad_sign),
    ("block sequence entries are not allowed", _bad_beginning),
    ("mapping keys are not allowed", _bad_beginning),
    ("did not find expected node content", _bad_beginning),
    ("unexpected end of stream", _open_quote),
    ("unexpected document indicator", _open_quote),
    ("parsing a quoted scalar", _backslash),
    ("did not find expected key", _wrong_place),
    ("did not find expected '-' indicator", _wrong_place),
    ("did not find expected <document start>", _wrong_place),
    ("did not find expected ',' or", _in_brackets),
)
"""What libyaml says (or was doing), and what to make of it; the first that fits counts."""
