"""The settings in words, as they are shown before they are saved."""

from bot.core.moderation.settings import Action, Settings
from bot.core.moderation.verdict import Rule
from bot.core.words import N_, Words

NAMES = {
    Rule.FLOOD: N_("Pace"),
    Rule.COPY_PASTE: N_("Copies"),
    Rule.SELF_PROMOTION: N_("Self-promotion"),
    Rule.LINK_DUMP: N_("Bare links"),
    Rule.CANNED: N_("Stock phrases"),
    Rule.MENTIONS: N_("Pings"),
    Rule.BLOCKLIST: N_("Blocklist"),
}
"""What people call the rules."""

ACTIONS = {
    Action.OFF: N_("off"),
    Action.LEAVE_OUT: N_("left out of the summary"),
    Action.FLAG: N_("shown to the hosts"),
    Action.NOTICE: N_("the member is told privately"),
    Action.HOLD: N_("held until a host decides"),
}
"""What follows, in words."""

_SEEN = {
    Rule.FLOOD: N_("more than {per_minute} messages a minute, or {per_question} to one question"),
    Rule.COPY_PASTE: N_("one text more than {times} × from one person, or from {people} people"),
    Rule.SELF_PROMOTION: N_(
        "own pages or products pushed, invites, shortened links, one site in more than {same_site} messages"
    ),
    Rule.LINK_DUMP: N_("more than {links} links, or links with fewer than {words} words of one's own"),
    Rule.CANNED: N_("greetings, congratulations, emoji alone"),
    Rule.MENTIONS: N_("pings to everybody, to more than {people} people, or more than {in_ten_minutes} in ten minutes"),
    Rule.BLOCKLIST: N_("words and domains on this server's list ({count})"),
}
_RELATED = N_(
    "more than {links} links, or links with fewer than {words} words of one's own or with words foreign to the talk"
)
_ESCALATION = N_("After every {every} messages that came to notice, one step firmer, up to: {action}.")
_EXEMPT = N_("Hosts and the links of the reading list are exempt.")


def describe(settings: Settings, words: Words) -> tuple[str, ...]:
    """Return the settings in the language of this catalogue: a line a rule, then what holds for all of them."""
    gettext = words.gettext
    escalation = settings.escalation
    firmer = gettext(_ESCALATION).format(every=escalation.every, action=gettext(ACTIONS[escalation.up_to]))
    return (*(_line(rule, settings, words) for rule in Rule), firmer, gettext(_EXEMPT))


def _line(rule: Rule, settings: Settings, words: Words) -> str:
    chosen = getattr(settings, rule)
    name, action = words.gettext(NAMES[rule]), words.gettext(ACTIONS[chosen.action])
    if chosen.action is Action.OFF:
        return f"**{name}** — {action}"
    seen = words.gettext(_RELATED if rule is Rule.LINK_DUMP and settings.link_dump.related else _SEEN[rule])
    count = len(settings.blocklist.words) + len(settings.blocklist.domains)
    numbers = {field: getattr(chosen, field) for field in chosen.__slots__}
    return f"**{name}** — {seen.format_map(numbers | {'count': count})} → {action}"
