"""The documents say what the code does: they name what is there, and all of it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pytest

from bot.adapters.export import FORMATS
from bot.adapters.export.files.exports import BUNDLE
from bot.adapters.yaml_files.packs.model import TimingModel
from bot.adapters.yaml_files.shapes import Entry, keys_of
from bot.cli import SUMMARY_FORMATS, cli
from bot.config import Config
from bot.core.session.facts import KINDS
from tests.adapters.discord_chat.discord_room import Run, discord, run
from tests.meta.documents import ARCHITECTURE, ROOT, current, protocols
from tests.standin import StandIn

__all__ = ["discord", "run"]

README = ROOT / "README.md"
GUIDES = sorted((ROOT / "bot" / "guide").rglob("*.md"))
CONTRIBUTING = ROOT / ".github" / "CONTRIBUTING.md"
DOCUMENTS = [README, CONTRIBUTING, ARCHITECTURE, *GUIDES]
EACH = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
FOLDERS = ("bot", "tests", "core", "app", "adapters", "discord_chat", "locale", "prompts", r"\.ci", r"\.github")
PATH = re.compile(rf"(?<![\w/.-])(?:{'|'.join(FOLDERS)})(?:/[\w.-]+)+|(?<![\w/.-])(?!discord\.py)\w+\.py\b")
GROUP, SUBCOMMAND, MENU = 2, 1, 3

Options = Mapping[str, set[str]]
"""What commands take, by the names of the commands."""


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# Versions


def test_the_changes_are_told_by_version_and_by_who_reads_them() -> None:
    text = _text(ROOT / "bot" / "CHANGELOG.md")
    versions = re.findall(r"^## (\d+\.\d+\.\d+)(?: · \d{4}-\d\d-\d\d)?$", text, re.MULTILINE)
    assert versions == sorted(versions, key=lambda version: [int(part) for part in version.split(".")], reverse=True)
    assert versions[0] == tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]["version"]
    assert len(versions) == len(set(versions)) >= len(re.findall("^## ", text, re.MULTILINE)) - 1
    assert set(re.findall(r"^\*\*For (\w+)\*\*$", text, re.MULTILINE)) <= {"members", "hosts", "operators"}


# Modules and folders


@EACH
def test_every_path_that_is_named_is_there(path: Path) -> None:
    known = [each.relative_to(ROOT).as_posix() for each in _files()]
    named = [found.rstrip(".") for found in PATH.findall(_text(path))]
    assert named or path in GUIDES
    assert [name for name in named if not any(f"/{each}".endswith(_endings(name)) for each in known)] == []


def _files() -> Iterator[Path]:
    """What could be meant: the files and folders of this repository."""
    for top in ("bot", "tests", "prompts", ".ci", ".github"):
        yield from (path for path in (ROOT / top).rglob("*") if "__pycache__" not in path.parts)


def _endings(name: str) -> tuple[str, ...]:
    """How the path of what is named may end: a folder, a file, or a module without its ending."""
    return f"/{name}", f"/{name}.py"


@EACH
def test_every_module_that_is_run_is_there(path: Path) -> None:
    named = re.findall(r"python -m ((?:bot|tests)[\w.]*)", _text(path))
    assert [name for name in named if find_spec(name.rstrip(".")) is None] == []


# What the code writes into ARCHITECTURE.md


def test_the_states_facts_and_ports_are_current() -> None:
    text = _text(ARCHITECTURE)
    assert text == current(), "run python -m tests.meta.documents"
    words = set(re.findall(r"\w+", text))
    assert {kind.__name__ for kind in KINDS.values()} <= words
    assert {node.name for _, node in protocols()} <= words


# The command line


def test_the_readme_has_every_command_of_the_terminal_with_its_options() -> None:
    documented = _rows("Commands in the terminal", r"tchat ([\w-]+)", r"(?<![\w-])(--?[a-z][\w-]*)")
    actual = {name: _options(command) for name, command in cli.commands.items()} | {"--version": set[str]()}
    assert documented == actual


def _options(command: click.Command) -> set[str]:
    """The options of a command, each by its shortest name; those of every command have a sentence of their own."""
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    return {min(option.opts, key=len) for option in options} - {"--config", "--data"}


def test_the_options_of_all_commands_are_in_the_readme() -> None:
    text = _section("Commands in the terminal")
    assert "`--config FILE`" in text
    assert "`--data DIR`" in text


@EACH
def test_every_command_of_the_terminal_that_is_mentioned_is_there(path: Path) -> None:
    mentioned = re.findall(r"(?:`|bin/|Scripts\\)tchat ([a-z][\w-]*)", _text(path))
    assert set(mentioned) <= cli.commands.keys()


def test_the_formats_are_in_the_readme() -> None:
    text = _section("Commands in the terminal")
    for command, formats in (("summary", SUMMARY_FORMATS), ("transcript", (*FORMATS, BUNDLE))):
        found = re.search(rf"`tchat {command} .*?--format ([\w\\|]+)", text)
        assert found
        assert sorted(found[1].replace("\\", "").split("|")) == sorted(formats)


# Commands on Discord


@pytest.mark.parametrize(("language", "title"), [("name", "Commands on Discord"), ("fi", "Komennot Discordissa")])
async def test_the_guide_has_every_command_on_discord_with_its_options(
    language: str, title: str, discord: StandIn, run: Run
) -> None:
    async with run():
        commands = discord.world.commands[0]
    guide = ROOT / "bot" / "guide" / ("fi" if language == "fi" else "en") / "commands.md"
    documented = _rows(title, r"/([a-z][\w -]*[\w-])(?![\w-]*:)", r"\[?([a-zäö]\w*):", guide)
    assert documented == {name: options for command in commands for name, options in _leaves(command, language)}
    menus = {_called(command, language) for command in commands if command["type"] == MENU}
    assert set(re.findall(r"(?:message menu|viestin valikko) \*(.*?)\*", _section(title, guide))) == menus


@pytest.mark.parametrize("path", [README, *GUIDES], ids=lambda path: str(path.relative_to(ROOT)))
async def test_every_command_on_discord_that_is_mentioned_is_there(path: Path, discord: StandIn, run: Run) -> None:
    async with run():
        commands = discord.world.commands[0]
    finnish = "fi" in re.split(r"\W|_", path.relative_to(ROOT).as_posix())
    known = dict(leaf for command in commands for leaf in _leaves(command, "fi" if finnish else "name"))
    groups = {" ".join(words[:count]) for name in known if (words := name.split(" ")) for count in range(len(words))}
    for command in re.findall(r"`/(.*?)`", re.sub(r"\s+", " ", _text(path))):
        typed = re.match(r"[\w-]+(?: [\w-]+(?![\w-]*:))*", command)
        assert typed, command
        name = next((name for name in _shorter(typed[0]) if name in known or name in groups), "")
        given = set(re.findall(r"(?<= )([^\W\d][\w-]*):(?= |$)", command))
        assert name, f"there is no /{command}"
        assert given <= known.get(name, set()), f"/{name} has no {given - known.get(name, set())}"


def _shorter(name: str) -> Iterator[str]:
    """A name, and what is left of it word by word: values may follow."""
    words = name.split(" ")
    yield from (" ".join(words[:count]) for count in range(len(words), 0, -1))


def _leaves(command: dict[str, Any], language: str, before: str = "") -> Iterator[tuple[str, set[str]]]:
    """The commands within one as people type them, each with its options."""
    if command["type"] == MENU and not before:
        return
    name = f"{before} {_called(command, language)}".strip()
    inside = [option for option in command.get("options", ()) if option["type"] in (SUBCOMMAND, GROUP)]
    for each in inside:
        yield from _leaves(each, language, name)
    if not inside:
        yield name, {_called(option, language) for option in command.get("options", ())}


def _called(thing: dict[str, Any], language: str) -> str:
    name: str = (thing.get("name_localizations") or {}).get(language, thing["name"])
    return name


# Settings


@EACH
def test_every_setting_that_is_named_is_there(path: Path) -> None:
    known = set(_keys(Config, "")) | set(_keys(TimingModel, "timing.")) | {"moderation.preset"}
    sections = {key.partition(".")[0] for key in known}
    named = re.findall(r"`([a-z_]+)\.([a-z_]+)`", _text(path))
    assert [f"{a}.{b}" for a, b in named if a in sections and b != "py" and f"{a}.{b}" not in known] == []


def _keys(model: type[Entry], before: str) -> Iterator[str]:
    for name, field in keys_of(model).items():
        yield before + name
        if isinstance(field.type, type) and issubclass(field.type, Entry):
            yield from _keys(field.type, f"{before}{name}.")


# Tables


def _section(title: str, path: Path = README) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", _text(path), re.MULTILINE | re.DOTALL)
    assert found, f"{path.name} has no section {title}"
    return found[1]


def _rows(title: str, command: str, option: str, path: Path = README) -> Options:
    """The commands in a table, with their options.

    A cell may hold several, each in backticks; one that begins otherwise belongs to the group of the one before it.
    """
    found: dict[str, set[str]] = {}
    for cell in re.findall(r"^\| (`.*?) \|", _section(title, path), re.MULTILINE):
        before = ""
        for part in re.findall(r"`(.*?)`", cell):
            full = part if part.startswith(("/", "tchat")) else f"{before} {part}"
            name = re.match(command, full)
            assert name, f"no command: {full}"
            before = full[: name.end()].rpartition(" ")[0]
            found.setdefault(name[1], set()).update(re.findall(option, full[name.end() :]))
    return found
