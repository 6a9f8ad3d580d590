"""The rules: each looks at one contribution and at what came before it, and returns what it found, or None.

A rule is a name, a test and its settings (numbers and action). The reasons are read by the member and by the hosts, so
they say what was seen, calmly, and what would be fine. Nothing here knows of time but through message ids.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from bot.core.moderation.blocklist import Listed
from bot.core.moderation.canned import is_canned
from bot.core.moderation.past import Past, span
from bot.core.moderation.promotion import promotes
from bot.core.moderation.said import Said
from bot.core.moderation.settings import Settings
from bot.core.moderation.verdict import Evidence, Match, Rule
from bot.core.words import N_

MINUTE, TEN_MINUTES = span(timedelta(minutes=1)), span(timedelta(minutes=10))
GOT_GOING = 20
"""Messages from which on there is enough talk to compare with."""

FAST = N_("{count} messages within a minute; up to {allowed} are fine, so that everybody gets a word in.")
MANY = N_("{count} messages to one question; up to {allowed} are fine, so that everybody gets a word in.")
AGAIN = N_("The same text, or nearly the same, as {count} earlier messages by the same person.")
AGAIN_ONCE = N_("The same text, or nearly the same, as an earlier message by the same person.")
CAMPAIGN = N_("The same text, or nearly the same, from {count} people.")
PROMOTION = N_("It asks people to look at, follow or buy something of one's own: “{words}”.")
INVITE = N_("It invites people into another server or group: {link}")
SHORTENED = N_("Nobody can see where a shortened link leads: {link} – the full address would be fine.")
SAME_SITE = N_("{count} messages by the same person link to {site}; up to {allowed} are fine.")
BARE_LINK = N_("A link with hardly a word beside it. A sentence on why it matters here would make it a contribution.")
UNRELATED = N_("A link, and words that hardly anybody else here has used. What does it have to do with the question?")
MANY_LINKS = N_("{count} links in one message; up to {allowed} are fine.")
STOCK = N_("A greeting or a stock phrase: welcome, but not counted as an answer.")
MASS_PING = N_("{count} people pinged in one message; up to {allowed} are fine.")
EVERYBODY = N_("A ping to everybody: that is for the hosts to send.")
PINGS = N_("{count} pings within ten minutes; up to {allowed} are fine.")
LISTED_WORD = N_("Not used on this server: “{words}”.")
LISTED_LINK = N_("Links to {site} are not shared on this server.")


@dataclass(frozen=True, slots=True)
class Context:
    """What a test may look at beside the contribution."""

    settings: Settings
    past: Past
    listed: Listed


Test = Callable[[Said, Context], Match | None]


def flood(said: Said, context: Context) -> Match | None:
    """More messages from one person than the pace allows."""
    numbers = context.settings.flood
    recent = context.past.before(said, "by", within=MINUTE)
    if len(recent) >= numbers.per_minute:
        return Match(FAST, {"count": len(recent) + 1, "allowed": numbers.per_minute}, Evidence(messages=tuple(recent)))
    if said.question is None:
        return None
    here = context.past.before(said, ("to", said.question))
    if len(here) >= numbers.per_question:
        return Match(MANY, {"count": len(here) + 1, "allowed": numbers.per_question}, Evidence(messages=tuple(here)))
    return None


def copy_paste(said: Said, context: Context) -> Match | None:
    """The same text again, by one person or by many; who says whose words they are repeats nothing."""
    numbers = context.settings.copy_paste
    if len(said.text.letters) < numbers.letters:
        return None
    alike = [text for text in context.past.copies.of(said.text) if not said.credits(text)]
    own = tuple(text.id for text in alike if text.author == said.author)
    if len(own) >= numbers.times:
        return Match(AGAIN if len(own) > 1 else AGAIN_ONCE, {"count": len(own)}, Evidence(messages=own))
    people = {said.author, *(text.author for text in alike)}
    if len(people) >= numbers.people and not is_canned(said):
        return Match(CAMPAIGN, {"count": len(people)}, Evidence(messages=tuple(text.id for text in alike)))
    return None


def self_promotion(said: Said, context: Context) -> Match | None:
    """One's own channel, page or product pushed; invites, shortened links, the same site again and again."""
    for link in said.links:
        if link.invites or link.shortened:
            typed = said.typed(link.start, link.end)
            return Match(INVITE if link.invites else SHORTENED, {"link": typed}, Evidence(links=(typed,)))
    if words := promotes(said):
        return Match(PROMOTION, {"words": " … ".join(words)}, Evidence(words))
    allowed = context.settings.self_promotion.same_site
    for link in said.links:
        before = context.past.before(said, ("site", link.site))
        if len(before) >= allowed:
            values = {"count": len(before) + 1, "site": link.site, "allowed": allowed}
            return Match(SAME_SITE, values, Evidence((), (said.typed(link.start, link.end),), tuple(before)))
    return None


def link_dump(said: Said, context: Context) -> Match | None:
    """Links without words of one's own, or more of them than allowed.

    A single link may be the answer to a message, or stand in a message of its own right after the words.
    """
    if not said.links:
        return None
    numbers = context.settings.link_dump
    links = tuple(said.typed(link.start, link.end) for link in said.links)
    if len(links) > numbers.links:
        return Match(MANY_LINKS, {"count": len(links), "allowed": numbers.links}, Evidence(links=links))
    answers = said.contribution.reply_to is not None or context.past.before(said, "words", within=MINUTE)
    if (answers and len(links) == 1) or all(link.bare for link in said.links):
        return None
    if len(said.content) < numbers.words:
        return Match(BARE_LINK, {}, Evidence(links=links))
    shared = context.past.vocabulary.shared
    if context.past.size(said) >= GOT_GOING and shared(said.id, said.author, said.content) * 100 < numbers.related:
        return Match(UNRELATED, {}, Evidence(links=links))
    return None


def canned(said: Said, context: Context) -> Match | None:
    """Greetings, congratulations, "Great post!", emoji alone."""
    return Match(STOCK, {}, Evidence((said.contribution.text.strip(),))) if is_canned(said) else None


def mentions(said: Said, context: Context) -> Match | None:
    """Pings to everybody, to many, or again and again."""
    if not said.pings:
        return None
    numbers = context.settings.mentions
    people = {ping.who for ping in said.pings}
    typed = tuple(said.typed(ping.start, ping.end) for ping in said.pings)
    if not people.isdisjoint(("everyone", "here")):
        return Match(EVERYBODY, {}, Evidence(typed))
    if len(people) > numbers.people:
        return Match(MASS_PING, {"count": len(people), "allowed": numbers.people}, Evidence(typed))
    before = context.past.before(said, "ping", within=TEN_MINUTES)
    if before and len(before) + len(people) > numbers.in_ten_minutes:
        values = {"count": len(before) + len(people), "allowed": numbers.in_ten_minutes}
        return Match(PINGS, values, Evidence(typed, messages=tuple(dict.fromkeys(before))))
    return None


def blocklist(said: Said, context: Context) -> Match | None:
    """Words and domains that the server does not want."""
    if words := tuple(dict.fromkeys(context.listed.words_in(said))):
        return Match(LISTED_WORD, {"words": "”, “".join(words)}, Evidence(words))
    for link in context.listed.links_in(said):
        return Match(LISTED_LINK, {"site": link.host}, Evidence(links=(said.typed(link.start, link.end),)))
    return None


RULES: Mapping[Rule, Test] = MappingProxyType(
    {
        Rule.FLOOD: flood,
        Rule.COPY_PASTE: copy_paste,
        Rule.SELF_PROMOTION: self_promotion,
        Rule.LINK_DUMP: link_dump,
        Rule.CANNED: canned,
        Rule.MENTIONS: mentions,
        Rule.BLOCKLIST: blocklist,
    }
)
