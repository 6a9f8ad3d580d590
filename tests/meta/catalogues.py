"""Keeps the catalogues in step with the source: `python -m tests.meta.catalogues` adds what is new, drops what is gone.

In the source, texts are English. `en` repeats them, so that a reader's language is always a complete catalogue; `fi`
is written by hand, and what is missing there stays empty, which a test reports.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import yaml
from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "bot" / "locale"
MARKS = {"gettext": 1, "ngettext": 2, "N_": 1, "NN_": 2, "locale_str": 1}
"""What marks a text, and how many of its arguments are texts: the singular, or the singular and the plural."""

Message = tuple[str, str]
"""The singular and the plural; the plural is empty where there is none."""


@cache
def messages() -> dict[Message, set[str]]:
    """Every text in the source, with the files in which it stands."""
    found: dict[Message, set[str]] = {}
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for _, texts in marked(ast.parse(path.read_text(encoding="utf-8"))):
            if literals := [text.value for text in texts if isinstance(text, ast.Constant)]:
                single, plural = (str(each) for each in [*literals, ""][:2])
                found.setdefault((single, plural), set()).add(path.relative_to(ROOT).as_posix())
    for path in templates():
        for _, _, shown in extract_from_ast(parsed(path), ("gettext", "ngettext"), babel_style=False):
            single, plural = [*map(str, shown or ()), "", ""][:2]
            found.setdefault((single, plural), set()).add(path.relative_to(ROOT).as_posix())
    for path in sorted((ROOT / "bot" / "wordings").glob("*.yaml")):
        for wording in yaml.safe_load(path.read_text(encoding="utf-8")).get("wordings", ()):
            if says := wording.get("says"):
                found.setdefault((says.strip(), ""), set()).add(path.relative_to(ROOT).as_posix())
    return found


def templates() -> list[Path]:
    """Every template of a page."""
    return sorted((ROOT / "bot").rglob("templates/*.html"))


def parsed(path: Path) -> nodes.Template:
    """A template as a tree."""
    return Environment().parse(path.read_text(encoding="utf-8"))


def marked(tree: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
    """Every call that marks or translates a text: its name, and those of its arguments that are texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := name_of(node)) in MARKS:
            yield name, node.args[: MARKS[name]]


def name_of(call: ast.Call) -> str:
    """The last part of what is called: `words.gettext` is `gettext`."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "tchat.po"


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(path_of(language), wrapwidth=110)


def languages() -> Iterator[str]:
    yield from sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def update(language: str) -> None:
    old = {(entry.msgid, entry.msgid_plural): entry for entry in catalogue(language)}
    new = catalogue(language)
    new.clear()
    for (single, plural), files in sorted(messages().items(), key=lambda item: (sorted(item[1])[0], item[0])):
        entry = old.get((single, plural)) or polib.POEntry(msgid=single, msgid_plural=plural)
        entry.occurrences = [(file, "") for file in sorted(files)]
        if language == "en":
            entry.msgstr, entry.msgstr_plural = ("", {0: single, 1: plural}) if plural else (single, {})
        elif plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        new.append(entry)
    new.save()


if __name__ == "__main__":
    for each in languages():
        update(each)
