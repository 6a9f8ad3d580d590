"""Whether somebody's words lean on what was said before them: read alone, "It costs nothing" says nothing.

A reply leans on what it answers when it agrees or disagrees, opens with a word for it ("and", "but", "true"), points
to it ("it", "they", "as well"), or answers a question. What is no reply leans only by words that cannot mean anything
else: "same here", "as Dev said"; nobody can tell on what, but for a second thought, which leans on one's own first.
"""

import re
from collections.abc import Mapping

from bot.core.record.talk.remarks import language_of
from bot.core.text.terms import unwrapped

# Agreement, disagreement and additions, at the beginning: they need what they are about.
_CUES: Mapping[str, str] = {
    "en": r"""(?:i\ (?:\w+\ )?(?:agree|disagree)\b(?!\ (?:that|with\ (?-i:[a-z])))|(?:totally|fully|completely
        |respectfully|politely)\ (?:dis)?agree|(?:dis)?agreed\b|same\ here\b|me\ too\b|counterpoint
        |push(?:ing)?\ back\ on\ (?:that|this)|well\ said|good\ point|fair\ point|couldn't\ agree\ more
        |what\ (?:she|he|they|you)\ said|to\ add\ to\ (?:this|that|what)|seconded\b|\+1|(?:i'd|i\ would|i'll
        |let\ me)\ (?:also\ |just\ )?(?:add|go\ (?:one|a\ step)\ further)|building\ on\ (?:this|that|what
        |(?-i:[A-Z]))|exactly\ (?:this|that)\b|(?:this|that)(?:,|!|\.)\ )""",
    "fi": r"""(?:(?:olen\ |oon\ )?(?:(?:ihan|täysin|aivan)\ )?(?:samaa|eri)\ mieltä\b(?!\ siitä)|sama\ (?:täällä
        |kokemus|juttu|havainto)\b|samoin\ täällä|minulla\ samoin|päinvastoin\b|hyvä\ (?:pointti|huomio)
        |hyvin\ sanottu|juuri\ näin|täsmälleen\ näin|\+1|(?:lisäisin|lisään|jatkaisin|menisin)\ (?:vielä|tähän
        |siihen|pidemmälle|askeleen))""",
}
_OPENERS: Mapping[str, str] = {
    "en": r"""(?:it|it's|its|this|that|that's|these|those|they|they're|their|he|she|he's|she's|his|her|so|and|but|or
        |yes|yeah|yep|no|nope|true|right|exactly|agreed|also|too|same|because|which|then|well|of\ course|indeed
        |absolutely|totally|fair|sure|even|still|not|only|unless|except|especially|otherwise|instead|maybe
        |perhaps|why|how|really)\b""",
    "fi": r"""(?:se|sen|sitä|siitä|siinä|siihen|siksi|sillä|tämä|tämän|tätä|tästä|tuo|tuon|tuota|nuo|nämä|ne|niitä
        |niiden|hän|hänen|he|heidän|siis|ja|mutta|tai|joo|juu|kyllä|ei|en|totta|niin|niinpä|myös|sama|samaa
        |samoin|koska|silti|toisaalta|tosin|juuri|paitsi|varsinkin|etenkin|ainakin|miksi|miten|ehkä|kunhan|eikä
        |vaikka)\b""",
}
# Words in a reply's first sentence for what it answers.
_POINTERS: Mapping[str, str] = {
    "en": r"""\b(?:it|it's|its|this|that's|these|those|they|them|he|she|his|him|hers?|as\ well|too|either|also
        |likewise|such|yours?|agree|disagree|doubt|not\ (?:so\ )?sure|not\ for\ me|on\ the\ contrary|further)\b""",
    "fi": r"""\b(?:se|sen|sitä|siitä|siinä|siihen|siksi|sille|sillä|tämä|tämän|tätä|tästä|tähän|tuo|tuon|tuota|tuosta
        |ne|niitä|niiden|niistä|niille|hän|hänen|häntä|heidän|myös|samoin|silti|kuitenkin|samalla|sama|saman
        |samaa|mieltä|allekirjoita|epäilen)\b""",
}
_SECOND_THOUGHT: Mapping[str, str] = {
    "en": r"""\b(?:(?:i\ |and\ )?take\ (?:\w+\ ){0,3}back|changed?\ my\ mind|stand\ corrected|i\ was\ wrong
        |slept\ on\ it|second\ thoughts?|as\ i\ said|my\ earlier|what\ i\ said|to\ correct\ myself)\b""",
    "fi": r"""\b(?:muutin\ mieltäni|perun\b|otan\ (?:\w+\ ){0,2}takaisin|olin\ väärässä|nukuin\ yön\ yli|kuten\ sanoin
        |äskeinen\ viestini|korjaan\ itseäni)""",
}
_ASKS_FOR_CONSENT = re.compile(r"agree|mieltä", re.IGNORECASE)
# Open disagreement, and what only sounds like it.
_DISAGREEMENT: Mapping[str, str] = {
    "en": r"""\b(?:i\ (?:\w+,?\ )?disagree|(?:politely|respectfully|partly),?\ disagree|not\ for\ me\b|not\ so\ sure
        |not\ convinced|on\ the\ contrary|i\ don't\ think\ (?:so|that's)|i\ doubt\ (?:it|that)\b|not\ quite\b
        |counterpoint|push(?:ing)?\ back|(?:yes|true|fair|right),?\ but\b|see\ (?:it|this|that)\ differently
        |the\ opposite|beg\ to\ differ|that(?:'s|\ is)\ (?:simply\ |just\ )?(?:wrong|false|untrue|not\ (?:true|right
        |correct|so\b|the\ case|(?:an|the)\ answer))|(?:didn't|did\ not|doesn't|does\ not|hasn't|has\ not|haven't
        |have\ not)\ answer(?:ed)?\ (?:the|my|our|this|that)\ question)""",
    "fi": r"""\b(?:(?:olen\ |oon\ )?(?:\w+\ )?eri\ mieltä|en\ ole\ (?:\w+\ )?samaa\ mieltä|en\ allekirjoita
        |päinvastoin|ei\ pidä\ paikkaansa|ei\ välttämättä|ei\ minusta|(?:kyllä|totta|juu|joo),?\ mutta
        |(?:tuo|se)\ ei\ (?:ole\ (?:totta|vastaus)|vastaa\ kysymykseen)|et(?:te)?\ vastannut\ kysymykseen
        |niin\ no\b|näen\ (?:tämän|asian)\ toisin)""",
}
_NO_DISAGREEMENT: Mapping[str, str] = {
    "en": r"""\b(?:(?:don't|can't|cannot|couldn't|won't|not)\ disagree|no\ doubt|no\ wonder|more\ convinced)""",
    "fi": r"""\b(?:en\ (?:ole|voi\ olla)\ eri\ mieltä|ei\ epäilystäkään)""",
}
# How a clause begins with which somebody disagrees, for themselves, with what another said.
_OPENLY: Mapping[str, str] = {
    "en": r"""(?:i(?:'d|\ would|\ must|\ have\ to|\ do|\ really|\ strongly|\ partly|\ politely|\ respectfully)*
        \ disagree\b(?!\ with\ the\ (?:idea|notion|premise|view|claim)|\ that)
        |(?:politely|respectfully|partly)\ disagree|i\ (?:don't|do\ not)\ agree\b|i\ see\ (?:it|this|that)\ differently
        |(?:i'm\ |i\ am\ )?not\ convinced|(?:quite\ )?on\ the\ contrary|quite\ the\ opposite
        |i'd\ argue\ the\ opposite|i\ doubt\ (?:it|that)\b|counterpoint|push(?:ing)?\ back
        |(?:unlike|contrary\ to)\ (?-i:[A-Z])|(?-i:[A-Z][\w'-]+)\ is\ (?:wrong|mistaken)\ (?:about|on|here|there))""",
    "fi": r"""(?:(?:olen\ |oon\ )?(?:(?:ihan|täysin|aivan|hieman|vähän|osin)\ )?eri\ mieltä\b(?!\ siitä)
        |en\ ole\ (?:\w+\ )?samaa\ mieltä\b(?!\ siitä)|olen\ toista\ mieltä|en\ allekirjoita|näen\ (?:tämän|sen|asian)
        \ toisin|päinvastoin\b|ei\ pidä\ paikkaansa|toisin\ kuin\ (?-i:[A-ZÅÄÖ])
        |(?-i:[A-ZÅÄÖ][\w-]+)\ on\ väärässä)""",
}
# Each clause above has one of these in it: to look for them is a tenth of the work, and few texts have any.
_MAY_OPPOSE = (
    *("agree", "differently", "convinced", "contrary", "opposite", "doubt", "counterpoint", "push", "unlike"),
    *("wrong", "mistaken", "mieltä", "allekirjoita", "toisin", "päinvastoin", "paikkaansa", "väärässä"),
)
_MAY_BE_SECOND = (
    *("take", "mind", "corrected", "wrong", "slept", "thought", "said", "earlier", "to correct"),
    *("mieltäni", "perun", "takaisin", "väärässä", "yön yli", "sanoin", "viestini", "itseäni"),
)
# A view that somebody sets against what others say, without a reply to anybody.
_AGAINST = re.compile(
    r"""\b(?:i(?:'ll|'d|\ will|\ would|\ must|\ have\ to|\ want\ to)?\ (?:\w+\ )?defend|in\ defen[cs]e\ of
        |(?<!not\ )the\ other\ way\ a?round|on\ the\ contrary|quite\ the\ opposite|devil's\ advocate|against\ the\ grain
        |unpopular\ (?:opinion|view)|puolusta(?:n|isin)|päinvastoin|toisin\ päin|vastavirtaan
        |paholaisen\ asianajaja\w*)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_BE_AGAINST = (
    *("defen", "other way", "contrary", "opposite", "devil", "grain", "unpopular"),
    *("puolusta", "päinvastoin", "toisin päin", "vastavirtaan", "asianajaja"),
)
_OPENING = r"(?:^|[.!?:;,–(]\s+|\b(?:but|so|and|mutta|joten|ja)\s+)(?:(?:sorry|well|no|ei|no\ joo),?\ )?"
EARLY = 120
"""Characters within which somebody disagrees who speaks of what was said before."""
_ASSENT: Mapping[str, str] = {
    "en": r"""(?:i\ (?:\w+\ )?agree|agreed|same|true|yes|yeah|yep|exactly|right|this|that|and|also|indeed|absolutely
        |totally|me\ too|well\ said|good\ point|fair\ point|so\ true|love)\b""",
    "fi": r"""(?:(?:olen\ |oon\ )?(?:\w+\ )?samaa\ mieltä|sama|samoin|totta|kyllä|joo|juu|juuri|täsmälleen|tämä|tuo|ja
        |myös|hyvä\ (?:pointti|huomio)|hyvin\ sanottu)\b""",
}
_CONTINUED = re.compile(r"(?:\.\.\.|…)")
_FIRST = re.compile(r"[^.!?…\n]*[.!?…]?")


def _compiled(patterns: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {language: re.compile(pattern, re.VERBOSE | re.IGNORECASE) for language, pattern in patterns.items()}


CUES, OPENERS, POINTERS, SECOND = map(_compiled, (_CUES, _OPENERS, _POINTERS, _SECOND_THOUGHT))
ASSENT = _compiled(_ASSENT)
OPENLY = _compiled({language: _OPENING + pattern for language, pattern in _OPENLY.items()})
DISAGREEMENT, NO_DISAGREEMENT = map(_compiled, (_DISAGREEMENT, _NO_DISAGREEMENT))


def leans_as_reply(text: str, language: str) -> bool:
    """Return whether a reply needs what it answers beside it; in a language that we do not know it always does."""
    if language not in CUES:
        return True
    first = _first_sentence(text)
    return bool(CUES[language].match(first) or POINTERS[language].search(first)) or is_cut_in(first, language)


def leans_alone(text: str, language: str, question: str) -> bool:
    """Return whether what is no reply leans on somebody's words. "I disagree" may answer a question that asks so."""
    if language not in CUES or asks_for_consent(question):
        return False
    return CUES[language].match(_first_sentence(text)) is not None


def asks_for_consent(question: str) -> bool:
    """Return whether a question asks who agrees: then "I disagree" is said to it."""
    return _ASKS_FOR_CONSENT.search(question) is not None


def disagrees(text: str, language: str) -> bool:
    """Return whether a reply openly disagrees."""
    first = _first_sentence(text)
    if language not in DISAGREEMENT or NO_DISAGREEMENT[language].search(first):
        return False
    return DISAGREEMENT[language].search(first) is not None or opposes(text, language)


def stands_against(text: str) -> bool:
    """Return whether a text opens by setting a view against what others say, in whichever language."""
    start = text[:EARLY]
    return _has_any(start, _MAY_BE_AGAINST) and _AGAINST.search(_plain(start)) is not None


def opposes(text: str, default: str) -> bool:
    """Return whether a text openly disagrees with what another said, so that it shows even where it is no reply."""
    start = _plain(text)[:EARLY]
    if not _has_any(start, _MAY_OPPOSE):
        return False
    language = language_of(text, default) if any(pattern.search(start) for pattern in OPENLY.values()) else ""
    if language not in OPENLY or NO_DISAGREEMENT[language].search(start):
        return False
    return OPENLY[language].search(start) is not None


def agrees(text: str, language: str) -> bool:
    """Return whether a reply begins by agreeing, or by going on in the same direction."""
    plain = _plain(text)
    return language in ASSENT and ASSENT[language].match(plain) is not None


def is_second_thought(text: str, language: str) -> bool:
    """Return whether somebody comes back to what they said themselves."""
    if language not in SECOND or not _has_any(text, _MAY_BE_SECOND):
        return False
    return SECOND[language].search(_first_sentence(text)) is not None


def may_be_second_thought(text: str) -> bool:
    """Return whether a text is worth asking that: one look at its letters, whatever its language."""
    return _has_any(text, _MAY_BE_SECOND) and any(pattern.search(text) for pattern in SECOND.values())


def is_cut_in(text: str, language: str) -> bool:
    """Return whether a text opens as if something stood before it."""
    plain = _plain(text)
    return language in OPENERS and (OPENERS[language].match(plain) or _CONTINUED.match(plain)) is not None


def _has_any(text: str, words: tuple[str, ...]) -> bool:
    lower = text.lower()
    return any(word in lower for word in words)


def _first_sentence(text: str) -> str:
    found = _FIRST.match(_plain(text))
    assert found is not None  # it may be empty
    return found[0]


def _plain(text: str) -> str:
    plain = unwrapped(text).replace("’", "'")
    return plain.lstrip(" \t\n*_~|\"'“”")
