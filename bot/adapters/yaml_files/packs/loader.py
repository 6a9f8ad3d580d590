"""Packs from files: read one, check one with all its problems, list a folder's."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from bot.adapters.yaml_files.model_check import check
from bot.adapters.yaml_files.packs.model import HostModel, PackModel, QuestionModel, ReadingModel
from bot.adapters.yaml_files.packs.rules import Hour, pack_slips
from bot.adapters.yaml_files.packs.schedule import schedule_of
from bot.adapters.yaml_files.problems import Found, PackError, Problem
from bot.adapters.yaml_files.shapes import Translated
from bot.adapters.yaml_files.syntax.marked import Document, load_file, load_text
from bot.adapters.yaml_files.syntax.opening import Unreadable, content_of
from bot.core.script.pack import AnswersMode, Host, HostRole, Pack, Question, Quiet, Reading, Schedule, Text, Timing

REVIEWED = "reviewed"
PACK_KEY = rb"""(?m)^[ \t{]*["']?(?:title|questions)["']?[ \t]*:"""
"""A key at the beginning of a line that packs have, and neither casts nor configurations."""


def read_pack(path: Path, *, zone: str | None = None) -> Pack:
    """Return the pack in this file; raise `PackError` with everything that is wrong with it.

    `zone` is the zone of schedules that name none; without it, a schedule has to name one.
    """
    return _or_raise(check_pack(load_file(path), zone=zone))


def read_pack_text(name: str, text: str | bytes, *, zone: str | None = None) -> Pack:
    """Return the pack in this text, such as an attachment's; `name` is its file name."""
    return _or_raise(check_pack_text(name, text, zone=zone))


def check_pack_text(name: str, text: str | bytes, *, zone: str | None = None) -> tuple[Pack | None, list[Problem]]:
    """Return the pack, or None and everything that is wrong with the text."""
    return check_pack(load_text(name, text), zone=zone)


def reads_as_pack(path: Path) -> bool:
    """Return whether a file says of itself that it is a pack, be it one with faults."""
    try:
        return bool(re.search(PACK_KEY, content_of(path)))
    except Unreadable:
        return False


def _or_raise(checked: tuple[Pack | None, list[Problem]]) -> Pack:
    pack, problems = checked
    if pack is None:
        raise PackError(problems)
    return pack


def check_pack(document: Document, *, zone: str | None = None) -> tuple[Pack | None, list[Problem]]:
    """Return the pack, or None and everything that is wrong with the file."""

    def rules(raw: dict[str, Any]) -> Iterable[Found]:
        return pack_slips(raw, zone)

    model, problems = check(document, PackModel, rules)
    if model is None:
        return None, problems
    assert isinstance(document.data, dict)
    pack = _pack(PurePath(document.file).stem, model, zone)
    hour = Hour.of(document.data, zone)
    return (hour.filled(pack) if hour else pack), []


def _pack(name: str, model: PackModel, zone: str | None) -> Pack:
    language = model.language
    return Pack(
        name=name,
        title=_text(model.title, language),
        questions=tuple(_question(question, language) for question in model.questions),
        language=language,
        hashtag=model.hashtag,
        by=model.by,
        intro=None if model.intro is None else _text(model.intro, language),
        hosts=tuple(_host(host) for host in model.hosts),
        schedule=_schedule(model, zone),
        timing=_timing(model, zone),
        answers=AnswersMode.THREADS if model.answers == REVIEWED else AnswersMode(model.answers),
        reviewed=model.answers == REVIEWED,
        next=None if model.next is None else _text(model.next, language),
    )


def _text(text: Translated, language: str) -> Text:
    return Text({language: text} if isinstance(text, str) else text)


def _question(model: QuestionModel, language: str) -> Question:
    readings = tuple(_reading(each, language) for each in model.readings)
    return Question(
        _text(model.ask, language),
        model.lasts,
        readings,
        reviewed=model.answers == REVIEWED,
        short=None if model.short is None else _text(model.short, language),
    )


def _reading(model: ReadingModel, language: str) -> Reading:
    title = None if model.title is None else _text(model.title, language)
    return Reading(title, model.author, model.outlet, model.url)


def _host(model: HostModel) -> Host:
    return Host(model.name, HostRole(model.role), model.handle, model.organisation)


def _schedule(model: PackModel, zone: str | None) -> Schedule | None:
    planned = model.schedule
    if planned is None:
        return None
    named = planned.zone or zone
    assert named is not None
    return schedule_of(planned.start, planned.end, named)


def _timing(model: PackModel, zone: str | None) -> Timing:
    timing = model.timing
    each = timing.question or Timing().question
    quiet = None
    if timing.quiet is not None:
        named = model.schedule.zone if model.schedule else None
        quiet = Quiet(*timing.quiet, named or zone or "UTC")
    return Timing(timing.opening, each, timing.closing, timing.archive, timing.preview, quiet)
