"""What a text looks like, whichever characters it was typed with.

Two texts that a reader cannot tell apart fold to the same: case, full-width and styled letters, letters of other
alphabets that look Latin, accents, and characters that show nothing make no difference. Finnish å, ä and ö are letters
of their own and stay. Folding is for comparing; what is shown to anybody is the text as it was typed.
"""

import re
import unicodedata
from functools import lru_cache

# Format characters, fillers, variation selectors, tags, and the private use areas, from which `said` takes its marks.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_CLUSTER = re.compile(f".(?:{_HIDDEN.pattern}|{_MARKS.pattern})*", re.DOTALL)

# Written by sight: to each Latin letter, lower-case letters that pass for it (Cyrillic, Greek, Armenian, phonetic).
_ALIKE = {
    "a": "аαɑᴀ", "b": "вьʙƅ", "c": "сᴄϲ", "d": "ԁɗᴅđð", "e": "еєεᴇҽ", "f": "ғꜰ", "g": "ɡɢց", "h": "һнʜհ", "i": "іιıɪ",
    "j": "јᴊ", "k": "кκᴋ", "l": "ʟӏł", "m": "мᴍ", "n": "пηɴոռ", "o": "оοσᴏօø", "p": "рρᴘ", "q": "ԛգ", "r": "гʀᴦ",
    "s": "ѕꜱ", "t": "тτᴛ", "u": "υᴜսʋ", "v": "νѵᴠ", "w": "ѡωԝᴡш", "x": "хχ", "y": "уγʏү", "z": "ᴢʐ",
}  # fmt: skip
_ENCLOSED = (0x1F130, 0x1F150, 0x1F170)  # three alphabets of letters in squares and circles
_KEPT = frozenset("åäö")
_LEET = str.maketrans("013457$@", "oieastsa")
_LONG_RUN = re.compile(r"([^\W\d])\1{2,}")


def _table() -> dict[int, str]:
    table = {ord(alike): latin for latin, all_alike in _ALIKE.items() for alike in all_alike}
    for start in _ENCLOSED:
        table.update({start + place: chr(ord("a") + place) for place in range(26)})
    for code in (*range(0xC0, 0x250), *range(0x400, 0x460), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and chr(code) not in _KEPT:
            table[code] = table.get(ord(base), base)
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """Return the text in the one form that all texts of its looks have; of plain ASCII only the case changes."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", _HIDDEN.sub("", text)).casefold()
    return _MARKS.sub("", unicodedata.normalize("NFC", folded)).translate(_TABLE)


def origins(text: str) -> list[int]:
    """Return for each character of `fold(text)` where in `text` it comes from, and at the end the length of `text`."""
    if text.isascii():
        return list(range(len(text) + 1))
    places = [found.start() for found in _CLUSTER.finditer(text) for _ in fold(found[0])]
    return [*places, len(text)]


@lru_cache(maxsize=16_384)
def spellings(word: str) -> tuple[str, ...]:
    """Return a folded word and what it may stand for: "fr33" for "free", "pleeease" for "please", "f r e e" for "free".

    Digits are read as letters only between letters: "50" stays a number.
    """
    joined = word if word.isalnum() else re.sub(r"[ .*_-]", "", word)
    found = {joined: None}
    if not joined.isalpha() and any(map(str.isalpha, joined)):
        found[joined.translate(_LEET)] = None
        found[joined.replace("1", "l").translate(_LEET)] = None
    for spelling in list(found):
        found[_LONG_RUN.sub(r"\1\1", spelling)] = None
        found[_LONG_RUN.sub(r"\1", spelling)] = None
    return tuple(found)
