"""The most central of the same answers as sumy's LexRank chooses them, for comparison: extra `bench`."""

import importlib
import re
from collections.abc import Sequence
from typing import Any


class Words:
    """Splits into words, as sumy asks for it: its own way needs a file that is fetched from elsewhere."""

    @staticmethod
    def to_words(text: str) -> list[str]:
        return re.findall(r"[^\W\d_]+", text.lower())


def chosen_by_sumy(texts: Sequence[str], count: int) -> list[str] | None:
    """Return so many of the texts, each taken as one sentence; None where sumy is not installed."""
    try:
        ranking: Any = importlib.import_module("sumy.summarizers.lex_rank")
    except ModuleNotFoundError:
        return None
    model: Any = importlib.import_module("sumy.models.dom")
    language: Any = importlib.import_module("sumy.nlp.stemmers")
    stop_words: Any = importlib.import_module("sumy.utils")
    rank = ranking.LexRankSummarizer(language.Stemmer("english"))
    rank.stop_words = stop_words.get_stop_words("english")
    sentences = [model.Sentence(text, Words) for text in texts]
    document = model.ObjectDocumentModel([model.Paragraph([each]) for each in sentences])
    return [str(each) for each in rank(document, count)]
