"""What a message asks for, by its wording: promotion, fraud and politeness (what is looked for is in the languages).

What matters is who is told to do what. A clear appeal is enough: "check out my channel", "seuraa minua instassa", "sub
for sub". Hints are not, one by one: "I'm a musician", "please", a link; of different sorts, and with little said on the
matter, they are. "People follow me because I listen" and "I made a video about this, the point is …" tell nobody.
"""

import re
from typing import NamedTuple

from bot.core.moderation.message.language import Wording
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.notation import Pattern, Place, Together

PROMOTION = "self_promotion"
"""The rule whose hints are looked for in every sentence."""
ENOUGH = 2
"""Sorts of hints that make a promotion, or a fraud."""
FULL = 10
"""Words of content with which a message says something of its own: then it takes one sort of hints more."""
STORY = frozenset(("link", "mine", "role", "there", "crowd", "intro", "scheme", "price"))
SOME = 2
"""Sorts of hints that whoever tells of themselves gives, too; with this many words of content, it is an answer."""
GIVEN, TELLING = frozenset(("link", "free")), 6
"""Sorts of hints that libraries and clubs give, too, and the words of content with which that is an answer."""
STATED = frozenset(("mine", "role", "crowd", "intro", "scheme", "price", "earn", "sorry"))
"""Sorts of hints that only tell: of these alone, nobody is asked for anything or led anywhere."""
NEUTRAL = (
    frozenset(("link", "please", "call")),
    frozenset(("please", "vote")),
    frozenset(("please", "contact")),
    frozenset(("price", "offer")),
    frozenset(("hurry", "offer")),
    frozenset(("crowd", "free", "mine")),
)
"""Sorts of hints that whoever recommends what others made gives, too, asks for a vote, or tells of a giveaway."""
MEANS = frozenset(("ask", "way", "contact", "pressure", "authority"))
"""Sorts of hints at a fraud that are none without something that is promised or threatened."""

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
    found = found_in(said, PROMOTION)
    if isinstance(found, Worded):
        return found
    if len(found) < ENOUGH or any(found.keys() <= each for each in (STATED, *NEUTRAL)):
        return None
    if _is_answer(said, frozenset(found)):
        return None
    return _worded(said, found)


def deceives(said: Said) -> Worded | None:
    """Return the words with which a contribution baits people, if it does; whoever warns of such things does not."""
    found = found_in(said, "scams")
    if isinstance(found, Worded):
        return found
    if found.keys() <= MEANS or len(found) < ENOUGH or said.lexicon.warns.search(said.kinds):
        return None
    is_told = len(found) == ENOUGH and "contact" not in found and len(said.content) >= FULL
    return None if is_told else _worded(said, found)


def attacks(said: Said) -> Worded | None:
    """Return the words with which a contribution attacks people, if it does."""
    if said.lexicon.heads["insults"].isdisjoint(said.there):  # the usual case
        return None
    found = found_in(said, "insults")
    return found if isinstance(found, Worded) else None


Hints = dict[str, tuple[int, int]]
"""Hints in a message: of each sort the first, and where."""


def found_in(said: Said, rule: str) -> Worded | Hints:
    """Return the first clear wording of a rule, else the hints."""
    rows, kinds, there = said.lexicon.rows[rule], said.telling, said.there
    hints: Hints = {}
    lacks, is_weak = there.isdisjoint, rule == PROMOTION
    for kind in sorted(said.lexicon.heads[rule] & there):
        for wording, _, pattern, also, rest in rows[kind]:
            if lacks(also) or wording.sort in hints or (rest and any(map(lacks, rest))):  # the usual case
                continue
            if not (found := pattern.search(kinds)):
                continue
            if not (is_weak and wording.sort) and not (found := place_of(said, wording, pattern)):
                continue
            if not wording.sort:
                return Worded((said.at_tokens(*found.span()),), wording.reason)
            hints[wording.sort] = found.span()
    return hints


def place_of(said: Said, wording: Wording, pattern: Pattern) -> re.Match[str] | Place | None:
    """Return where a wording is, but for sentences that tell what frauds do, or what others were asked.

    Hints at promotion are so weak, and so many, that this is not asked of them. Where a wording needs only that several
    things are there, in any order, a warning anywhere in the message is enough.
    """
    lexicon = said.lexicon
    if isinstance(pattern, Together) and not wording.even_warned and lexicon.warns.search(said.kinds):
        return None
    if (wording.sort and wording.rule == PROMOTION) or lexicon.telling.isdisjoint(said.there):
        return pattern.search(said.telling)
    for found in pattern.finditer(said.telling):
        start, last = found.span()
        first = max(said.kinds.rfind(lexicon.line, 0, start + 1), 0)
        end = said.kinds.find(lexicon.line, max(last - 1, start + 1))
        if not lexicon.tells.search(said.kinds, first, end if end >= 0 else len(said.kinds)):
            return found
    return None


def _worded(said: Said, hints: Hints) -> Worded:
    words = tuple(dict.fromkeys(said.at_tokens(*span) for span in hints.values()))
    return Worded(words, hints=len(hints))


def _is_answer(said: Said, hints: frozenset[str]) -> bool:
    """Tell whether enough is said on the matter beside hints of these sorts."""
    if hints <= GIVEN:
        return len(said.content) >= TELLING
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
