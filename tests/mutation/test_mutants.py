"""What is broken when the tests are tried out, and what is let be."""

from pathlib import Path
from types import FunctionType, SimpleNamespace

import pytest

from tests.mutation.mutants import mutants

MODULE = '''
"""A module."""

LIMIT = 3

class Box:
    def __init__(self, height: int) -> None:
        self.height = height

    @property
    def size(self) -> "int":
        """How large it is."""
        return self.height + LIMIT if self.height else 0

    def name(self, words: Words, count: int = 1) -> str:
        log.info("asked for %s", count)
        self.asked = True
        return words.gettext("A box that is not small").format(count=count)
'''


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "box.py"
    path.write_text(MODULE, encoding="utf-8")
    return path


def test_code_is_broken_and_the_words_of_people_are_let_be(module: Path) -> None:
    found = [(mutant.function, mutant.line, mutant.what) for mutant in mutants(module)]
    assert sorted(found) == [
        ("Box.name", 17, "True → False"),
        ("Box.name", 17, "assignment removed"),
        ("Box.name", 18, "without count="),
        ("Box.size", 13, "0 → 1"),
        ("Box.size", 13, "Add → Sub"),
        ("Box.size", 13, "if X → if False"),
        ("Box.size", 13, "if X → if True"),
    ]


def test_a_mutant_is_its_function_with_one_change(module: Path) -> None:
    (added,) = [mutant for mutant in mutants(module) if mutant.what == "Add → Sub"]
    code = added.code()
    assert (code.co_filename, code.co_qualname, code.co_firstlineno) == added.key
    size = FunctionType(code, {"LIMIT": 3})
    assert size(SimpleNamespace(height=10)) == 7
