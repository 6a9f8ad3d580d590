"""Log calls carry ids, never what members said."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
WORDS = {"text", "content", "clean_content", "contribution", "said", "payload", "post"}
"""What a message's words are called in the code, or what holds them."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_log_call_holds_what_members_said(path: Path) -> None:
    assert list(_telling(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_a_log_call_that_does_is_found() -> None:
    for call in ("log.info('%s', message.text)", "log.debug(f'{m.content}')", "logging.error('x', extra={'a': said})"):
        assert len(list(_telling(ast.parse(call)))) == 1
    assert list(_telling(ast.parse("log.info('%s', post.id); reply.say(message.text)"))) == []


def test_everybody_logs_through_a_logger_of_their_own() -> None:
    found = [path for path in MODULES if "getLogger(" in path.read_text(encoding="utf-8")]
    own = [path for path in found if "log = logging.getLogger(__name__)" in path.read_text(encoding="utf-8")]
    assert [path.name for path in found if path not in own] == ["logs.py"]


def _telling(tree: ast.AST) -> Iterator[str]:
    """The log calls among whose arguments is something that holds words."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_log_call(node)):
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        nodes = [node for argument in arguments for node in ast.walk(argument)]
        named = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        owners = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}  # `post.id` holds no words
        named |= {node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in owners}
        if named & WORDS:
            yield f"line {call.lineno}: {ast.unparse(call)}"


def _is_log_call(call: ast.Call) -> bool:
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr in LEVELS
        and isinstance(function.value, ast.Name)
        and function.value.id in ("log", "logger", "logging", "_log")
    )
