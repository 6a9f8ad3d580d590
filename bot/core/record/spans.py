"""Which stretches of a text can be quoted: what its author wrote, whole or in whole sentences."""

import re
from collections.abc import Iterator

from bot.core.text.sentences import SENTENCE_END
from bot.core.text.terms import end_of_marker

LONGEST = 280
"""Characters of a quote: of a longer answer some whole sentences are quoted, so that no rant fills the page."""

APART = 20
"""Characters between the beginnings of two quotes that are considered of one long answer."""

# Discord shows a line after "> ", and all that follows ">>> ", as somebody else's words.
_OWN_LINES = re.compile(r"(?:^(?![ \t]*> ).*\n?)+", re.MULTILINE)
_QUOTED_REST = re.compile(r"^[ \t]*>>> ", re.MULTILINE)


def spans_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield what of a text can be quoted: each stretch of its author's own lines, or if long, runs of its sentences."""
    others = _QUOTED_REST.search(text)
    for lines in _OWN_LINES.finditer(text, 0, others.start() if others else len(text)):
        start, stop = _trim(text, lines.start() + end_of_marker(lines[0]), lines.end())
        if stop - start > LONGEST:
            sentences = list(_sentences(text, start, stop))
            last = reach = start - APART
            for place, (begin, close) in enumerate(sentences):
                # A thousand tiny sentences must not cost a thousand runs, but each must be in one.
                if begin >= last + APART or close > reach:
                    last = begin
                    reach = max(end for _, end in sentences[place : place + LONGEST] if end <= begin + LONGEST)
                    yield begin, reach
        elif start < stop:
            yield start, stop


def _sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of text[start:stop], cut between words where one is longer than a quote."""
    for close in [*(mark.end() for mark in SENTENCE_END.finditer(text, start, stop)), stop]:
        begin, end = _trim(text, start, close)
        while end - begin > LONGEST:
            cut = text.rfind(" ", begin, begin + LONGEST)
            cut = cut if cut > begin else begin + LONGEST
            yield _trim(text, begin, cut)
            begin, end = _trim(text, cut, end)
        yield begin, end
        start = close


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    words = text[start:stop]
    return start + len(words) - len(words.lstrip()), stop - (len(words) - len(words.rstrip()))
