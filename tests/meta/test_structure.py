"""The shape of the code: layers and packages import downwards only, without circles; functions stay short."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.adapters.yaml_files.model_check import check
from bot.adapters.yaml_files.shapes import Entry, keys_of
from bot.adapters.yaml_files.syntax.marked import load_file
from bot.config import Config
from tests.meta import documents

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
MODULES = sorted(BOT.rglob("*.py"))
OUTSIDE = {
    *("discord", "aiohttp", "aiosqlite", "asyncpg", "sqlite3", "yaml", "pydantic", "jinja2", "rich", "click", "polib")
}
CHOOSING = {"bot.wiring", "bot.parts", "bot.stores", "bot.config", "bot.cli"}
FORBIDDEN = {
    "core": OUTSIDE | CHOOSING | {"asyncio", "bot.app", "bot.adapters"},
    "app": OUTSIDE | CHOOSING | {"bot.adapters"},
    "adapters": CHOOSING,
}
ORDER = {
    "bot.core": documents.ORDER["core"],
    "bot.core.moderation": (
        "message settings judged similar_texts tally history unsafe_links rules watch settings_changes settings_words"
    ),
    "bot.core.posts": (
        "phrases reviewing moderating hosting cards reminders preview board confirmations event look recap"
    ),
    "bot.app": f"{documents.ORDER['app']} runner engine",
    "bot.adapters.discord_chat": (
        "interactions room diagnosis hosting planning reading moderating reviewing"
        " settings_commands commands member_commands client"
    ),
    "bot.adapters.export": ("cleaning wording writer text html markdown json_record tables recap files calendar"),
    "bot.adapters.sql": "damage upcasts instants codec connection writer holder lease personal listed tables store",
    "bot.adapters.postgres": "connect members upgrade copies diagnosis database",
    "bot.adapters.sqlite": "versions glance connect holder backup upgrade restore lease diagnosis store database",
    "bot.adapters.rehearsal": "room screen players play people buttons course deeds noticing taking_part own_archive",
    "bot.adapters.rehearsal.buttons": "named pressed members hosts recap table",
    "bot.adapters.web": "frame rehearsal packs archive guides health",
    "bot.adapters.web.frame": "site statics pages headers limits guard streams server",
    "bot.adapters.yaml_files": "problems syntax shapes model_check fields config_fields packs casts wordings",
}
"""The rooms of each package that has an order: each may use those named before it."""

ENGINES = ("sqlite", "postgres")
"""Packages that keep the record, each in a database of its own, over what they share in `sql`."""

SHARED = {"sqlite": ("sql",), "postgres": ("sql", "sqlite")}
"""Which neighbours an engine may use: what they share, and, since copies are SQLite files, what makes those."""

LONGEST_FUNCTION, MOST_ROOMS = 40, 12
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "time.time", "asyncio.sleep"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    layer, *rest = path.relative_to(BOT).parts
    forbidden = FORBIDDEN.get(layer, set())
    for name in _imports(path):
        assert not any(name == each or name.startswith(f"{each}.") for each in forbidden), f"{path} imports {name}"
        if layer == "adapters" and name.startswith("bot.adapters."):
            mine = {rest[0].removesuffix(".py"), *SHARED.get(rest[0], ())}
            assert name.split(".")[2] in mine, f"{path} imports its neighbour {name}"
        if name.split(".")[0] == "discord":
            assert path.is_relative_to(BOT / "adapters" / "discord_chat") or path == BOT / "wiring.py"


def test_only_one_module_names_the_engines_of_databases() -> None:
    engines = {f"bot.adapters.{name}" for name in ENGINES}
    outside = [path for path in MODULES if path.relative_to(BOT).parts[1:2] not in {(name,) for name in ENGINES}]
    assert {path for path in outside for name in _uses(path) if ".".join(name.split(".")[:3]) in engines} == {
        BOT / "stores.py"
    }


def test_each_engine_has_the_newest_migration() -> None:
    newest = {
        name: max(path.name[:4] for path in (BOT / "adapters" / name / "migrations").glob("*.sql")) for name in ENGINES
    }
    assert len(set(newest.values())) == 1, f"{newest}: see “a table” under Contributing"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_clock_reads_the_time_and_nobody_sleeps(path: Path) -> None:
    calls = {ast.unparse(node.func) for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)}
    if path.name == "clock.py":
        return
    sleeping = calls & CLOCKS
    if path in (BOT / "adapters" / "export" / "writer.py", BOT / "app" / "intake" / "collector.py"):
        sleeping -= {"asyncio.sleep"}  # sleep(0): a turn for the event loop between two slices
    assert not sleeping


@pytest.mark.parametrize("package", ORDER)
def test_the_rooms_of_a_package_use_only_those_before_them(package: str) -> None:
    order = ORDER[package].split()
    folder = ROOT / package.replace(".", "/")
    assert sorted(order) == sorted(_rooms(folder))
    for path in folder.rglob("*.py"):
        room = path.relative_to(folder).parts[0].removesuffix(".py")
        for used in _uses(path):
            other = used.removeprefix(f"{package}.").split(".")[0]
            if room != "__init__" and used.startswith(f"{package}.") and other in order:
                assert order.index(other) <= order.index(room), f"{path} uses {used}"


def test_no_modules_use_each_other_in_a_circle() -> None:
    assert _circles({_name(path): set(_uses(path)) for path in MODULES}) == []


def test_folders_are_not_crowded() -> None:
    folders = {path.parent for path in MODULES}
    assert {str(folder): len(_rooms(folder)) for folder in folders if len(_rooms(folder)) > MOST_ROOMS} == {}


def test_functions_stay_short() -> None:
    lengths = {f"{path}:{name}": length for path in MODULES for name, length in _functions(path)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [path for path in MODULES if not ast.get_docstring(_tree(path))] == []


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "bot":
                yield from (f"bot.{alias.name}" for alias in node.names)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {_name(path) for path in MODULES}


def _uses(path: Path) -> Iterator[str]:
    """Yield the modules of the project that a module imports, wherever in it that stands."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in NAMES)
        elif isinstance(node, ast.ImportFrom) and node.module in NAMES:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in NAMES else node.module for name in inner)


def _circles(uses: Mapping[str, set[str]]) -> list[str]:
    """Return what is left when modules that use none, or that none uses, are taken away again and again."""
    left = {name: used - {name} for name, used in uses.items()}
    while True:
        needed = set().union(*left.values())
        kept = {name: used & left.keys() for name, used in left.items() if used & left.keys() and name in needed}
        if kept == left:
            return sorted(left)
        left = kept


def _rooms(folder: Path) -> list[str]:
    inside = [path for path in folder.iterdir() if path.suffix == ".py" or any(path.rglob("*.py"))]
    return sorted(path.name.removesuffix(".py") for path in inside if not path.name.startswith("__"))


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body and node.end_lineno:
                yield node.name, node.end_lineno - body[0].lineno + 1


def test_the_example_configuration_documents_every_key_and_is_valid() -> None:
    example = ROOT / "config.example.yaml"
    config, problems = check(load_file(example), Config)
    assert problems == []
    assert config is not None
    text = example.read_text(encoding="utf-8")
    for name, field in keys_of(Config).items():
        assert f"\n{name}:" in text
        inner = keys_of(field.type) if isinstance(field.type, type) and issubclass(field.type, Entry) else {}
        assert [key for key in inner if not re.search(rf"^  (# )?{key}:", text, re.MULTILINE)] == []


TOP = {"LICENSE", "README.md", "bot", "config.example.yaml", "prompts", "pyproject.toml", "tests"}
MADE = {"build", "data", "dist", "config.yaml"}
"""What building and running leave there; Git ignores them."""


def test_the_top_level_stays_small() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "__")) and path.suffix != ".token"}
    assert names - MADE == TOP
