"""The rules: each looks at one contribution and at what came before it, and returns what it found, or None.

A rule is a name, a test and its settings (numbers and action). The reasons are read by the member and by the hosts, so
they say what was seen, calmly, and what would be fine. Nothing here knows of time but through message ids.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from bot.core.base.errors import filled
from bot.core.base.words import N_, NN_, Words
from bot.core.moderation.history import LATEST, Earlier, History, span
from bot.core.moderation.message.forms import Inflections, fold, spellings
from bot.core.moderation.message.links import Link
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.walls import Wall
from bot.core.moderation.message.weighing import odds_of
from bot.core.moderation.message.wordings import ENOUGH, Worded, attacks, deceives, is_canned, promotes
from bot.core.moderation.settings import Action, Rule, RuleSettings
from bot.core.moderation.tally import PING
from bot.core.moderation.unsafe_links import unsafe_link
from bot.core.text.showing.posts import quoted

MINUTE = span(timedelta(minutes=1))
TEN_MINUTES = span(timedelta(minutes=10))
GOT_GOING = 20
"""Messages from which on there is enough talk to compare with."""
MOST_EVIDENCE = 200
"""Characters of a member's words in a reason."""
FEWEST_LETTERS = 10
"""Letters and digits of a text that one person repeats within ten minutes; shorter ones are answers: "me too"."""
STATING = 0.9
"""By how much what only states something, or says yes to somebody, must speak more for abuse: a heavy word, about."""
SHOWN = 4
"""Words that are shown of those for which a message is suspicious."""
SENTENCE = 4
"""Words of any sort that do as well as one word of content: "people should have the right to choose"."""
EXPLAINED = 10
"""Words of content from which on a message says itself what its link has to do with the matter."""
SHARED, PART = 4, 0.5
"""Words of content in common with the talk, and which part of all, from which on a message takes part in it."""
SOURCE = 1
"""Words of any sort that do beside a paper, an encyclopedia or the like: "https://doi.org/… says so"."""
NAMING = 5
"""Words of any sort from which on they do so without: Finnish has few small words."""
CONNECTED = 2
"""Small words that words of content have between them when they say something, rather than name something."""

FAST = NN_(
    "More than {count} message within a minute; that leaves others little room.",
    "More than {count} messages within a minute; that leaves others little room.",
)
MANY = NN_(
    "More than {count} message to one question; that leaves others little room.",
    "More than {count} messages to one question; that leaves others little room.",
)
AGAIN = N_("The same text, or nearly the same, as {count} earlier messages by the same person.")
AGAIN_ONCE = N_("The same text, or nearly the same, as an earlier message by the same person.")
CAMPAIGN = NN_(
    "The same text, or nearly the same, from {count} person.", "The same text, or nearly the same, from {count} people."
)
PROMOTION = N_("It promotes the author's own things: “{words}”.")
SCAM = N_("It has the signs of a scam: “{words}”. Please open nothing, and send nobody a code or money.")
INSULT = N_("It attacks people: “{words}”. The same point without that would be fine.")
SUSPICIOUS = N_(
    "Its words are those in which adverts, frauds and insults are mostly written: “{words}”. It may well be fine."
)
SAME_SITE = NN_(
    "More than {count} message by the same person links to {site}.",
    "More than {count} messages by the same person link to {site}.",
)
BARE_LINK = N_("A link with hardly a word next to it. A sentence on why it matters here would help.")
UNRELATED = N_("A link, and words that hardly anybody else here has used. What does it have to do with the question?")
MANY_LINKS = N_("{count} links in one message; the limit is {allowed}.")
STOCK_PHRASE = N_("A greeting or a stock phrase: welcome, but not counted as an answer.")
MASS_PING = N_("{count} people pinged in one message; the limit is {allowed}.")
EVERYBODY = N_("A ping to everyone; only hosts send those.")
PINGS = NN_("More than {count} ping within ten minutes.", "More than {count} pings within ten minutes.")
WALLS = {
    Wall.SIGNS: N_("The same characters over and over: that leaves others little room. A few of them would be fine."),
    Wall.CAPITALS: N_("A long text in capitals, which many find hard to read. Small letters would be fine."),
    Wall.LINES: N_("Many lines with hardly a word: that leaves others little room."),
    Wall.MARKS: N_("Letters with so many marks that nobody can read them."),
    Wall.SPELLED: N_("Words spelled out letter by letter, as spammers do. Plain words would be fine."),
}
LISTED_WORD = N_("Not used on this server: “{words}”.")
LISTED_LINK = N_("Links to {site} are not shared on this server.")


WORDED = MappingProxyType({Rule.SCAMS: deceives, Rule.INSULTS: attacks, Rule.SELF_PROMOTION: promotes})
"""The rules about wordings, and what each looks for."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict rests on, all of it real: verbatim parts of the text, its links, ids of earlier messages."""

    words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule found: an English sentence marked for the catalogues, its values, and the evidence.

    `matter` is the message that stands for all of which it is one: the first copy of a text.
    """

    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    evidence: Evidence = Evidence()
    matter: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about a message, why, and what follows. Verdicts of one rule on one matter are one card."""

    rule: Rule
    message: int
    match: Match
    action: Action

    @property
    def evidence(self) -> Evidence:
        """What it rests on."""
        return self.match.evidence

    @property
    def matter(self) -> int:
        """The message that stands for what this is about: of copies the first, else the message itself."""
        return self.match.matter or self.message

    def reason(self, words: Words) -> str:
        """Return why, in the language of this catalogue."""
        values = self.match.values.items()
        shown = {name: quoted(value, MOST_EVIDENCE) if isinstance(value, str) else value for name, value in values}
        return filled(words, self.match.reason, shown)


class Scene(NamedTuple):
    """What a test may look at beside the contribution; `alike` are the earlier messages that say the same."""

    settings: RuleSettings
    history: History
    listed: "Listed"
    alike: list[Earlier]

    def answers(self, said: Said) -> bool:
        """Tell whether a message shares words with the question, or with what others said; without a link."""
        if said.links or len(said.content) < SHARED:
            return False
        shared = self.history.shared(said.author, said.content)
        return shared >= PART and shared * len(said.content) >= SHARED


def flood(said: Said, scene: Scene) -> Match | None:
    """More messages from one person than the pace allows."""
    numbers, history = scene.settings.flood, scene.history
    if history.latest(said.author) >= said.id - MINUTE:
        since, most = said.id - MINUTE, numbers.per_minute
        before = history.said_by(said.author, before=said.id, since=since, most=most)
        if len(before) == most:
            return Match(FAST, {"count": most}, Evidence(messages=tuple(before)))
    if not said.question or history.answers(said.author, said.question) < numbers.per_question:  # the usual case
        return None
    before = history.answered_by(said.author, said.question, before=said.id, most=numbers.per_question)
    if len(before) == numbers.per_question:
        return Match(MANY, {"count": numbers.per_question}, Evidence(messages=tuple(before)))
    return None


def copy_paste(said: Said, scene: Scene) -> Match | None:
    """The same text again, by one person or by many; who says whose words they are repeats nothing.

    A short text is one only when it comes from the same person once more often, within ten minutes, to one question.
    """
    numbers = scene.settings.copy_paste
    if not scene.alike or len(said.letters) < FEWEST_LETTERS:
        return None
    own = tuple(each.id for each in scene.alike if each.author == said.author)
    if len(said.letters) < numbers.letters:
        soon = _soon(own, said, scene.history)
        is_pushed = len(soon) > numbers.times and not is_canned(said)
        return Match(AGAIN, {"count": len(soon)}, Evidence(messages=soon), scene.alike[0].first) if is_pushed else None
    if len(own) >= numbers.times:
        reason = AGAIN if len(own) > 1 else AGAIN_ONCE
        return Match(reason, {"count": len(own)}, Evidence(messages=own), scene.alike[0].first)
    people = {said.author, *(each.author for each in scene.alike)}
    if len(people) < numbers.people or is_canned(said):
        return None
    if any(said.credits(each.id, each.author, scene.history.name_of(each.author)) for each in scene.alike):
        return None
    messages = tuple(each.id for each in scene.alike)
    return Match(CAMPAIGN, {"count": len(people)}, Evidence(messages=messages), scene.alike[0].first)


def _soon(own: Iterable[int], said: Said, history: History) -> tuple[int, ...]:
    """Return those of somebody's messages that came within ten minutes before one, to the same question if to any."""
    soon = (id for id in own if id >= said.id - TEN_MINUTES)
    if not said.question:
        return tuple(soon)
    here = history.answered_by(said.author, said.question, before=said.id, most=LATEST)
    return tuple(id for id in soon if id in here)


def self_promotion(said: Said, scene: Scene) -> Match | None:
    """One's own channel, page or product pushed; invites, shortened links, the same site again and again."""
    if match := _wording(promotes(said), PROMOTION, said, scene):
        return match
    allowed = scene.settings.self_promotion.same_site
    for link in said.links:
        if len(before := scene.history.noted.under(said.author, link.site, said.id, most=allowed)) == allowed:
            values = {"count": allowed, "site": link.site}
            return Match(SAME_SITE, values, Evidence((), said.typed_links([link]), tuple(before)))
    return None


def unsafe_links(said: Said, _: Scene) -> Match | None:
    """Links that pretend to lead elsewhere, bare numbers as addresses, programs."""
    if found := unsafe_link(said):
        return Match(found.reason, found.values, Evidence(links=(found.typed,)))
    return None


def scams(said: Said, scene: Scene) -> Match | None:
    """What frauds ask for and promise."""
    return _wording(deceives(said), SCAM, said, scene)


def insults(said: Said, scene: Scene) -> Match | None:
    """Words that attack somebody here, or a group of people."""
    return _wording(attacks(said), INSULT, said, scene)


def _wording(worded: Worded | None, reason: str, said: Said, scene: Scene) -> Match | None:
    """Return what was found in words; hints are none in an assent, and few are none in what takes part in the talk."""
    if worded is None or (worded.hints and (said.assents or (worded.hints <= ENOUGH and scene.answers(said)))):
        return None
    return Match(worded.reason or reason, {"words": " … ".join(worded.words)}, Evidence(worded.words))


def suspicious_words(said: Said, scene: Scene) -> Match | None:
    """Words that are, all together, mostly those of abuse; what three people used is the talk's, and no sign.

    What only states something needs more of them, since opinions are full of strong words; so does a yes to somebody. A
    server that lets people promote their own is not shown it by this rule either.
    """
    is_asking = said.addresses and not said.assents
    least = odds_of(scene.settings.suspicious_words.sure) + (0 if is_asking else STATING)
    if said.odds <= least or any(find(said) for rule, find in WORDED.items() if not scene.settings.action_of(rule)):
        return None
    signs = [each for each in said.weighed() if each.weight > 0]
    common = [each for each in signs if scene.history.is_common(each.marks)]
    if said.odds - sum(each.weight for each in common) <= least:
        return None
    words = said.heaviest([each for each in signs if each not in common], SHOWN)
    return Match(SUSPICIOUS, {"words": ", ".join(words)}, Evidence(words))


def walls(said: Said, scene: Scene) -> Match | None:
    """Messages that fill the screen, unless many here write like that."""
    wall = said.wall
    return Match(WALLS[wall]) if wall and not scene.history.is_habit(wall, before=said.id) else None


def link_dump(said: Said, scene: Scene) -> Match | None:
    """Links without words of one's own, or more of them than allowed.

    A single link may be the answer to a message, or stand in a message of its own right after the words.
    """
    if not said.links:
        return None
    numbers = scene.settings.link_dump
    if len(said.links) > numbers.links:
        return Match(MANY_LINKS, {"count": len(said.links), "allowed": numbers.links}, _links_of(said))
    answers = said.contribution.reply_to is not None or scene.history.spoke(
        said.author, before=said.id, since=said.id - MINUTE
    )
    if (answers and len(said.links) == 1) or all(link.bare for link in said.links):
        return None
    is_source = all(link.cites or link.names_its_page for link in said.links)
    enough = SOURCE if is_source else numbers.words * SENTENCE
    if len(said.matter) < numbers.words and said.length < enough:
        return Match(BARE_LINK, {}, _links_of(said))
    if len(said.content) >= EXPLAINED or len(scene.history) < GOT_GOING:
        return None
    if scene.history.shared(said.author, said.content) * 100 >= numbers.related or all(
        link.cites for link in said.links
    ):
        return None
    is_sentence = said.connected >= CONNECTED or said.length >= NAMING
    return Match(UNRELATED, {}, _links_of(said)) if not is_sentence or any(link.asks for link in said.links) else None


def _links_of(said: Said) -> Evidence:
    return Evidence(links=said.typed_links(said.links))


def canned(said: Said, scene: Scene) -> Match | None:
    """Greetings, congratulations, "Great post!", emoji alone."""
    return Match(STOCK_PHRASE, {}, Evidence((said.contribution.text.strip(),))) if is_canned(said) else None


def mentions(said: Said, scene: Scene) -> Match | None:
    """Pings to everybody, to many, or again and again."""
    numbers = scene.settings.mentions
    if len(names := said.called_by_name(more_than=numbers.people)) > numbers.people:
        return Match(MASS_PING, {"count": len(names), "allowed": numbers.people}, Evidence(names))
    if not said.pings:
        return None
    people = {ping.who for ping in said.pings}
    typed = tuple(said.typed(ping.start, ping.end) for ping in said.pings)
    if not people.isdisjoint(("everyone", "here")):
        return Match(EVERYBODY, {}, Evidence(typed))
    if len(people) > numbers.people:
        return Match(MASS_PING, {"count": len(people), "allowed": numbers.people}, Evidence(typed))
    most = numbers.in_ten_minutes
    before = scene.history.noted.under(said.author, PING, said.id, within=TEN_MINUTES, most=most)
    if before and len(before) + len(people) > most:
        return Match(PINGS, {"count": most}, Evidence(typed, messages=tuple(dict.fromkeys(before))))
    return None


def blocklist(said: Said, scene: Scene) -> Match | None:
    """Words and domains that the server does not want, in a quotation, too."""
    if scene.listed.is_empty:
        return None
    said = said.whole
    if words := tuple(dict.fromkeys(scene.listed.words_in(said))):
        return Match(LISTED_WORD, {"words": "”, “".join(words)}, Evidence(words))
    for link in scene.listed.links_in(said):
        return Match(LISTED_LINK, {"site": link.host}, Evidence(links=said.typed_links([link])))
    return None


Test = Callable[[Said, Scene], Match | None]

RULES: Mapping[Rule, Test] = MappingProxyType(
    {
        Rule.BLOCKLIST: blocklist,
        Rule.UNSAFE_LINKS: unsafe_links,
        Rule.SCAMS: scams,
        Rule.INSULTS: insults,
        Rule.SELF_PROMOTION: self_promotion,
        Rule.SUSPICIOUS_WORDS: suspicious_words,
        Rule.COPY_PASTE: copy_paste,
        Rule.MENTIONS: mentions,
        Rule.LINK_DUMP: link_dump,
        Rule.FLOOD: flood,
        Rule.WALLS: walls,
        Rule.CANNED: canned,
    }
)


class Listed:
    """A blocklist made ready to be searched for. Empty entries ("", "*") are skipped."""

    def __init__(self, words: Iterable[str], domains: Iterable[str]) -> None:
        entries = [tuple(part for part in fold(entry).split() if part.strip("*")) for entry in words]
        self._entries: dict[str, list[tuple[str, ...]]] = {}
        for entry in filter(None, entries):
            self._entries.setdefault(entry[0], []).append(entry)
        parts = sorted({part for entry in entries for part in entry})
        self._open = [part for part in parts if "*" in part]
        self._inflections = Inflections(part for part in parts if "*" not in part)
        self._domains = tuple(filter(None, (fold(domain).strip(" ./*").removeprefix("www.") for domain in domains)))
        self._parts = lru_cache(maxsize=8_192)(self._parts_matching)
        self.is_empty = not self._entries and not self._domains

    def words_in(self, said: Said) -> Iterator[str]:
        """Yield the listed words and phrases of a contribution as they were typed."""
        matched = [self._parts(token) for token in said.tokens()] if self._entries else []
        for place, parts in enumerate(matched):
            entries = [entry for part in parts for entry in self._entries.get(part, ())]
            if length := max((len(entry) for entry in entries if _matches_all(entry, matched[place:])), default=0):
                yield said.at_tokens(place, place + length)

    def links_in(self, said: Said) -> Iterator[Link]:
        """Yield the links of a contribution that lead to a listed domain or below one."""
        return (link for link in said.links if any(link.is_under(domain) for domain in self._domains))

    def _parts_matching(self, token: str) -> frozenset[str]:
        forms = spellings(token)
        found = {part for word in forms if (part := self._inflections.find(word))}
        return frozenset(found.union(part for part in self._open for word in forms if _is_open_to(part, word)))


def _matches_all(entry: tuple[str, ...], matched: list[frozenset[str]]) -> bool:
    return len(entry) <= len(matched) and all(part in parts for part, parts in zip(entry, matched, strict=False))


def _is_open_to(part: str, word: str) -> bool:
    """Tell whether a word begins, ends or goes on as an entry such as `word*`, `*word` or `*word*` says."""
    bare = part.strip("*")
    if part.endswith("*"):
        return bare in word if part.startswith("*") else word.startswith(bare)
    return word.endswith(bare)
