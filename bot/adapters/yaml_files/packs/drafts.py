"""The ports `Forms` and `Drafts`: packs as data to be changed, and back into YAML; those of a folder as its files.

A file that has comments is kept beside the new one as it was: data cannot hold them, and nothing goes unsaid.
"""

import asyncio
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from bot.adapters.yaml_files.packs.aside import aside
from bot.adapters.yaml_files.packs.listing import list_packs
from bot.adapters.yaml_files.packs.loader import check_pack, reads_as_pack
from bot.adapters.yaml_files.problems import FileError, Loc, Problem
from bot.adapters.yaml_files.syntax.event_reader import Place
from bot.adapters.yaml_files.syntax.marked import Document, load_text
from bot.adapters.yaml_files.syntax.opening import Unreadable, content_of
from bot.app.planning.library import CHANGED, TAKEN, WRONG_NAME
from bot.app.ports.files import Draft, Fault, Saved, mark_of
from bot.core.base.errors import NotFound, Refused
from bot.core.base.words import N_
from bot.core.script.pack import Pack

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
NOTE = re.compile(rb"^\s*#|\s#\s", re.MULTILINE)
GONE = N_("There is no pack “{name}” in {folder}.")


class YamlForms:
    """Fills the port `Forms`; `zone` is the zone of schedules that name none."""

    def __init__(self, zone: str) -> None:
        self._zone = zone

    async def read(self, name: str, content: bytes) -> Draft:
        document = await aside(lambda: load_text(f"{name}.yaml", content))
        if not isinstance(document.data, dict):
            raise FileError(document.problems)
        return Draft(name, document.data, mark_of(content), has_notes=bool(NOTE.search(content)))

    async def check(self, draft: Draft) -> tuple[Pack | None, list[Fault]]:
        return await aside(lambda: self._checked(draft))

    def text(self, draft: Draft) -> str:
        return text_of(draft.data)

    def _checked(self, draft: Draft) -> tuple[Pack | None, list[Fault]]:
        document = load_text(f"{draft.name}.yaml", text_of(draft.data))
        pack, problems = check_pack(document, zone=self._zone)
        return pack, [Fault(_field(document, problem), problem.sentence) for problem in problems]


class DraftFolder:
    """A folder of packs. It fills the port `Drafts`."""

    def __init__(self, folder: Path, forms: YamlForms) -> None:
        self._folder = folder
        self._forms = forms

    async def names(self) -> list[str]:
        return await asyncio.to_thread(self._names)

    async def read(self, name: str) -> Draft:
        return await self._forms.read(name, await asyncio.to_thread(self._content, name))

    async def check(self, draft: Draft) -> tuple[Pack | None, list[Fault]]:
        return await self._forms.check(draft)

    async def save(self, draft: Draft) -> Saved:
        return await asyncio.to_thread(self._save, draft)

    def _names(self) -> list[str]:
        return [path.stem for path in list_packs(self._folder) if reads_as_pack(path)]

    def _content(self, name: str) -> bytes:
        path = self._path(name)
        if path is None:
            raise NotFound(GONE, name=name, folder=self._folder)
        return _content(path)

    def _save(self, draft: Draft) -> Saved:
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
        fresh.write_text(self._forms.text(draft), encoding="utf-8")
        os.replace(fresh, target)
        return Saved(str(target), kept)

    def _set_aside(self, path: Path, draft: Draft) -> str:
        """Keep a file with comments under a free name; return that, or nothing if it has none."""
        content = _content(path)
        if mark_of(content) != draft.mark:
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
