"""Promotion and politeness in a message: what its languages' files have wordings for (see `language`).

What matters is who is told to do what. A clear appeal is enough: "check out my channel", "seuraa minua instassa", "sub
for sub". Hints are not, one by one: "I'm a musician", "please", a link; of different sorts, and with little said on the
matter, they are. "People follow me because I listen" and "I made a video about this, the point is …" tell nobody.
"""

from collections.abc import Iterator

from bot.core.moderation.message.lexicon import Row, Rows
from bot.core.moderation.message.message_words import Said

ENOUGH = 2
"""Sorts of hints that make a promotion."""
FULL = 10
"""Words of content with which a message says something of its own: then it takes one sort of hints more."""
STORY = frozenset(("link", "mine", "role", "there", "crowd", "intro", "scheme"))
SOME = 6
"""Sorts of hints that whoever tells of themselves gives, too; with this many words of content, it is an answer."""
NEUTRAL = frozenset(("link", "please", "call"))
"""Sorts of hints that whoever recommends what somebody else made gives, too: "please read this: …"."""

LONGEST, NAMES = 14, 3
"""Words and ends of sentences of a stock phrase, and names among them; with more, somebody took trouble."""


def promotes(said: Said) -> tuple[str, ...]:
    """Return the words with which a contribution promotes its author's own, as they were typed; none if it does not."""
    lexicon = said.lexicon
    kinds = lexicon.without_questions(said.kinds)
    there = frozenset(kinds)
    telling = sorted(there & lexicon.telling)
    for row in _rows(lexicon.clear, telling, there):
        if found := row.pattern.search(kinds):
            return (said.at_tokens(*found.span()),)
    hints: dict[str, tuple[int, int]] = {}
    for row in _rows(lexicon.hints, telling, there):
        if row.wording.sort not in hints and (found := row.pattern.search(kinds)):
            hints[row.wording.sort] = found.span()
    if len(hints) < ENOUGH or hints.keys() <= NEUTRAL or _is_answer(said, frozenset(hints)):
        return ()
    return tuple(dict.fromkeys(said.at_tokens(*span) for span in hints.values()))


def _rows(rows: Rows, telling: list[str], there: frozenset[str]) -> Iterator[Row]:
    """Yield the rows that are worth a look."""
    return (row for kind in telling if kind in rows for row in rows[kind] if not there.isdisjoint(row.also))


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
