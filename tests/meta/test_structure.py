"""The shape of the code: layers import downwards only, modules and functions stay small."""

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.yaml_files import check, load_file
from bot.config import Config

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
MODULES = sorted(BOT.rglob("*.py"))
OUTSIDE = {"discord", "aiohttp", "aiosqlite", "sqlite3", "yaml", "pydantic", "jinja2", "rich", "click", "polib"}
FORBIDDEN = {
    "core": OUTSIDE | {"asyncio", "bot.app", "bot.adapters", "bot.wiring", "bot.parts", "bot.config", "bot.cli"},
    "app": OUTSIDE | {"bot.adapters", "bot.wiring", "bot.parts", "bot.config", "bot.cli"},
    "adapters": {"bot.wiring", "bot.parts", "bot.config", "bot.cli"},
}
LONGEST_MODULE, MEDIAN_MODULE, LONGEST_FUNCTION = 300, 120, 40
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "time.time", "asyncio.sleep"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    layer, *rest = path.relative_to(BOT).parts
    forbidden = FORBIDDEN.get(layer, set())
    for name in _imports(path):
        assert not any(name == each or name.startswith(f"{each}.") for each in forbidden), f"{path} imports {name}"
        if layer == "adapters" and name.startswith("bot.adapters."):
            assert name.split(".")[2] == rest[0].removesuffix(".py"), f"{path} imports its neighbour {name}"
        if name.split(".")[0] == "discord":
            assert path.is_relative_to(BOT / "adapters" / "discord_chat") or path == BOT / "wiring.py"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_clock_reads_the_time_and_nobody_sleeps(path: Path) -> None:
    calls = {ast.unparse(node.func) for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)}
    if path.name == "clock.py":
        return
    sleeping = calls & CLOCKS
    if path == BOT / "adapters" / "export" / "writer.py":
        sleeping -= {"asyncio.sleep"}  # sleep(0): a turn for the event loop between two slices
    assert not sleeping


def test_modules_and_functions_stay_small() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {str(path): count for path, count in lines.items() if count > LONGEST_MODULE} == {}
    assert statistics.median(lines.values()) <= MEDIAN_MODULE
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
    for name, field in Config.model_fields.items():
        assert f"\n{name}:" in text
        inner = getattr(field.annotation, "model_fields", {})
        assert [key for key in inner if not re.search(rf"^  (# )?{key}:", text, re.MULTILINE)] == []
