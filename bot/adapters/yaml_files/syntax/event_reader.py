"""One walk over YAML's events: builds the data, remembers where everything stands, notes what YAML lets through.

A walk has a stack of its own. Composing nodes first would be slower, and deep nesting would crash the interpreter
there. Nesting is bounded, and references (`&`, `*`) are refused: a small file stays small.
"""

import re
from collections.abc import Sequence

import yaml

from bot.adapters.yaml_files.problems import SHOWN, Slip, shown
from bot.adapters.yaml_files.syntax.lint import ANCHOR, LOST_TEXT, SWALLOWED, lost_text, meaning_of, swallowed_bullet
from bot.adapters.yaml_files.syntax.opening import find_hidden
from bot.core.base.words import N_

MAX_DEPTH = 16
MAX_EVENTS = 60_000
"""How many pieces of a file are looked at, in all walks over it: twenty times a pack of 25 questions with readings."""

COLON = re.compile("[ \t]*:")

SECOND = N_("A second document begins here (“---”). A file holds one: remove the line, or quote it if it is text.")
ENDLESS = N_("This file has far more entries than a pack. Is it the right file?")
DEEP = N_("Lists and keys are nested too deeply here.")
TWICE = N_("“{key}” is here for the second time; the first is on line {line}. Keep one of them.")
ODD_KEY = N_("A key must be a plain word. If “{{” or “[” begins a text here, put the whole text in quotes.")
NOTHING = N_("Nothing is written after “{key}:”. Write something, or delete the line.")
NO_ENTRY = N_("Nothing is written after “-”. Write something, or delete the line.")
COMMA = N_("Between braces, a text with a comma must be in quotes: {quoted}.")


class HiddenInKey(yaml.YAMLError):
    """A key has a sign in it that nobody sees; the key begins at `place`."""

    def __init__(self, key: str, place: "Place") -> None:
        super().__init__(key)
        self.key = key
        self.place = place


class Place:
    """Where a value stands (from 0) and, if it has an inside, where its keys and values stand."""

    __slots__ = ("column", "keys", "line", "values")

    def __init__(self, line: int, column: int, *, inside: bool = False) -> None:
        self.line = line
        self.column = column
        self.keys: dict[str | int, Place] = {} if inside else NO_PLACES
        self.values: dict[str | int, Place] = {} if inside else NO_PLACES


NO_PLACES: dict[str | int, Place] = {}
"""The inside of a text or a number: one for all of them, since there are thousands."""


class _Frame:
    """A mapping or a list whose end has not come yet.

    `bare_key`: no colon stands after the key, which only happens between braces. `last` is the key before it, and where
    that key's value stands.
    """

    __slots__ = ("bare_key", "data", "indent", "key", "key_place", "last", "place")

    def __init__(self, data: dict[str, object] | list[object], place: Place, indent: int | None) -> None:
        self.data = data
        self.place = place
        self.indent = indent
        self.key: str | None = None
        self.key_place = place
        self.bare_key = False
        self.last: tuple[str, Place] | None = None

    @property
    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.data, dict)


class Walk:
    """What one walk found. `complete`: it came to the end; `scalar` and `end`: how far it came otherwise.

    `left` is how many pieces may be looked at: a hostile file costs no more time than a large pack.
    """

    def __init__(self, lines: Sequence[str], left: int = MAX_EVENTS) -> None:
        self.left = left
        self.data: object = None
        self.root = Place(0, 0)
        self.slips: list[tuple[Place, Slip]] = []
        self.complete = False
        self.scalar = self.root
        self.end = 0
        self._lines = lines
        self._text = "\n".join(lines)
        self._has_hashes = "#" in self._text
        self._stack: list[_Frame] = []
        self._stuck = False

    @property
    def bracket(self) -> Place | None:
        """The first bracket that is still open."""
        return next((frame.place for frame in self._stack if frame.indent is None), None)

    def run(self) -> None:
        """Walk to the end, or to where nothing more can be taken in; raise `yaml.YAMLError` where YAML gives up."""
        documents = 0
        for event in yaml.parse(self._text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._finish(event)
            elif isinstance(event, yaml.AliasEvent):
                self._put(self._sign(event), _place(event))
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._give_up(_place(event), SECOND)
            self.left -= 1
            if not self.left:
                self._give_up(_place(event), ENDLESS)
            if self._stuck or len(self.slips) >= SHOWN:
                return
        self.complete = True

    def _give_up(self, place: Place, template: str) -> None:
        self._note(place, template)
        self._stuck = True

    def _note(self, place: Place, template: str, **values: object) -> None:
        self.slips.append((place, Slip(template, **values)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self.scalar = place = _place(event)
        if event.value or event.style:
            self.end, _ = _end(event)
        frame = self._stack[-1] if self._stack else None
        if event.tag is not None or event.anchor is not None:
            self._put(self._sign(event), place)
        elif frame and frame.wants_key:
            self._key(frame, event, place)
        elif event.style:
            self._put(event.value, place)
        else:
            self._put(self._plain(event, place, frame.indent if frame else None), place)

    def _plain(self, event: yaml.ScalarEvent, place: Place, indent: int | None) -> object:
        """Return what an unquoted value means, after a look at what is near it."""
        value, slip = meaning_of(event.value)
        if slip:
            self.slips.append((place, slip))
        line, column = _end(event)
        if line > place.line and (bullet := swallowed_bullet(self._lines, place.line, line)):
            self._note(Place(*bullet), SWALLOWED)
        if not self._has_hashes:
            return value
        if lost := lost_text(event.value, self._lines, line, column, indent):
            line, column, text = lost
            self._note(Place(line, column), LOST_TEXT)
            return f"{event.value} {text}".strip()
        return value

    def _key(self, frame: _Frame, event: yaml.ScalarEvent, place: Place) -> None:
        key = event.value
        if find_hidden(key) and find_hidden(self._lines[place.line], place.column):
            raise HiddenInKey(key, place)
        if frame.indent is None:
            line, column = _end(event)
            frame.bare_key = not COLON.match(self._lines[line], column)
        if not frame.bare_key and (first := frame.place.keys.get(key)):
            self._note(place, TWICE, key=key, line=first.line + 1)
        frame.key, frame.key_place = key, place

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        start = _place(event)
        place = Place(start.line, start.column, inside=True)
        if event.tag is not None or event.anchor is not None:
            self._sign(event)
        if len(self._stack) == MAX_DEPTH:
            self._give_up(place, DEEP)
        data: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Frame(data, place, None if event.flow_style else place.column))

    def _finish(self, event: yaml.CollectionEndEvent) -> None:
        frame = self._stack.pop()
        if frame.indent is None:
            self.end, _ = _end(event)
        self._put(frame.data, frame.place)

    def _sign(self, event: yaml.NodeEvent) -> str:
        """Note an anchor, a reference or a tag; return the text as it stands in the file."""
        place, (line, column) = _place(event), _end(event)
        text = self._lines[place.line][place.column : column if line == place.line else None]
        self._note(place, ANCHOR, mark=text[:1])
        return text.strip()

    def _put(self, value: object, place: Place) -> None:
        if not self._stack:
            self.data, self.root = value, place
            return
        frame = self._stack[-1]
        if frame.wants_key:
            self._give_up(place, ODD_KEY)
            return
        if value is None and frame.bare_key and frame.key is not None and self._join(frame, frame.key):
            frame.key = None
            return
        if value is None:
            place = self._nothing(frame, place)
        if isinstance(frame.data, list):
            frame.place.values[len(frame.data)] = place
            frame.data.append(value)
        elif frame.key is not None:
            frame.place.keys.setdefault(frame.key, frame.key_place)
            frame.place.values[frame.key] = place
            frame.data[frame.key] = value
            frame.last = (frame.key, place)
            frame.key = None

    def _join(self, frame: _Frame, rest: str) -> bool:
        """Take what stands between braces without a colon for more of the text before the comma, if there is one."""
        if not frame.last or not isinstance(frame.data, dict):
            return False
        key, place = frame.last
        text = frame.data[key]
        if not isinstance(text, str | int | float):
            return False
        frame.data[key] = text = f"{text}, {rest}"
        self.slips = [(where, slip) for where, slip in self.slips if where is not place]
        self._note(place, COMMA, quoted=f'"{shown(text)}"')
        return True

    def _nothing(self, frame: _Frame, place: Place) -> Place:
        """Note that nothing stands here; return the place to blame."""
        if isinstance(frame.data, list):
            self._note(place, NO_ENTRY)
            return place
        self._note(frame.key_place, NOTHING, key=frame.key)
        return frame.key_place


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    assert mark is not None
    return Place(mark.line, mark.column)


def _end(event: yaml.Event) -> tuple[int, int]:
    mark = event.end_mark
    assert mark is not None
    return mark.line, mark.column
