"""Keeps the catalogues in step with the source: `python -m tests.meta.catalogues` adds what is new, drops what is gone.

In the source, texts are English. `en` repeats them, so that a reader's language is always a complete catalogue; `fi`
is written by hand, and what is missing there stays empty, which a test reports.
"""

from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "bot" / "locale"
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "N_": None, "NN_": (1, 2), "locale_str": None}

Message = tuple[str, str]
"""The singular and the plural; the plural is empty where there is none."""


def messages() -> dict[Message, set[str]]:
    """Every text in the source, with the files in which it stands."""
    found: dict[Message, set[str]] = {}
    for file, _, message, *_ in extract_from_dir(ROOT / "bot", [("**.py", "python")], keywords=KEYWORDS):
        single, plural = (message, "") if isinstance(message, str) else (message[0], message[1])
        if single:  # a call without a literal text has none
            found.setdefault((single, plural), set()).add(f"bot/{file}")
    return found


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
