"""Which files `tchat check` looks at, and as what: packs, casts, the configuration."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.adapters.yaml_files import Problem, check, check_pack, list_packs, load_file
from bot.adapters.yaml_files.casts.loader import check_cast
from bot.config import DEFAULT_FILE, Config, load_config


def check_all(files: Sequence[Path], config: Path | None) -> tuple[int, list[Problem]]:
    """Return how many files were looked at and what is wrong with them.

    Without files: every pack and cast of the prompts folder, and the configuration if there is one.
    """
    chosen = list(files) or _everything(config)
    return len(chosen), [problem for path in chosen for problem in _problems(path)]


def _everything(config: Path | None) -> list[Path]:
    path = config or DEFAULT_FILE
    settings = [path] if config or path.exists() else []
    folder = Config().prompts_dir if settings and _problems(path) else load_config(config).prompts_dir
    return [*settings, *list_packs(folder), *list_packs(folder / "casts")]


def _problems(path: Path) -> Iterable[Problem]:
    """Check a file as what its keys say it is; in doubt it is a pack."""
    keys = _keys(path)
    if keys & {"members", "scenes"}:
        return check_cast(path)[1]
    if keys & (Config.model_fields.keys() - {"timing"}) and not keys & {"title", "questions"}:
        return check(load_file(path), Config)[1]
    return check_pack(path)[1]


def _keys(path: Path) -> set[str]:
    data = load_file(path).data
    return {str(key) for key in data} if isinstance(data, dict) else set()
