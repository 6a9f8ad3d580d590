"""What a message asks for, by its wording: promotion, fraud and politeness (what is looked for is in the languages).

What matters is who is told to do what. A clear appeal is enough: "check out my channel", "seuraa minua instassa", "sub
for sub". Hints are not, one by one: "I'm a musician", "please", a link; of different sorts, and with little said on the
matter, they are. "People follow me because I listen" and "I made a video about this, the point is …" tell nobody.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.core.moderation.message.lexicon import Row, Rows, Table
from bot.core.moderation.message.message_words import Said

ENOUGH = 2
"""Sorts of hints that make a promotion, or a fraud."""
FULL = 10
"""Words of content with which a message says something of its own: then it takes one sort of hints more."""
STORY = frozenset(("link", "mine", "role", "there", "crowd", "intro", "scheme"))
SOME = 6
"""Sorts of hints that whoever tells of themselves gives, too; with this many words of content, it is an answer."""
NEUTRAL = frozenset(("link", "please", "call", "vote"))
"""Sorts of hints that whoever recommends what somebody else made gives, too: "please read this: …"."""
MEANS = frozenset(("ask", "way", "contact", "pressure", "authority"))
"""Sorts of hints at a fraud that are none without something that is promised or threatened."""

LONGEST, NAMES = 14, 3
"""Words and ends of sentences of a stock phrase, and names among them; with more, somebody took trouble."""


class Worded(NamedTuple):
    """The words that give something away, as they were typed, and the reason that their wording has of its own.

    Without `is_clear` they are few hints only: who answers the question may say them.
    """

    words: tuple[str, ...]
    reason: str = ""
    is_clear: bool = False


def promotes(said: Said) -> Worded | None:
    """Return the words with which a contribution promotes its author's own, if it does."""
    table = said.lexicon.tables["self_promotion"]
    if clear := _clear(said, table):
        return clear
    hints = _hints(said, table)
    if len(hints) < ENOUGH or hints.keys() <= NEUTRAL or _is_answer(said, frozenset(hints)):
        return None
    return _worded(said, hints)


def deceives(said: Said) -> Worded | None:
    """Return the words with which a contribution baits people, if it does; whoever warns of such things does not."""
    table = said.lexicon.tables["scams"]
    if clear := _clear(said, table):
        return clear
    hints = _hints(said, table)
    if hints.keys() <= MEANS or len(hints) < ENOUGH:
        return None
    if said.lexicon.warns.search(said.kinds):
        return None
    is_told = len(hints) == ENOUGH and "contact" not in hints and len(said.content) >= FULL
    return None if is_told else _worded(said, hints)


def _clear(said: Said, table: Table) -> Worded | None:
    for row in _rows(table.clear, said.telling, table):
        if found := row.pattern.search(said.telling):
            return Worded((said.at_tokens(*found.span()),), row.wording.reason, is_clear=True)
    return None


def _hints(said: Said, table: Table) -> dict[str, tuple[int, int]]:
    """Return the hints in a message: of each sort the first, and where."""
    hints: dict[str, tuple[int, int]] = {}
    for row in _rows(table.hints, said.telling, table):
        if row.wording.sort not in hints and (found := row.pattern.search(said.telling)):
            hints[row.wording.sort] = found.span()
    return hints


def _worded(said: Said, hints: dict[str, tuple[int, int]]) -> Worded:
    words = tuple(dict.fromkeys(said.at_tokens(*span) for span in hints.values()))
    return Worded(words, is_clear=len(hints) > ENOUGH)


def _rows(rows: Rows, kinds: str, table: Table) -> Iterator[Row]:
    """Yield the rows that are worth a look."""
    there = table.telling.intersection(kinds)
    return (row for kind in sorted(there) if kind in rows for row in rows[kind] if not row.also.isdisjoint(kinds))


def _is_answer(said: Said, hints: frozenset[str]) -> bool:
    """Tell whether enough is said on the matter beside hints of these sorts."""
    is_story = hints <= STORY
    return (is_story or len(hints) == ENOUGH) and len(said.content) >= (SOME if is_story else FULL)


def is_canned(said: Said) -> bool:
    """Tell whether this is a greeting, a wish, praise of the usual sort, or nothing but signs and emoji."""
    if said.links or said.contribution.attachments or said.contribution.forwarded or len(said.kinds) > LONGEST:
        return False
    lexicon = said.lexicon
    part_of, name = lexicon.part_of, lexicon.name_part
    words = filter(_is_word, said.tokens())
    first = next(words, None)
    if first is None:
        return bool(said.contribution.text.strip())
    parts = part_of(first)
    if parts == name:  # the usual case: no stock phrase begins like this
        return False
    parts += "".join(map(part_of, words))
    if parts.count(name) > NAMES or not lexicon.phrases.fullmatch(parts):
        return False
    names = [place for place, token in enumerate(said.tokens()) if _is_word(token) and part_of(token) == name]
    return all(place and said.at_tokens(place, place + 1)[0].isupper() for place in names)


def _is_word(token: str) -> bool:
    return token[0].isalnum()
