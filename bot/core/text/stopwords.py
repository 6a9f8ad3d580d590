"""The words that say nothing by themselves, of the languages that we know."""

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

LISTS = "stopwords-iso.json"


@lru_cache(maxsize=4)
def stopwords(language: str) -> frozenset[str]:
    """Return the stop words of a language, by its ISO 639-1 code.

    The package stopwordsiso keeps the lists of 57 languages in memory once it is imported; so only its file is read.
    """
    package = find_spec("stopwordsiso")
    assert package is not None
    assert package.origin is not None
    lists = json.loads(Path(package.origin).with_name(LISTS).read_text(encoding="utf-8"))
    return frozenset(lists.get(language, ()))
