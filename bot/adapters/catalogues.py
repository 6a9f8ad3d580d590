"""The catalogues of texts that people see, read straight from their .po files: no compiled copy can be out of date.

The English texts are those in the code, so they need no file.
"""

import gc
import gettext
from functools import cache
from io import BytesIO

from bot.core.base.words import Words

LANGUAGES = ("en", "fi")


def words(language: str) -> Words:
    """Return the catalogue of a language ("fi", "fi-FI"); English where there is none for it."""
    code = language.split("-")[0]
    return _catalogue(code if code in LANGUAGES else LANGUAGES[0])


@cache
def _catalogue(code: str) -> Words:
    if code == LANGUAGES[0]:
        return Words()
    from importlib import resources  # by those who read a file

    import polib

    source = resources.files("bot") / "locale" / code / "LC_MESSAGES" / "tchat.po"
    compiled = polib.pofile(source.read_text(encoding="utf-8")).to_binary()
    gc.collect()  # what was parsed holds on to itself, and is several times as large as what we keep
    return gettext.GNUTranslations(BytesIO(compiled))
