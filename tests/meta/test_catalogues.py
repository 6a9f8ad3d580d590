"""Every text that people see exists in every language, with the same places for values."""

import re
from string import Formatter

import pytest

from bot.adapters.catalogues import LANGUAGES, words
from tests.meta.catalogues import catalogue, languages, messages

EACH = pytest.mark.parametrize("language", LANGUAGES)


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


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
