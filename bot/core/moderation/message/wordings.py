"""How promotion and politeness are worded: patterns of kinds of words (see `lexicon`), English and Finnish in one.

What matters is who is told to do what. A clear appeal is enough: "check out my channel", "seuraa minua instassa", "sub
for sub". Hints are not, one by one: "I'm a musician", "please", a link; of different sorts, and with little said on the
matter, they are. "People follow me because I listen" and "I made a video about this, the point is …" tell nobody.

In a pattern <a|b> is a word of one of two kinds, <^a> of any but one, and ~3 stands for up to three words of the same
sentence. Each row names the kinds of which one must be there, or one of each of two sets (else it is not looked for),
and the pattern; hints also their sort.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.core.moderation.message.forms import spellings
from bot.core.moderation.message.kinds import LETTERS, STOCK
from bot.core.moderation.message.message_words import Said

_MINE = "(?: <my> ~3 <thing|shop> | <mything|mywork> )"
_OURS = "(?: <my> ~3 <thing|shop|work> | <mything|mywork> )"
_THINGS = "thing|shop|work|mything|mywork"  # what all these patterns end in, and rarer than the words before it
_REACT = "<subscribe|follow|like|share|comment>"
_RETURN = "(<subscribe|follow|like|share>)"
_LINK = "<link|asking>"
_CALL = "<subscribe|follow|like|share|check|look|join|click|buy|vote|support|give|go>"
_GET = "<check|look|click|join|get|buy|go|vote>"
_AND_NO_MORE = "(?= $ | <break|and|like|share|comment|subscribe|please|if|i|you|here|number|me|back> )"
_START = "(?: ^ | <break> )"
# Nobody is told anything by "I check my page", "people follow me", "do not share my work".
_TOLD = "(?<!<i|they|crowd|not>) (?<!<i|they|crowd|not><any|small|get>)"
_FROM_START = f"{_START} <^i|they|crowd|to|not|any|break>{{0,7}}?"
_LOOSELY = f"{_START} <^i|they|crowd|to|not|break>{{0,8}}?"  # words that we do not know may stand between

QUESTION = f"{_START} <and>? <ask> (?! <not> ) <^break>*"
"""A question tells nobody to do anything, but for "why not …?"."""

CLEAR = (
    (f"check|give|share|vote|support & {_THINGS}", f"{_TOLD} <check|give|share|vote|support> ~4 {_OURS}"),
    ("check", f"{_TOLD} <check> (?: <me><out> | <out><me> | <out> <my> (?! ~2 <said>) <^break>? )"),
    (
        f"check|look & {_THINGS}",
        f"{_START} <check|look> <out>? <the> <thing> <to> <thing> (?= $ | <break|link|asking> )",
    ),
    ("check & out", f"{_START} <and> <you|they> <break>? <check> ~1 <out> (?! ~4 <said> )"),
    ("named", f"{_TOLD} <check|look> ~4 <thing|shop|role|work> ~1 <named>"),
    (f"check|look & {_THINGS}", f"{_OURS} ~7 (?: <check> <it> <out> | <go> <check|look> )"),
    ("checked", f"<if|can> <you> ~1 <checked> ~5 (?: <me> | {_OURS} )"),
    (f"you & {_THINGS}", f"(?: <if|can> <you> | <you> <can> ) ~6 {_CALL} ~3 {_MINE}"),
    (f"look|buy & {_THINGS}", f"{_LOOSELY} <look|buy> ~3 {_MINE}"),
    (f"go|click|join|more & {_THINGS}", f"{_FROM_START} <go|click|join|more> ~5 {_MINE}"),
    ("please", f"<please> (?: ~3 {_MINE} | ~1 <subscribe> )"),
    ("subscribe", f"{_TOLD} <subscribe> (?: <to>? <my|me> | <the|to>{{0,2}} <thing> | <please|mything> )"),
    ("subscribe", f"(?: {_TOLD} <give|click|get> ~2 <subscribe> | {_FROM_START} <subscribe> {_AND_NO_MORE} )"),
    ("subscribe", f"{_FROM_START} <subscribe> <to> <any>{{1,2}} (?= $ | <break|and> )"),
    ("order", "<order> (?: ~2 <mything> | <my> ~2 <thing> | <thing> )"),
    ("follow", f"{_TOLD} (?<!<you>) (?<!<you><any|small>) <follow> (?: <to>? <me> | {_OURS} )"),
    ("follow", f"{_FROM_START} <follow> <handle> (?= $ | <break|to|and> )"),
    ("follow|find|said|click", "<follow|find|said|click> <me> <to> <thing>"),
    ("more", f"{_FROM_START} <subscribe|follow|join> <to> <more>"),
    ("add", f"<add> <me> (?= $ | <break|here|thing> | <to> <thing> | {_LINK} )"),
    ("forget", "<forget> ~1 <subscribe|order|follow|like|share|check|join>"),
    ("like", f"(?: {_START} | <please> | {_CALL} <and> ) <you|please|if|can>* <like> (?: {_MINE} | <the> ~1 <thing> )"),
    (
        "subscribe|follow|share|comment & subscribe|follow|like|share|comment",
        f"{_FROM_START} {_REACT} <and>? {_REACT} (?= {_MINE} | <the> ~1 <thing> | {_AND_NO_MORE} )",
    ),
    ("tag", f"{_FROM_START} <tag> ~2 <you> (?= $ | <break|and|to> )"),
    ("give|get", f"{_TOLD} <give|get> (?: <me>? ~1 <the> <like|subscribe|follow> | <the>? <favour> )"),
    ("back", f"(?: <subscribe> ~3 | {_FROM_START} <follow> <me>? ) <back>"),
    ("reciprocal", "<reciprocal>"),
    ("subscribe|follow|like|share", rf"{_RETURN} <to|number> \1"),
    ("subscribe|follow|like|share & and", rf"{_FROM_START} {_RETURN} ~5 <and> <i> \1"),
    ("crowd", f"{_TOLD} <need> <to>? <get> ~1 <number> ~1 <crowd>"),
    ("crowd", "(?: <if|can> <i> <get> ~2 <number>? ~1 | <support> <me> ~2 <get> ~3 ) <crowd>"),
    ("go", f"{_FROM_START} <go> <and>? <subscribe|follow|like|share> (?: ~1 <thing|handle> | <me|mything> )"),
    ("share", f"{_FROM_START} <share> <the|it> <to> ~1 <you>"),
    ("paste", f"{_FROM_START} <paste> <and> <paste> <the|it>"),
    ("buy", f"(?: {_LOOSELY} <buy> (?: ~3 <here> | <me> ) | {_TOLD} <buy> ~2 {_LINK} )"),
    ("crowd", f"{_LOOSELY} <buy> ~1 <number> ~1 <crowd>"),
    ("isell", "<isell> ~3 <thing|work|mything|mywork>"),
    ("shop|order", f"{_FROM_START} <shop|order> <here>"),
    ("code", "(?: <use|get> (?: ~2 <free|gift|my> ~1 )? | <my> ~1 ) <code>"),
    ("code & get", "<code> ~1 <get>"),
    ("promocode", "<promocode>"),
    ("giveaway", f"(?: {_TOLD} <join|get|check|look|go|click> ~3 | <my> ~1 ) <giveaway>"),
    ("earn", f"{_START} <^they|crowd|any|can|break>{{0,6}}? <earn> ~3 <money> ~6 <time>"),
    ("vote", f"{_TOLD} <vote> ~2 <me>"),
    ("badge & click", "<click> <to>? <my> <badge>"),
    ("subscribe & and", f"{_FROM_START} <look|like|share|comment|follow> ~4 <and> <subscribe>"),
    ("subscribe & get", "<to> <subscribe> ~1 <get>"),
    ("badge & look", f"{_FROM_START} <look> <my> <badge>"),
    ("said|comment & can", "<can> <the|my> <said|comment> ~1 <get> ~1 <number> ~1 <views|crowd>"),
    ("like & number", "<number> <like> <number>"),
    ("spot & url", "<url> <to>? <my>? <the|badge>? <spot>"),
    ("like & if", f"{_FROM_START} <like> <the|it> <said|thing>? <if>"),
    ("paste|made|give", f"{_FROM_START} <paste|made|give> <the|it> <to> ~1 <number> ~1 <thing|you|said>"),
    ("views|crowd & buy", f"{_FROM_START} <buy> ~1 <views|crowd>"),
)
HINTS = (
    ("link", "link|asking", _LINK),
    ("asking", "asking", "<asking>"),
    ("please", "please", f"(?: <please> ~4 {_CALL} | {_CALL} ~6 <please> )"),
    ("please", "can", f"<can> <you> ~3 {_CALL}"),
    ("please", "support", "<support> <me>"),
    ("call", "here|url|link|asking", f"{_FROM_START} {_GET} ~4 <here|url|link|asking>"),
    ("call", "check", f"(?: {_FROM_START} <check> <the|out|here> | {_TOLD} <check> <it|me> <out> )"),
    ("mine", "check", f"{_FROM_START} <check> <my>"),
    ("call", "follow", f"{_FROM_START} <follow> (?: <handle> | <the|to|it> )"),
    ("call", "subscribe", f"(?: {_FROM_START} <subscribe> <the|to> | <subscribe> <to> <me> )"),
    ("call", "me", "(?: <join|said> <me> | <get> <me> <out> )"),
    ("contact", "me & click", "<click> <me>"),
    ("contact", "reach & give", "<give> ~1 <reach>"),
    ("there", "spot", "<to> <my>? <the>? <spot>"),
    ("contact", "messenger & handle|contact", "<messenger> ~2 <handle|contact>"),
    ("price", "amount|money", "(?: <amount> | <number> <money> )"),
    ("scheme", "scheme", "<scheme>"),
    ("role", "role", f"{_START} <any|the|small>{{0,3}} <role> <here|to>"),
    ("crowd", "crowd & number", "<number> ~1 <crowd>"),
    ("free", "free & click", "<click> ~5 <free>"),
    ("hurry", "hurry", "<hurry>"),
    ("hurry", "left & number", "(?: <number> ~2 <left> | <left> <number> )"),
    ("plea", "like & me", f"{_FROM_START} <like> <me>"),
    ("call", f"look & {_THINGS}", f"(?: {_TOLD} <look> | {_FROM_START} <look> ~6 ) <to> <thing>"),
    ("call", "go", f"{_TOLD} <go> <and>? <check|look>"),
    ("call", "contact", "<reach|click|add> ~4 <contact>"),
    ("contact", "contact", "<contact>"),
    ("call", "check & out", f"{_TOLD} <check> <^break> <out>"),
    ("pushed", "check & out", f"{_TOLD} <check> ~1 <out> ~8 <thing|role|shop>"),
    ("pushed", "get|earn|buy|find", "<thing|shop> ~4 <you> <can>? <get|earn|buy|find>"),
    ("mine", _THINGS, "(?: <my> <^break|whose>{0,3}? <thing|shop> | <mything> )"),  # not "my daughter's music"
    ("mine", "look", f"{_FROM_START} <look> <me>"),
    (
        "role",
        "i & role|earn|reach|made",
        "<i> (?: ~5 <role> | ~1 <earn|reach> ~4 <thing> | ~2 <made> ~4 <thing> | <sing> )",
    ),
    ("role", "made", "<my> ~1 <thing|work|shop> <and>? <made>"),
    ("handle", "handle", "<thing|mything> <to>? <handle>"),
    ("sale", "sell", f"<i> ~1 <sell> ~9 (?: <money|crowd|link|asking> | <click> <me> | <to> {_MINE} )"),
    ("sale", "off|money|code", "(?: <number> <off> | <support> <money> | <mything> ~4 <code> )"),
    ("free", "free", "(?: <free> ~2 <thing|gift|money|here> | <get|join|buy> ~3 <free> | <need> ~1 <free> )"),
    ("free", "giveaway|won", "(?: <giveaway> | <you> ~2 <won> )"),
    ("earn", "money", f"{_START} <^they|crowd|any|can|break>{{0,5}}? <earn|get> ~6 <money>"),
    ("earn", "paid|chance", "(?: <you|to|and|if|can> <get> <paid> | <chance> <to> <get> <^any> )"),
    ("crowd", "crowd", "(?: <get> ~1 <number> ~1 | <i> ~6 <number> | <need|if> ~3 ) <crowd>"),
    ("crowd", "views", "<need> ~3 <views>"),
    ("vote", "vote", f"{_FROM_START} <vote>"),
    ("plea", "chance|moment|look", "<give|get> (?: <me|it>? ~1 <chance> | ~1 <the|number> <moment> | <the> <look> )"),
    ("plea", "mean", "<mean> (?: ~2 <lot> | <it>? <if> | ~1 <more> )"),
    ("plea", "give & moment|look", "<give> ~3 <moment|look>"),
    ("plea", "earn & time", "<earn> ~1 <my|the> ~2 <time>"),
    ("plea", "look|click & number|they", "<number|they> <any|the>? <look|click> (?= $ | <break|you|and|can> )"),
    ("plea", "by", "<go|give> <by>"),
    ("plea", "tell", "<tell> <to>? <you> <you>"),
    ("intro", "old", "<number> <any|small>? <old>"),
    ("intro", "badge", f"{_START} <and>* <my> <badge> <small|i|it>"),
    ("contact", "messenger", "<get|click|add|find|reach> ~2 <messenger>"),
    ("plea", "hope", "(?: <hope> <you> ~2 <like|enjoy> | <tell> <me> ~2 <hope> )"),
    ("plea", "feedback", "(?: <give|need|please|can|hope|tell|check> ~4 <feedback> | <feedback> ~2 <mean|please> )"),
    ("plea", "support", f"{_FROM_START} <support> <me> ~1 <get>"),
    ("plea", "thumbs", "<thumbs> <out> <if>"),
    ("sorry", "sorry", "<sorry> ~4 <sorry|free>"),
    ("news", "available", "(?: <thing|shop> ~3 <available> | <available> <here|to> ~2 <thing|shop> )"),
    ("news", "out", "<thing> ~1 <out> (?= $ | <break|here|go|and|link> )"),
    ("news", "url", "<url> (?: <here> | <to> <thing> )"),
)
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

# n may be a name, if a capital letter shows one; c is a number: "happy 5th work anniversary, Anna".
_CANNED = re.compile(
    r"""(?: a?gn*[gms]*n* | [sa]*ms*n*         # hi everyone; good morning all
          | tn*[stplamn]*                      # thanks for sharing
          | s*a[as]*ps* | s*ls+p?s* | s*a+s*   # such a great post; loved this; so nice
          | [sl]*a+ds*n* | [sadc]*wn*[sdcwa]*n*  # have a nice weekend; happy birthday
        )+""",
    re.VERBOSE,
)
_ALSO = {"any": ("stock",), "thing": ("spot", "messenger", "sing"), "made": ("sing",), "money": ("amount",)}
"""Kinds that a name in a pattern stands for besides its own."""
_COUNT = re.compile(r"\d{1,3}(?:st|nd|rd|th|v)?")
_PARTS = {word: part for part, words in STOCK.items() for word in words.split()}


def promotes(said: Said) -> tuple[str, ...]:
    """Return the words with which a contribution promotes its author's own, as they were typed; none if it does not."""
    kinds = said.kinds
    if _ASK in kinds:
        kinds = _QUESTION.sub(lambda found: LETTERS["break"] * len(found[0]), kinds)
    there = frozenset(kinds)
    telling = sorted(there & _TELLING)
    for row in _rows(_CLEAR, telling, there):
        if found := row.pattern.search(kinds):
            return (said.at_tokens(*found.span()),)
    hints: dict[str, tuple[int, int]] = {}
    for row in _rows(_HINTS, telling, there):
        if row.sort not in hints and (found := row.pattern.search(kinds)):
            hints[row.sort] = found.span()
    if len(hints) < ENOUGH or hints.keys() <= NEUTRAL or _is_answer(said, frozenset(hints)):
        return ()
    return tuple(dict.fromkeys(said.at_tokens(*span) for span in hints.values()))


def _is_answer(said: Said, hints: frozenset[str]) -> bool:
    """Tell whether enough is said on the matter beside hints of these sorts."""
    is_story = hints <= STORY
    return (is_story or len(hints) == ENOUGH) and len(said.content) >= (SOME if is_story else FULL)


def is_canned(said: Said) -> bool:
    """Tell whether this is a greeting, a wish, praise of the usual sort, or nothing but signs and emoji."""
    if said.links or said.contribution.attachments or said.contribution.forwarded or len(said.kinds) > LONGEST:
        return False
    words = filter(_is_word, said.tokens())
    first = next(words, None)
    if first is None:
        return bool(said.contribution.text.strip())
    if _part(first) in "np":  # the usual case: no stock phrase begins like this
        return False
    parts = _part(first) + "".join(map(_part, words))
    if parts.count("n") > NAMES or not _CANNED.fullmatch(parts):
        return False
    names = [place for place, token in enumerate(said.tokens()) if _is_word(token) and _part(token) == "n"]
    return all(place and said.at_tokens(place, place + 1)[0].isupper() for place in names)


def _is_word(token: str) -> bool:
    return token[0].isalnum()


@lru_cache(maxsize=4_096)
def _part(word: str) -> str:
    parts = [_PARTS[form] for form in spellings(word) if form in _PARTS]
    return parts[0] if parts else "c" if _COUNT.fullmatch(word) else "n"


class _Row(NamedTuple):
    """A pattern with its sort, and kinds of which one must be there, too."""

    sort: str
    pattern: re.Pattern[str]
    also: frozenset[str]


def _pattern(source: str) -> re.Pattern[str]:
    source = re.sub(r"~(\d)", r"<^break>{0,\1}?", source.replace(" ", ""))
    return re.compile(re.sub(r"<(\^?)([\w|]+)>", _letters, source))


def _letters(found: re.Match[str]) -> str:
    return f"[{found[1]}{''.join(_letters_of(found[2]))}]"


def _letters_of(names: str) -> list[str]:
    return [LETTERS[each] for name in names.split("|") for each in (name, *_ALSO.get(name, ()))]


def _by_kind(rows: Iterable[tuple[str, str, str]]) -> dict[str, list[_Row]]:
    """Return the rows under each letter of which one must be there."""
    by_kind: defaultdict[str, list[_Row]] = defaultdict(list)
    for sort, needs, source in rows:
        *also, first = map(_letters_of, reversed(needs.split(" & ")))
        row = _Row(sort, _pattern(source), frozenset(also[0] if also else first))
        for letter in first:
            by_kind[letter].append(row)
    return dict(by_kind)


def _rows(rows: dict[str, list[_Row]], telling: list[str], there: frozenset[str]) -> Iterator[_Row]:
    """Yield the rows that are worth a look."""
    return (row for kind in telling if kind in rows for row in rows[kind] if not there.isdisjoint(row.also))


_CLEAR = _by_kind(("", needs, source) for needs, source in CLEAR)
_HINTS = _by_kind(HINTS)
_TELLING = frozenset((*_CLEAR, *_HINTS))
_ASK = LETTERS["ask"]
_QUESTION = _pattern(QUESTION)
