"""The texts that people see: catalogues, read straight from their .po files, and guides, Markdown files in `bot/guide`.

No compiled copy of a catalogue can be out of date.

The English texts are those in the code, so they need no file.
"""

import gc
import gettext
import re
from functools import cache
from io import BytesIO

from bot.core.base.words import Words

LANGUAGES = ("en", "fi")
GUIDES = ("member", "host", "organiser", "operator", "commands")


def words(language: str) -> Words:
    """Return the catalogue of a language ("fi", "fi-FI"); English where there is none for it."""
    code = language.split("-")[0]
    return _catalogue(code if code in LANGUAGES else LANGUAGES[0])


def load() -> None:
    """Read every catalogue now. Whoever does so before anything else fills the room that the reading leaves."""
    for language in LANGUAGES:
        words(language)


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


def guide(who: str, language: str) -> str:
    """Return the guide for somebody ("host"), as Markdown; in English if there is none in the language ("fi-FI").

    Comments are for those who write it.
    """
    from importlib import resources

    folder = resources.files("bot") / "guide"
    found = folder / language.split("-")[0] / f"{who}.md"
    text = (found if found.is_file() else folder / "en" / f"{who}.md").read_text(encoding="utf-8")
    return re.sub(r"^<!--.*-->\n", "", text, flags=re.MULTILINE)


def picture_of_guides(name: str) -> bytes | None:
    """Return a picture that guides show, if there is one of that name."""
    from importlib import resources

    pictures = {each.name: each for each in (resources.files("bot") / "guide" / "pictures").iterdir()}
    return pictures[name].read_bytes() if name in pictures else None


def title_of_guide(who: str, language: str) -> str:
    """Return the title of a guide."""
    return guide(who, language).partition("\n")[0].removeprefix("# ")
