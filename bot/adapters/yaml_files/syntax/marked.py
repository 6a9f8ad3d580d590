"""A YAML file as data that knows where everything in it stands. Problems are in the result; nothing is raised.

Where YAML gives up, the line is mended in memory as far as its meaning is clear, and reading goes on: so an author
sees all problems at once.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import yaml

from bot.adapters.yaml_files.problems import Loc, Problem, Slip, shown
from bot.adapters.yaml_files.syntax.event_reader import Place, Walk
from bot.adapters.yaml_files.syntax.opening import Unreadable, content_of, find_hidden, hidden_slip, lines_of
from bot.core.base.words import N_

MAX_MENDED = 20
"""How many lines are mended to read on; every one costs another walk."""

EMPTY = N_("There is nothing in this file.")
NOWHERE = Place(0, 0)


class Mends:
    """How far each line was mended, from its beginning.

    What is not understood before that place is a text of ours, not the author's: to mend it again would only make it
    longer, twice as long each time.
    """

    def __init__(self) -> None:
        self._ends: dict[int, int] = {}

    def goes_on(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Take in that lines were mended; return False if that is where they were mended already."""
        for number, (line, mended) in enumerate(zip(before, after, strict=True)):
            if line != mended:
                begins = _same(line, mended)
                if begins < self._ends.get(number, 0):
                    return False
                rest, new = line[begins:], mended[begins:]
                self._ends[number] = len(mended) - _same(reversed(rest), reversed(new))
        return True


class Document(NamedTuple):
    """A file's data, what is wrong with it as YAML, and where everything stands. `readable`: worth checking further."""

    file: str
    data: object = None
    problems: Sequence[Problem] = ()
    root: Place = NOWHERE
    readable: bool = False
    lines: Sequence[str] = ()

    def problem(self, loc: Loc, slip: Slip, *, of_key: bool = False) -> Problem:
        """Return the slip as a problem of the value (or of the key) at `loc`, or of what is nearest around it."""
        place = self._place(loc, of_key=of_key)
        key = next((step for step in reversed(loc) if isinstance(step, str)), "")
        return _problem(self.file, place.line, place.column, Slip(slip.template, **{"key": shown(key), **slip.values}))

    def hidden(self, loc: Loc) -> Problem | None:
        """Return the problem of a sign in the value at `loc` that nobody sees, if there is one on its first line."""
        place = self._place(loc)
        found = find_hidden(self.lines[place.line], place.column)
        return found and _problem(self.file, place.line, found.start(), hidden_slip(found[0]))

    def _place(self, loc: Loc, *, of_key: bool = False) -> Place:
        place = self.root
        for number, step in enumerate(loc, 1):
            inner = place.keys if of_key and number == len(loc) else place.values
            if step not in inner:
                break
            place = inner[step]
        return place


def load_file(path: Path) -> Document:
    """Read a YAML file."""
    try:
        return load_text(str(path), content_of(path))
    except Unreadable as error:
        return Document(str(path), problems=[error.problem])


def load_text(file: str, content: bytes | str) -> Document:
    """Read YAML; `file` is only a name for the problems."""
    try:
        lines, problems = lines_of(file, content)
    except Unreadable as error:
        return Document(file, problems=[error.problem])
    walk, mends = Walk(lines), Mends()
    for _ in range(MAX_MENDED):
        try:
            walk.run()
        except yaml.YAMLError as error:
            from bot.adapters.yaml_files.syntax.mending import explain  # only what is broken needs it

            fault = explain(error, lines, walk.scalar, walk.bracket, walk.end)
            if not mends.goes_on(lines, fault.mended or lines):
                break
            problems.append(_problem(file, fault.place.line, fault.place.column, fault.slip))
            if fault.mended in (None, lines) or not walk.left:
                break
            lines = fault.mended
            walk = Walk(lines, walk.left)
        else:
            break
    problems += [_problem(file, place.line, place.column, slip) for place, slip in walk.slips]
    if walk.complete and walk.data is None:
        problems.append(_problem(file, 0, 0, Slip(EMPTY)))
    return Document(file, walk.data, problems, walk.root, walk.complete and walk.data is not None, lines)


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    """Return with how many characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _problem(file: str, line: int, column: int, slip: Slip) -> Problem:
    return Problem(file, line + 1, column + 1, slip.template, slip.values)
