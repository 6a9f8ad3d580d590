"""`tchat doctor`: what is wrong with an installation, and how to mend it. Each check is a small function."""

import os
import platform
import re
import shlex
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from bot.adapters.data_folder.places import CONFIG_FILE
from bot.adapters.discord_chat import diagnosis as discord_doctor
from bot.adapters.system.clock import SystemClock
from bot.adapters.yaml_files.packs.listing import list_packs
from bot.adapters.yaml_files.problems import FileError, Problem
from bot.adapters.yaml_files.wordings.loader import shipped
from bot.app.hosting.desk import DeskOf, desks_of
from bot.app.moderating.server_rules import ServerRules
from bot.config import Config, load_config, token_of
from bot.core.base.errors import ConfigError, StoreError
from bot.core.base.finding import Finding, Weight, fault, fault_of, good, warning
from bot.core.base.place import DISCORD
from bot.core.base.words import N_, Words
from bot.core.moderation.settings import parse
from bot.installation import checked_files
from bot.installation.setup import hides
from bot.parts import endpoint_of
from bot.stores import database_of

PACKAGE = "tchat-bot"

SCARCE, TOO_LITTLE = 100_000_000, 10_000_000
"""Below how many free bytes a disk is named, and below how many it is in the way."""

CONFIGURED = N_("The configuration {path} has no errors.")
UNCONFIGURED = N_("There is no configuration file; every setting has its default.")
REST = N_("Nothing else was checked, since it depends on the configuration.")
DATA = N_("The data folder {path} can be written.")
DATA_TO_BE = N_("The data folder {path} will be created when the bot first runs.")
DATA_NEVER = N_("The data folder {path} cannot be created: {parent} cannot be written; use another with --data.")
NO_DATA = N_("The data folder {path} cannot be written ({reason}); check who owns it, or use another with --data.")
PRIVATE = N_("Only you can read the data folder {path}.")
OPEN = N_("Others on this computer can see into the data folder {path}; `{command}` fixes that.")
ROOM = N_("There is room on the disk: {megabytes} MB.")
LITTLE_ROOM = N_("Only {megabytes} MB is free on the disk of {path}; make room there.")
PROMPTS = N_("The prompts folder {path} can be read.")
NO_PROMPTS = N_(
    "There is no prompts folder {path}, so the bot offers its sample packs; make it for your own, or set prompts_dir."
)
PROMPTS_CLOSED = N_("The prompts folder {path} cannot be read ({reason}); check who owns it.")
NO_KEY = N_("summary.model: there is no key in the environment variable {variable}; set it for the bot.")
NO_PACKS = N_("There are no packs in {path} yet.")


async def examine(path: Path | None, data: Path | None) -> list[Finding]:
    """Look at everything, and return what was found in the order of a repair."""
    configured, config = _configuration(path, data)
    if config is None:
        return [*configured, warning(REST)]
    local = [finding for check in LOCAL for finding in check(config)]
    return [*configured, *local, *await _database(config), *await _discord(config), *await _model(config)]


def as_data(findings: Sequence[Finding], words: Words) -> dict[str, object]:
    """Return findings and versions as they go into JSON."""
    return {
        "findings": [{"weight": each.weight.name.lower(), "sentence": each.sentence(words)} for each in findings],
        "versions": {"python": platform.python_version(), "system": platform.platform(), **_versions()},
    }


def _versions() -> dict[str, str]:
    """Return the versions of this program and of what it is made with, as far as it is installed."""
    required = [re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in metadata.requires(PACKAGE) or ()]
    found = {}
    for name in [PACKAGE, *dict.fromkeys(required)]:
        with suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found


def _configuration(path: Path | None, data: Path | None) -> tuple[list[Finding], Config | None]:
    try:
        config = load_config(path, data)
    except FileError as error:
        return [_problem(problem) for problem in error.problems], None
    except ConfigError as error:
        return [fault_of(error)], None
    file = path or CONFIG_FILE
    return [good(CONFIGURED, path=file) if file.exists() else good(UNCONFIGURED)], config


def _data_folder(config: Config) -> list[Finding]:
    folder = config.data_dir
    if not folder.exists():
        parent = _existing(folder)
        may_be_made = parent.is_dir() and os.access(parent, os.W_OK | os.X_OK)
        return [good(DATA_TO_BE, path=folder) if may_be_made else fault(DATA_NEVER, path=folder, parent=parent)]
    try:
        with tempfile.TemporaryFile(dir=folder):
            return [good(DATA, path=folder)]
    except OSError as error:
        return [fault(NO_DATA, path=folder, reason=error.strerror)]


def _privacy(config: Config) -> list[Finding]:
    folder = config.data_dir
    if not folder.is_dir():
        return []
    if folder.stat().st_mode & 0o077:
        return [warning(OPEN, path=folder, command=f"chmod -R go= {shlex.quote(str(folder))}")]
    return [good(PRIVATE, path=folder)]


def _disk(config: Config) -> list[Finding]:
    free = free_bytes(_existing(config.data_dir))
    megabytes = 1_000_000
    if free >= SCARCE:
        return [good(ROOM, megabytes=free // megabytes)]
    found = fault if free < TOO_LITTLE else warning
    return [found(LITTLE_ROOM, megabytes=free // megabytes, path=config.data_dir)]


def _prompts_folder(config: Config) -> list[Finding]:
    folder = config.prompts_dir
    try:
        any(folder.iterdir())
    except FileNotFoundError:
        return [warning(NO_PROMPTS, path=folder)]
    except OSError as error:
        return [fault(PROMPTS_CLOSED, path=folder, reason=error.strerror)]
    return [good(PROMPTS, path=folder), *_packs(folder)]


def _packs(folder: Path) -> Sequence[Finding]:
    files = [*list_packs(folder), *list_packs(folder / "casts")]
    if not list_packs(folder):
        return [warning(NO_PACKS, path=folder)]
    checked = checked_files.check_all(files, None)
    problems = [problem for each in checked for problem in each.problems]

    def fine(words: Words) -> str:
        several = words.ngettext(
            "{count} file checked, nothing to fix.", "{count} files checked, nothing to fix.", len(checked)
        )
        return several.format(count=len(checked))

    return [_problem(problem) for problem in problems] or [Finding(Weight.GOOD, fine)]


async def _database(config: Config) -> list[Finding]:
    return await database_of(config).examine()


async def _discord(config: Config) -> list[Finding]:
    try:
        token = token_of(config)
    except ConfigError as error:
        return [fault_of(error)]
    desk, recaps = config.discord.host_desk, config.summary.channel
    chats, hiding = await _recorded(config)
    return await discord_doctor.examine(
        token,
        SystemClock(),
        desk=desk,
        recaps=recaps,
        chats=chats,
        hides=hides(parse(config.moderation)),
        hiding=hiding,
        shards=config.discord.shards,
    )


async def _recorded(config: Config) -> tuple[Sequence[DeskOf], Mapping[int, bool]]:
    """Return where the hosts of chats are spoken to, and on which servers rules hide messages.

    Of a record that cannot be read, nothing: that is told elsewhere.
    """
    try:
        async with database_of(config).opened_to_read() as store:
            rules = ServerRules(store, config.moderation, lambda _: ((), ()), shipped)
            servers = {room.guild for room in await store.rooms() if room.platform == DISCORD}
            return await desks_of(store, DISCORD), {each: hides(await rules.of(each)) for each in servers}
    except StoreError:
        return (), {}


async def _model(config: Config) -> Sequence[Finding]:
    settings = config.summary.model
    if settings is None:
        return []
    from bot.adapters.language_model import diagnosis

    missing = [fault(NO_KEY, variable=settings.key_env)] if settings.key_env and not settings.key else []
    return [*missing, *await diagnosis.examine(endpoint_of(settings), settings.url)]


LOCAL: tuple[Callable[[Config], Sequence[Finding]], ...] = (_data_folder, _privacy, _disk, _prompts_folder)


def _problem(problem: Problem) -> Finding:
    place = f"{problem.file}:{problem.line}:{problem.column}"
    return Finding(Weight.FAULT, lambda words: f"{place}: {problem.sentence(words)}")


def free_bytes(path: Path) -> int:
    """Return how much fits onto the disk on which a path lies."""
    return shutil.disk_usage(path).free


def _existing(path: Path) -> Path:
    """Return the path, or the nearest folder above it that is there."""
    return next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())
