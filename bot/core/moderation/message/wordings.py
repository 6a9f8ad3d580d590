"""What a message asks for, by its wording: promotion, fraud and politeness (what is looked for is in the languages).

What matters is who is told to do what. A clear appeal is enough: "check out my channel", "seuraa minua instassa", "sub
for sub". Hints are not, one by one: "I'm a musician", "please", a link; of different sorts, they are. "People follow
me because I listen" tells nobody. What is said in so many words always counts; hints, and several signs in any order,
say nothing where all words together are those of honest talk (`weighing`).
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bot.core.moderation.message.language import Wording
from bot.core.moderation.message.lexicon import HINTS
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.notation import Pattern, Place, Together
from bot.core.moderation.message.weighing import odds_of

HONEST = odds_of(20)
"""The odds up to which all words of a message are so much those of honest talk that there is no hint in it."""
BEYOND_DOUBT = odds_of(3)
"""The odds up to which they are beyond doubt."""
PLACES = 8
"""Places of a wording in one message that are looked at; a message that says one thing so often is a wall."""
ATTACKS = "insults"
"""The rule whose wordings are no better for the words around them: a threat may be polite."""
ENOUGH = 2
"""Sorts of hints that make a promotion."""
STATED = frozenset(("mine", "role", "crowd", "price"))
"""Sorts of hints that only tell: of these alone, nobody is asked for anything or led anywhere."""
LONGEST, NAMES = 14, 3
"""Words and ends of sentences of a stock phrase, and names among them; with more, somebody took trouble."""


class Worded(NamedTuple):
    """The words that give something away, as they were typed, and the reason that their wording has of its own.

    `hints` says of how many sorts they are hints; none, where they are a clear appeal.
    """

    words: tuple[str, ...]
    reason: str = ""
    hints: int = 0


def promotes(said: Said) -> Worded | None:
    """Return the words with which a contribution promotes its author's own, if it does."""
    if clear := _clear(said, "self_promotion"):
        return clear
    found = _hints(said) if said.odds > HONEST else {}
    return _worded(said, found) if len(found) >= ENOUGH and not found.keys() <= STATED else None


def deceives(said: Said) -> Worded | None:
    """Return the words with which a contribution baits people, if it does."""
    return _clear(said, "scams")


def attacks(said: Said) -> Worded | None:
    """Return the words with which a contribution attacks people, if it does."""
    return _clear(said, ATTACKS)


Hints = dict[str, tuple[int, int]]
"""Hints in a message: of each sort the first, and where."""


def _clear(said: Said, rule: str) -> Worded | None:
    """Return the first clear wording of a rule, whatever else is said: else a kind word would be all it takes."""
    if said.lexicon.heads[rule].isdisjoint(said.there):
        return None
    rows, kinds, lacks = said.lexicon.rows[rule], said.telling, said.there.isdisjoint
    for kind in sorted(said.lexicon.heads[rule] & said.there):
        for wording, _, pattern, also, rest in rows[kind]:
            if lacks(also) or (rest and any(map(lacks, rest))) or not pattern.search(kinds):  # the usual case
                continue
            if found := place_of(said, wording, pattern):
                return Worded((said.at_tokens(*found.span()),), wording.reason)
    return None


def _hints(said: Said) -> Hints:
    """Return the hints at promotion: of each sort the first."""
    rows, kinds, lacks = said.lexicon.rows[HINTS], said.telling, said.there.isdisjoint
    hints: Hints = {}
    for kind in sorted(said.lexicon.heads[HINTS] & said.there):
        for wording, _, pattern, also, rest in rows[kind]:
            if lacks(also) or wording.sort in hints or (rest and any(map(lacks, rest))):  # the usual case
                continue
            if found := pattern.search(kinds):
                hints[wording.sort] = found.span()
    return hints


def place_of(said: Said, wording: Wording, pattern: Pattern) -> re.Match[str] | Place | None:
    """Return where a wording is, but for sentences that tell what frauds do, or what others were asked.

    Hints at promotion are so weak, and so many, that this is not asked of them. Where a wording needs only that several
    things are there, in any order, a warning anywhere in the message is enough; and it is none in a message whose words
    are those of honest talk, if the things are, too, or beyond doubt: a kind word beside a fraud is not enough.
    """
    lexicon, is_loose = said.lexicon, isinstance(pattern, Together)
    if is_loose and not wording.even_warned and lexicon.warns.search(said.kinds):
        return None
    if wording.sort:
        return pattern.search(said.telling)
    is_told = not lexicon.telling.isdisjoint(said.there)
    reads_honest = is_loose and said.odds < HONEST and wording.rule != ATTACKS
    if reads_honest and said.odds < BEYOND_DOUBT:
        return None
    places: Iterator[re.Match[str] | Place] = pattern.finditer(said.telling)
    for found in islice(places, PLACES):
        if is_told and _is_told(said, *found.span()):
            continue
        if reads_honest and isinstance(found, Place) and said.weight_of(found.parts) < 0:
            continue
        return found
    return None


def _is_told(said: Said, start: int, end: int) -> bool:
    """Tell whether the sentences from one word up to another tell what frauds do, or what others were asked."""
    line = said.lexicon.line
    first = max(said.kinds.rfind(line, 0, start + 1), 0)
    last = said.kinds.find(line, max(end - 1, start + 1))
    return said.lexicon.tells.search(said.kinds, first, last if last >= 0 else len(said.kinds)) is not None


def _worded(said: Said, hints: Hints) -> Worded:
    words = tuple(dict.fromkeys(said.at_tokens(*span) for span in hints.values()))
    return Worded(words, hints=len(hints))


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
