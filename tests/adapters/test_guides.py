"""The guides: one for each kind of people, in each language, about the same things."""

import re
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from bot.adapters.catalogues import GUIDES, LANGUAGES, guide, picture_of_guides, title_of_guide, words
from bot.cli import cli

DISCORDS_OWN = {"New Application", "Bot", "Reset Token"}
FOLDER = Path(__file__).parents[2] / "bot" / "guide"
CATALOGUE = FOLDER.parent / "locale" / "fi" / "LC_MESSAGES" / "tchat.po"


def test_there_is_a_guide_for_everybody_in_every_language() -> None:
    found = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md"))
    assert found == sorted(f"{language}/{who}.md" for language in LANGUAGES for who in GUIDES)


@pytest.mark.parametrize("who", GUIDES)
def test_a_guide_has_the_same_parts_in_every_language(who: str) -> None:
    outlines = [re.findall(r"^(#+|\d\.|-|\|)", guide(who, language), flags=re.MULTILINE) for language in LANGUAGES]
    assert outlines[0]
    assert all(outline == outlines[0] for outline in outlines)


@pytest.mark.parametrize("who", GUIDES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_guide_says_in_italics_is_on_the_screen(who: str, language: str) -> None:
    said = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", guide(who, language)))
    texts = {words(language).gettext(entry.msgid) for entry in polib.pofile(str(CATALOGUE))}
    assert said - texts - DISCORDS_OWN == set()


@pytest.mark.parametrize(("terminal", "first"), [("fi_FI.UTF-8", "# Mukana"), ("sv_SE", "# Taking"), ("", "# Taking")])
def test_a_guide_speaks_the_terminals_language(monkeypatch: pytest.MonkeyPatch, terminal: str, first: str) -> None:
    monkeypatch.setenv("LC_ALL", terminal)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.delenv("LANG", raising=False)
    assert CliRunner().invoke(cli, ["guide", "member"]).output.startswith(first)


def test_pictures_are_there_and_stay_out_of_the_terminal() -> None:
    for who in GUIDES:
        shown = [re.findall(r"\(\.\./pictures/(.*?)\)", guide(who, language)) for language in LANGUAGES]
        assert shown[0] == shown[1]
        assert all((picture_of_guides(name) or b"").startswith(b"\x89PNG") for name in shown[0])
        assert "../pictures" not in CliRunner().invoke(cli, ["guide", who]).output
    assert picture_of_guides("../en/host.md") is None


def test_without_a_name_it_says_which_guides_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fi_FI")
    lines = CliRunner().invoke(cli, ["guide"]).output.splitlines()
    assert [line.split()[0] for line in lines] == list(GUIDES)
    assert all(title_of_guide(who, "fi") in line for who, line in zip(GUIDES, lines, strict=True))
