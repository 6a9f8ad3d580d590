"""The catalogues of texts that people see, read straight from their .po files: no compiled copy can be out of date."""

import gettext
from functools import cache
from importlib import resources
from io import BytesIO

import polib

from bot.core.words import Words

LANGUAGES = ("en", "fi")


def words(language: str) -> Words:
    """Return the catalogue of a language ("fi", "fi-FI"); English where there is none for it."""
    code = language.split("-")[0]
    return _catalogue(code if code in LANGUAGES else LANGUAGES[0])


@cache
def _catalogue(code: str) -> Words:
    source = resources.files("bot") / "locale" / code / "LC_MESSAGES" / "tchat.po"
    catalogue = polib.pofile(source.read_text(encoding="utf-8"))
    return gettext.GNUTranslations(BytesIO(catalogue.to_binary()))
