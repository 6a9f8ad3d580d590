"""Messages that fill the screen: one sign over and over, capitals, empty lines, stacked marks, words spelled out.

Short messages are never a wall, nor is what stands in a code block.
"""

import re
from enum import StrEnum

from bot.core.base.contribution import Contribution

SIGNS = 50
"""Signs in a row, few of them different, from which on they are a wall."""
EMOJI = 30
"""Signs, nearly all of them the same few emoji, that fill as much."""
PLAIN = 15
"""Of how many such signs one may be a letter: "lol" in between makes no difference."""
LONG = 25
"""Letters of a word in a row of such words."""
CHANTED = 8
"""Words in capitals of which half are the others again."""
REPEATED = 12
"""Words, few of them different, from which on they are a wall if they are long enough."""
FEW = 6
"""Letters of which a word that goes on and on is made."""
BEGINNING = 20
"""Characters of a text that tell at once that it is no wall of few emoji."""
CAPITALS = 100
"""Letters from which on a message in capitals is a wall."""
LINES = 15
"""Line feeds from which on a message with hardly a word a line is a wall."""
MARKS = 10
"""Marks beyond those that a writing needs from which on a text is unreadable."""
SPELLED = 20
"""Letters, one by one, from which on a text is spelled out; small ones count twice."""
SHARE = 4, 5
"""The part of the letters that are capitals."""

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_STACKED = re.compile("[\u0300-\u036f\u0489\u1dc0-\u1dff\u20d0-\u20ff]{2,}")
_SHOUTED = re.compile(r"[^\W\d_a-zåäö]{3,}\W+[^\W\d_a-zåäö]{3,}\W+[^\W\d_a-zåäö]{2,}")
_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .*_-][^\W\d_])+(?![^\W_])")


class Wall(StrEnum):
    """What a message is a wall of."""

    SIGNS = "signs"
    CAPITALS = "capitals"
    LINES = "lines"
    MARKS = "marks"
    SPELLED = "spelled"


def wall_of(contribution: Contribution, own: str) -> Wall | None:
    """Return what a message is a wall of, if it is one; `own` is its folded text without links."""
    text = contribution.text
    if len(text) < LINES:
        return None
    if "`" in text:
        text, own = _CODE.sub(" ", text), _CODE.sub(" ", own)
    pieces = own.split()
    lengths = list(map(len, pieces))
    if lengths and len(own) >= SIGNS and (max(lengths) >= LONG or _is_repeating(pieces)) and _is_repeated(pieces):
        return Wall.SIGNS
    if not text.isascii() and len(own) >= EMOJI and len(set(own[:BEGINNING])) <= FEW and _is_of_few(text):
        return Wall.SIGNS
    if (lengths.count(1) >= SPELLED // 3 or "-" in own or "*" in own) and _is_spelled(text):
        return Wall.SPELLED
    if text.count("\n") >= LINES and len(pieces) < 2 * text.count("\n"):
        return Wall.LINES
    if len(own) >= SIGNS and _is_chanted(text, pieces):
        return Wall.SIGNS
    few_small = len(text) >= CAPITALS and text.count("e") + text.count("a") + text.count("i") < len(text) // 12
    if few_small and _SHOUTED.search(text) and _is_shouted(text):
        return Wall.CAPITALS
    if len(own) + MARKS <= len(text) and _marks(text) >= MARKS:
        return Wall.MARKS
    return None


def _is_of_few(text: str) -> bool:
    """Whether a text is nothing but few emoji over and over, whatever blanks stand between them."""
    signs = "".join(text.split())
    letters = sum(map(str.isalnum, signs))
    return len(signs) >= EMOJI and len(set(signs)) - letters <= FEW and letters * PLAIN <= len(signs)


def _is_repeating(pieces: list[str]) -> bool:
    return len(pieces) >= REPEATED and len(set(pieces)) * 6 <= len(pieces)


def _is_chanted(text: str, pieces: list[str]) -> bool:
    """Whether the same words come again and again in capitals."""
    words = len(set(pieces))
    return len(pieces) >= CHANTED and words <= FEW and 2 * words <= len(pieces) and text.isupper()


def _is_repeated(pieces: list[str]) -> bool:
    """Whether most of a text is few signs over and over."""
    signs = "".join(pieces)
    walls = sum(len(piece) for piece in pieces if len(piece) >= LONG and _is_poor(piece))
    if walls >= SIGNS and 2 * walls >= len(signs):
        return True
    return len(signs) >= SIGNS and _is_repeating(pieces)


def _is_poor(piece: str) -> bool:
    different = len(set(piece))
    return different <= FEW if any(map(str.isalnum, piece)) else different * 3 <= len(piece)


def _is_spelled(text: str) -> bool:
    """Whether many letters stand one by one; capitals, which people write so to stress a word, count half."""
    letters = [letter for found in _SPELLED.finditer(text) for letter in found[0] if letter.isalpha()]
    return len(letters) + sum(map(str.islower, letters)) >= SPELLED


def _is_shouted(text: str) -> bool:
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    part, of = SHARE
    return capitals + small >= CAPITALS and capitals * of >= (capitals + small) * part


def _marks(text: str) -> int:
    """Return how many marks stand on letters beyond one each; some writings take two.

    Nothing is normalised: that takes the square of the height of a stack.
    """
    return sum(len(found[0]) - 1 for found in _STACKED.finditer(text))
