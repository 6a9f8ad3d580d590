"""Which files `tchat check` looks at, and as what: packs, casts, wordings of moderation, the configuration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.adapters.yaml_files import WORDINGS, Problem, check_pack, check_wordings, list_packs, load_file
from bot.adapters.yaml_files.casts.loader import check_cast
from bot.adapters.yaml_files.shapes import keys_of
from bot.config import DEFAULT_FILE, Config, check_config, load_config
from bot.core.base.words import Words
from bot.core.script.pack import Pack
from bot.core.session.timetable import Step, StepKind, planned

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Any instant will do for a pack that has no time."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked at, and what is wrong with it; `pack` is the pack in it, if it is a sound one."""

    path: Path
    problems: Sequence[Problem]
    pack: Pack | None = None


def check_all(files: Sequence[Path], config: Path | None) -> list[Checked]:
    """Check these files.

    Without any: every pack and cast of the prompts folder, the operator's wordings of moderation, and the
    configuration if there is one.
    """
    if files:
        return [_checked(path) for path in files]
    path = config or DEFAULT_FILE
    if not (config or path.exists()):
        return [_checked(each) for each in _files_of(Config())]
    settings = Checked(path, check_config(path)[1])
    files = _files_of(Config() if settings.problems else load_config(config))
    others = (each for each in files if each.resolve() != path.resolve())
    return [settings, *(_checked(each) for each in others)]


def _files_of(config: Config) -> tuple[Path, ...]:
    packs = config.prompts_dir
    return (*list_packs(packs), *list_packs(packs / "casts"), *list_packs(config.data_dir / WORDINGS))


def _checked(path: Path) -> Checked:
    """Check a file as what its keys say it is; in doubt it is a pack."""
    keys = _keys(path)
    if keys & {"members", "scenes"}:
        return Checked(path, check_cast(path)[1])
    if keys & {"words", "wordings", "nouns", "polite"}:
        return Checked(path, check_wordings(path)[1])
    if keys & (keys_of(Config).keys() - {"timing"}) and not keys & {"title", "questions"}:
        return Checked(path, check_config(path)[1])
    pack, problems = check_pack(path)
    return Checked(path, problems, pack)


def _keys(path: Path) -> set[str]:
    data = load_file(path).data
    return {str(key) for key in data} if isinstance(data, dict) else set()


def timetable(pack: Pack, words: Words) -> str:
    """Return when everything of a chat comes, on its zone's clocks; without a date, since the opening."""
    if pack.schedule is None:
        steps = planned(pack, BEGINNING)
        return " · ".join(f"{_since(step.due - BEGINNING)} {_called(step, words)}" for step in steps)
    parts = []
    day = ""
    zone = ZoneInfo(pack.schedule.zone)
    for step in planned(pack, pack.schedule.start):
        local = step.due.astimezone(zone)
        date = f"{local:%Y-%m-%d}"
        parts.append(f"{'' if date == day else date + ' '}{local:%H:%M} {_called(step, words)}")
        day = date
    return f"{' · '.join(parts)} ({pack.schedule.zone})"


def _since(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def _called(step: Step, words: Words) -> str:
    if step.number is not None:
        return words.gettext("Q{number}").format(number=step.number)
    return words.gettext("opens") if step.kind is StepKind.OPEN else words.gettext("closes")
