"""The port `Drafts`: packs of a folder as data to be changed, and back into YAML files.

A file that has comments is kept beside the new one as it was: data cannot hold them, and nothing goes unsaid.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from bot.adapters.yaml_files.packs.listing import list_packs
from bot.adapters.yaml_files.packs.loader import check_pack, reads_as_pack
from bot.adapters.yaml_files.problems import FileError, Loc, Problem
from bot.adapters.yaml_files.syntax.event_reader import Place
from bot.adapters.yaml_files.syntax.marked import Document, load_text
from bot.adapters.yaml_files.syntax.opening import Unreadable, content_of
from bot.app.ports.files import Draft, Fault
from bot.core.base.errors import NotFound, Refused
from bot.core.base.words import N_
from bot.core.script.pack import Pack

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
NOTE = re.compile(rb"^\s*#|\s#\s", re.MULTILINE)
WRONG_NAME = N_("The name of the file has small letters a to z, digits and hyphens: my-first-chat.")
TAKEN = N_("There is another pack called “{name}”. Choose another name.")
CHANGED = N_("The file of “{name}” was changed since you opened it here. Open it again.")
GONE = N_("There is no pack “{name}” in {folder}.")


class DraftFolder:
    """A folder of packs; `zone` is the zone of schedules that name none."""

    def __init__(self, folder: Path, zone: str) -> None:
        self._folder = folder
        self._zone = zone

    def names(self) -> list[str]:
        """Return the names of the packs, faulty ones too."""
        return [path.stem for path in list_packs(self._folder) if reads_as_pack(path)]

    def read(self, name: str) -> Draft:
        """Return a pack's file; raise `NotFound` if there is none, `FileError` if it cannot be read as data."""
        path = self._path(name)
        if path is None:
            raise NotFound(GONE, name=name, folder=self._folder)
        content = _content(path)
        document = load_text(path.name, content)
        if not isinstance(document.data, dict):
            raise FileError(document.problems)
        return Draft(name, document.data, _mark(content), has_notes=bool(NOTE.search(content)))

    def check(self, draft: Draft) -> tuple[Pack | None, list[Fault]]:
        """Return the pack, or what is wrong with it."""
        document = load_text(f"{draft.name}.yaml", text_of(draft.data))
        pack, problems = check_pack(document, zone=self._zone)
        return pack, [Fault(_field(document, problem), problem.sentence) for problem in problems]

    def save(self, draft: Draft) -> tuple[str, str]:
        """Write the file; return where it is and, if it had comments, where it is kept as it was."""
        if not NAME.fullmatch(draft.name):
            raise Refused(WRONG_NAME)
        path, kept = self._path(draft.name), ""
        if path is None and draft.mark:
            raise Refused(CHANGED, name=draft.name)
        if path is not None:
            kept = self._set_aside(path, draft)
        target = path or self._folder / f"{draft.name}.yaml"
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_text(text_of(draft.data), encoding="utf-8")
        os.replace(fresh, target)
        return str(target), kept

    def _set_aside(self, path: Path, draft: Draft) -> str:
        """Keep a file with comments under a free name; return that, or nothing if it has none."""
        content = _content(path)
        if _mark(content) != draft.mark:
            raise Refused(CHANGED if draft.mark else TAKEN, name=draft.name)
        if not NOTE.search(content):
            return ""
        free = (path.with_name(f"{path.name}.{number}.old") for number in range(1, 10_000))
        kept = next(each for each in free if not each.exists())
        kept.write_bytes(content)
        return str(kept)

    def _path(self, name: str) -> Path | None:
        return next((path for path in list_packs(self._folder) if path.stem == name), None)


def text_of(data: Mapping[str, object]) -> str:
    """Return data as people write it: a key a line, paragraphs as they are."""
    return yaml.dump(dict(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(yaml.SafeDumper):
    """Writes paragraphs as blocks, and lists a step in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _content(path: Path) -> bytes:
    try:
        return content_of(path)
    except Unreadable as error:
        raise FileError([error.problem]) from error


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _field(document: Document, problem: Problem) -> str:
    """Return the field that a problem is about: the last one that begins at its place or before."""
    at = (problem.line - 1, problem.column - 1)
    before = [(place, -len(loc), loc) for place, loc in _places(document.root, ()) if place <= at]
    return ".".join(map(str, max(before)[2])) if before else ""


def _places(place: Place, loc: Loc) -> Iterator[tuple[tuple[int, int], Loc]]:
    """Yield where everything in a file begins, values and their keys."""
    for step, key in place.keys.items():
        yield (key.line, key.column), (*loc, step)
    for step, value in place.values.items():
        yield (value.line, value.column), (*loc, step)
        yield from _places(value, (*loc, step))
