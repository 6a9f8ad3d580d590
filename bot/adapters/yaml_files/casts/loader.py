"""Casts from files: read one, or check one with all its problems."""

from pathlib import Path, PurePath

from bot.adapters.yaml_files.casts.model import PLACE, CastModel, LineModel
from bot.adapters.yaml_files.casts.rules import cast_slips
from bot.adapters.yaml_files.model_check import check
from bot.adapters.yaml_files.problems import CastError, Problem
from bot.adapters.yaml_files.syntax.marked import Document, load_file, load_text
from bot.core.script.cast import Cast, Deed, Deletes, Edits, Line, Part, Reacts, Says, Scene


def read_cast(path: Path) -> Cast:
    """Return the cast in this file; raise `CastError` with everything that is wrong with it."""
    cast, problems = check_cast(load_file(path))
    if cast is None:
        raise CastError(problems)
    return cast


def check_cast_text(name: str, text: str | bytes) -> tuple[Cast | None, list[Problem]]:
    """Return the cast, or None and everything that is wrong with the text."""
    return check_cast(load_text(name, text))


def check_cast(document: Document) -> tuple[Cast | None, list[Problem]]:
    """Return the cast, or None and everything that is wrong with the file."""
    model, problems = check(document, CastModel, cast_slips)
    return (_cast(PurePath(document.file).stem, model) if model else None), problems


def _cast(name: str, model: CastModel) -> Cast:
    threads: dict[str, int | None] = {}
    scenes = []
    for scene in model.scenes:
        lines = tuple(Line(line.who, line.at, _deed(line, scene.during, threads)) for line in scene.lines)
        scenes.append(Scene(scene.during, lines))
    return Cast(name, model.language, tuple(model.members), tuple(scenes), tuple(model.blocklist))


def _deed(line: LineModel, part: Part, threads: dict[str, int | None]) -> Deed:
    """Return what the line does; `threads` remembers where the messages with labels stand."""
    if line.says is not None:
        thread = threads[line.to] if line.to is not None else _thread(line.place, part)
        if line.label is not None:
            threads[line.label] = thread
        return Says(line.says, thread, line.label, line.to)
    if line.reacts is not None and line.to is not None:
        return Reacts(line.reacts, line.to)
    if line.edits is not None and line.into is not None:
        return Edits(line.edits, line.into)
    assert line.deletes is not None
    return Deletes(line.deletes)


def _thread(place: str | None, part: Part) -> int | None:
    """Return the question whose thread is meant; None is the channel."""
    found = PLACE.fullmatch(place or "thread")
    assert found is not None
    if found[0] == "channel":
        return None
    return int(found[1]) if found[1] else part.number
