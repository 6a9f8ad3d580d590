"""The settings in words, as they are shown before they are saved."""

from collections.abc import Mapping

from bot.core.base.errors import filled
from bot.core.base.words import N_, NN_, Words
from bot.core.moderation.judged import Judged, Kind
from bot.core.moderation.settings import Action, Rule, RuleSettings
from bot.core.text.showing.posts import escaped

NAMES = {
    Rule.BLOCKLIST: N_("Blocklist"),
    Rule.UNSAFE_LINKS: N_("Unsafe links"),
    Rule.SCAMS: N_("Scams"),
    Rule.INSULTS: N_("Insults"),
    Rule.SELF_PROMOTION: N_("Self-promotion"),
    Rule.SUSPICIOUS_WORDS: N_("Suspicious words"),
    Rule.COPY_PASTE: N_("Copies"),
    Rule.MENTIONS: N_("Pings"),
    Rule.LINK_DUMP: N_("Bare links"),
    Rule.FLOOD: N_("Pace"),
    Rule.WALLS: N_("Walls of characters"),
    Rule.CANNED: N_("Stock phrases"),
}
"""What people call the rules."""

ACTIONS = {
    Action.OFF: N_("off"),
    Action.LEAVE_OUT: N_("left out of the summary"),
    Action.FLAG: N_("shown to the hosts"),
    Action.NOTICE: N_("the member is told privately"),
    Action.HOLD: N_("hidden until a host decides"),
}
"""What follows, in words."""

_SEEN: Mapping[Rule, tuple[tuple[str, str], ...]] = {
    Rule.BLOCKLIST: ((N_("words and domains on this server's list ({count})"), "listed"),),
    Rule.UNSAFE_LINKS: (
        (N_("links that pretend to lead elsewhere"), ""),
        (N_("IP addresses instead of names"), ""),
        (N_("invites and shortened links"), ""),
        (N_("programs"), ""),
    ),
    Rule.SCAMS: (
        (N_("requests for codes, passwords and wallets"), ""),
        (N_("money that doubles, gifts for a click"), ""),
        (N_("threats to close an account"), ""),
    ),
    Rule.INSULTS: (
        (N_("insults and death wishes at a person"), ""),
        (N_("groups of people called vermin"), ""),
    ),
    Rule.SELF_PROMOTION: (
        (N_("promoting one's own pages or products"), ""),
        (NN_("one site in more than {count} message", "one site in more than {count} messages"), "same_site"),
    ),
    Rule.SUSPICIOUS_WORDS: (
        (N_("words that together sound like an advert, a fraud or an insult ({count} % sure or more)"), "sure"),
    ),
    Rule.COPY_PASTE: (
        (N_("the same text more than {count} × from one person"), "times"),
        (NN_("from {count} person", "from {count} people"), "people"),
    ),
    Rule.MENTIONS: (
        (N_("pings to everyone"), ""),
        (NN_("to more than {count} person", "to more than {count} people"), "people"),
        (NN_("more than {count} ping in ten minutes", "more than {count} pings in ten minutes"), "in_ten_minutes"),
    ),
    Rule.LINK_DUMP: (
        (NN_("more than {count} link", "more than {count} links"), "links"),
        (NN_("links without a word of one's own", "links with fewer than {count} words of one's own"), "words"),
        (N_("links with words that hardly anybody else used"), ""),
    ),
    Rule.FLOOD: (
        (NN_("more than {count} message a minute", "more than {count} messages a minute"), "per_minute"),
        (NN_("more than {count} to one question", "more than {count} to one question"), "per_question"),
    ),
    Rule.WALLS: (
        (N_("one character over and over"), ""),
        (N_("long texts in capitals"), ""),
        (N_("letters one by one"), ""),
    ),
    Rule.CANNED: ((N_("greetings, congratulations, emoji alone"), ""),),
}
"""What each rule looks for, piece by piece, with the setting that a piece's number is."""

_OR = N_("{first}, or {last}")
_ESCALATION = NN_(
    "After every flagged message one step firmer, up to: {action}. Everyone starts fresh next session.",
    "After every {count} flagged messages one step firmer, up to: {action}. Everyone starts fresh next session.",
)
_PEOPLE = NN_("{count} person with the same text", "{count} people with the same text")
_ACCOUNTS = NN_("{count} new account", "{count} new accounts")
_ALARM = N_("The hosts get an alarm at {people}, or {newcomers}, within ten minutes.")
_EXEMPT = N_("Hosts and the links of the reading list are exempt.")


_JUDGED = NN_(
    "What hosts kept or left out here counts for {count} day (codes and sites, no texts):",
    "What hosts kept or left out here counts for {count} days (codes and sites, no texts):",
)
_KEPT = N_("**Not brought up again** — {what}")
_LEFT_OUT = N_("**Shown to the hosts again** — {what}")
_TEXTS = NN_("{count} text", "{count} texts")
_SITES = NN_("links to {count} site ({names})", "links to {count} sites ({names})")
NAMED = 8
"""How many sites are shown by name."""


def describe_judged(judged: Judged, days: int, words: Words) -> tuple[str, ...]:
    """Return in the language of this catalogue what hosts judged and still counts; nothing, where nothing does."""
    marks = judged.marks()
    lines = []
    for fine, line in ((True, _KEPT), (False, _LEFT_OUT)):
        texts, sites = marks[Kind.TEXT, fine], marks[Kind.SITE, fine]
        what = [filled(words, _TEXTS, {"count": len(texts)})] if texts else []
        if sites:
            names = ", ".join(sites[:NAMED]) + (" …" if len(sites) > NAMED else "")
            what.append(filled(words, _SITES, {"count": len(sites), "names": escaped(names)}))
        if what:
            lines.append(words.gettext(line).format(what=", ".join(what)))
    return (filled(words, _JUDGED, {"count": days}), *lines) if lines else ()


def describe(settings: RuleSettings, words: Words) -> tuple[str, ...]:
    """Return the settings in the language of this catalogue: a line a rule, then what holds for all of them."""
    gettext, escalation, burst = words.gettext, settings.escalation, settings.burst
    action = gettext(ACTIONS[escalation.up_to])
    firmer = filled(words, _ESCALATION, {"count": escalation.every, "action": action})
    people = filled(words, _PEOPLE, {"count": burst.people})
    accounts = filled(words, _ACCOUNTS, {"count": burst.newcomers})
    alarm = gettext(_ALARM).format(people=people, newcomers=accounts)
    return (*(_line(rule, settings, words) for rule in Rule), firmer, alarm, gettext(_EXEMPT))


def _line(rule: Rule, settings: RuleSettings, words: Words) -> str:
    chosen = getattr(settings, rule)
    name = words.gettext(NAMES[rule])
    action = words.gettext(ACTIONS[chosen.action])
    if chosen.action is Action.OFF:
        return f"**{name}** — {action}"
    numbers = {field: getattr(chosen, field) for field in chosen.__slots__}
    numbers["listed"] = len(settings.blocklist.words) + len(settings.blocklist.domains)
    *others, last = (filled(words, text, {"count": numbers.get(field, 0)}) for text, field in _SEEN[rule])
    seen = words.gettext(_OR).format(first=", ".join(others), last=last) if others else last
    return f"**{name}** — {seen} → {action}"
