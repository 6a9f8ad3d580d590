"""Stock phrases: what is said to be polite rather than to say something.

Like `promotion`, this reads the order of kinds of words, but the whole message must be such phrases: "Great post,
thanks for sharing!" is one, "Great content takes time" is an answer.
"""

import re
from functools import lru_cache

from bot.core.moderation.lexicon import LETTERS
from bot.core.moderation.looks import spellings
from bot.core.moderation.said import Said
from bot.core.moderation.word_lists import STOCK

LONGEST = 14
"""Words and ends of sentences of a stock phrase, names included; with more, somebody took trouble."""

NAMES = 3
"""Words that may be names."""

_KINDS = {word: kind for kind, words in STOCK.items() for word in words.split()}
_ANY = LETTERS["any"]
_COUNT = re.compile(r"\d{1,3}(?:st|nd|rd|th|v)?")

# n may be a name, if a capital letter shows one; c is a number: "happy 5th work anniversary, Anna".
_CANNED = re.compile(
    r"""(?: a?gn*[gms]*n* | [sa]*ms*n*         # hi everyone; good morning all
          | tn*[stplamn]*                      # thanks for sharing
          | s*a[as]*ps* | s*ls+p?s* | s*a+s*   # such a great post; loved this; so nice
          | [sl]*a+ds*n* | [sadc]*wn*[sdcwa]*n*  # have a nice weekend; happy birthday
        )+""",
    re.VERBOSE,
)


@lru_cache(maxsize=4_096)
def _kind(word: str) -> str:
    kinds = [_KINDS[form] for form in spellings(word) if form in _KINDS]
    return kinds[0] if kinds else "c" if _COUNT.fullmatch(word) else "n"


def is_canned(said: Said) -> bool:
    """Tell whether this is a greeting, a wish, praise of the usual sort, or nothing but signs and emoji."""
    if said.links or said.contribution.attachments or said.contribution.forwarded:
        return False
    if len(said.kinds) > LONGEST or said.kinds.count(_ANY) > NAMES:  # as a rule
        return False
    kinds = "".join([_kind(token) for token in said.tokens if token[0].isalnum()])
    if not kinds:
        return bool(said.contribution.text.strip())
    return _CANNED.fullmatch(kinds) is not None and _are_names(said)


def _are_names(said: Said) -> bool:
    """Tell whether the words that are of no kind begin with capital letters."""
    unknown = [place for place, token in enumerate(said.tokens) if token[0].isalnum() and _kind(token) == "n"]
    return all(place and said.at_tokens(place, place + 1)[0].isupper() for place in unknown)
