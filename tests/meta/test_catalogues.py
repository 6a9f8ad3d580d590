"""Every text that people see exists in every language, with the same places for values."""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from string import Formatter

import pytest
from jinja2 import Environment, nodes

from bot.adapters.catalogues import LANGUAGES, words
from bot.adapters.yaml_files.problems import Slip
from bot.core.base.errors import Phrase, TchatError
from tests.meta.catalogues import MARKS, ROOT, catalogue, languages, marked, messages, name_of, parsed, templates

EACH = pytest.mark.parametrize("language", LANGUAGES)
MODULES = sorted((ROOT / "bot").rglob("*.py"))
EACH_MODULE = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
NAMES = ("tchat", "JSON", "Enter", "Esc", "Home", "End", "Shift")
"""The words of pages that are the same in every language: ours, and what is written on keys."""

TOLD = (TchatError, Phrase, Slip)
"""What is made of a text that is translated later, by whoever shows it."""


def test_the_languages_are_those_with_a_catalogue() -> None:
    assert sorted(LANGUAGES) == list(languages())


@EACH
def test_a_catalogue_has_every_text_and_no_other(language: str) -> None:
    known = {(entry.msgid, entry.msgid_plural) for entry in catalogue(language)}
    missing = messages().keys() - known
    gone = known - messages().keys()
    assert not missing, f"run python -m tests.meta.catalogues; missing: {sorted(missing)}"
    assert not gone, f"run python -m tests.meta.catalogues; gone: {sorted(gone)}"


@EACH
def test_every_text_is_translated(language: str) -> None:
    empty = [entry.msgid for entry in catalogue(language) if not entry.translated() or entry.fuzzy]
    assert not empty


@EACH
def test_translations_have_the_same_places_for_values(language: str) -> None:
    for entry in catalogue(language):
        for translated in [entry.msgstr, *entry.msgstr_plural.values()]:
            if translated:
                allowed = _places(entry.msgid) | _places(entry.msgid_plural)
                assert _places(translated) <= allowed, entry.msgid
                if not entry.msgid_plural:
                    assert _places(translated) == allowed, entry.msgid


def test_commands_that_a_text_mentions_are_named_as_the_reader_sees_them() -> None:
    finnish = words("fi")
    for entry in catalogue("fi"):
        for translated in [entry.msgstr, *entry.msgstr_plural.values()]:
            mentioned = re.findall(r"/tchat (\w[\w-]*)", entry.msgid)
            shown = re.findall(r"/tchat (\w[\w-]*)", translated)
            if translated and mentioned:
                assert sorted(shown) == sorted(finnish.gettext(name) for name in mentioned), entry.msgid


def test_what_is_written_in_english_is_shown_in_english() -> None:
    for entry in catalogue("en"):
        assert entry.msgstr == (entry.msgid if not entry.msgid_plural else "")


@EACH_MODULE
def test_every_text_is_marked_where_it_stands(path: Path) -> None:
    assert list(_unmarked(_tree(path))) == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_every_text_of_a_page_is_translated_from_a_literal(path: Path) -> None:
    assert list(_unmarked_in(parsed(path))) == []
    assert [text for text in _bare_words(parsed(path)) if text not in NAMES] == []


def test_a_text_of_a_page_that_is_not_marked_is_found() -> None:
    tree = Environment().parse('<p title="{{ gettext(x) }}">Hello {{ gettext("Hi {name}", name=y) }}</p>')
    assert list(_unmarked_in(tree)) == ["line 1: gettext"]
    assert list(_bare_words(tree)) == ["Hello"]


def test_a_text_that_is_not_marked_is_found() -> None:
    for call in (
        "gettext(LABELS['reorder'])",
        "words.gettext(f'{n} left')",
        "gettext(self.help or '')",
        "N_(TEXT)",
        "N_('')",
    ):
        assert len(list(_unmarked(ast.parse(call)))) == 1
    code = "gettext('a' 'b'); gettext(TEXTS[each]); gettext(N_('a') if b else N_('c'))"
    assert list(_unmarked(ast.parse(code))) == []


@EACH_MODULE
def test_every_table_of_texts_is_marked(path: Path) -> None:
    """What is translated by the name of a constant is in the catalogues, and so is what an error is made of."""
    module = vars(importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)))
    known = {text for message in messages() for text in message}
    assert [text for text in _by_name(_tree(path), module) if text not in known] == []


def test_a_table_that_is_not_marked_is_found() -> None:
    module = {"TexT": "a", "TABLE": {1: "b"}, "EACH": ("c",), "NotFound": TchatError, "ALL": ("d",)}
    code = "gettext(TexT); gettext(TABLE[0]); [locale_str(x) for x in EACH]; NotFound('e'); len(ALL)"
    assert sorted(_by_name(ast.parse(code), module)) == ["a", "b", "c", "e"]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _unmarked(tree: ast.AST) -> Iterator[str]:
    """The texts that are translated but not marked: they are neither a literal, nor made elsewhere from one."""
    for name, texts in marked(tree):
        for text in texts:
            is_literal = isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value != ""
            if not is_literal and (name in ("N_", "NN_") or _literals(text)):
                yield f"line {text.lineno}: {name}({ast.unparse(text)})"


def _unmarked_in(tree: nodes.Template) -> Iterator[str]:
    """The calls in a template that translate something else than literals."""
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if not all(isinstance(each, nodes.Const) for each in call.args[: MARKS.get(name, 0)]):
            yield f"line {call.lineno}: {name}"


def _bare_words(tree: nodes.Template) -> Iterator[str]:
    """The words between the tags of a template that are in no catalogue."""
    text = "".join(each.data for each in tree.find_all(nodes.TemplateData))
    yield from (word for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>|&\w+;", " ", text)))


def _literals(node: ast.AST) -> list[str]:
    """The texts written in an expression, but for those that are marked."""
    if isinstance(node, ast.Call) and name_of(node) in MARKS:
        return []
    inner = [text for child in ast.iter_child_nodes(node) for text in _literals(child)]
    return [*inner, node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else inner


def _by_name(tree: ast.AST, module: Mapping[str, object]) -> Iterator[str]:
    """The texts that this module translates later, or through the name of a constant or of what a loop takes of it."""
    loops = {
        name.id: node.iter
        for node in ast.walk(tree)
        if isinstance(node, ast.comprehension | ast.For | ast.AsyncFor)
        for name in ast.walk(node.target)
        if isinstance(name, ast.Name)
    }
    for text in [text for _, texts in marked(tree) for text in texts] + list(_told(tree, module)):
        if isinstance(text, ast.Constant):
            yield from _texts(text.value)
        whole = loops.get(text.id, text) if isinstance(text, ast.Name) else text
        keys = {id(node.slice) for node in ast.walk(whole) if isinstance(node, ast.Subscript)}
        for node in ast.walk(whole):
            if isinstance(node, ast.Name) and id(node) not in keys:
                yield from _texts(module.get(node.id))


def _told(tree: ast.AST, module: Mapping[str, object]) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            made = module.get(node.func.id)
            if isinstance(made, type) and issubclass(made, TOLD):
                yield node.args[0]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, tuple | list):
        yield from (text for each in value for text in _texts(each))


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
