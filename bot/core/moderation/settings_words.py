"""The settings in words, as they are shown before they are saved."""

from bot.core.base.words import N_, Words
from bot.core.moderation.settings import Action, Rule, Settings

NAMES = {
    Rule.BLOCKLIST: N_("Blocklist"),
    Rule.SELF_PROMOTION: N_("Self-promotion"),
    Rule.COPY_PASTE: N_("Copies"),
    Rule.MENTIONS: N_("Pings"),
    Rule.LINK_DUMP: N_("Bare links"),
    Rule.FLOOD: N_("Pace"),
    Rule.CANNED: N_("Stock phrases"),
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
    Rule.BLOCKLIST: N_("words and domains on this server's list ({count})"),
    Rule.SELF_PROMOTION: N_(
        "own pages or products pushed, invites, shortened links, one site in more than {same_site} messages"
    ),
    Rule.COPY_PASTE: N_("one text more than {times} × from one person, or from {people} people"),
    Rule.MENTIONS: N_("pings to everybody, to more than {people} people, or more than {in_ten_minutes} in ten minutes"),
    Rule.LINK_DUMP: N_(
        "more than {links} links, or links with fewer than {words} words of one's own "
        "or with words that hardly anybody else used"
    ),
    Rule.FLOOD: N_("more than {per_minute} messages a minute, or {per_question} to one question"),
    Rule.CANNED: N_("greetings, congratulations, emoji alone"),
}
_ESCALATION = N_("After every {every} messages that came to notice, one step firmer, up to: {action}.")
_ALARM = N_("An alarm: {people} people with one text, or {newcomers} new accounts, within ten minutes.")
_EXEMPT = N_("Hosts and the links of the reading list are exempt.")


def describe(settings: Settings, words: Words) -> tuple[str, ...]:
    """Return the settings in the language of this catalogue: a line a rule, then what holds for all of them."""
    gettext, escalation, burst = words.gettext, settings.escalation, settings.burst
    firmer = gettext(_ESCALATION).format(every=escalation.every, action=gettext(ACTIONS[escalation.up_to]))
    alarm = gettext(_ALARM).format(people=burst.people, newcomers=burst.newcomers)
    return (*(_line(rule, settings, words) for rule in Rule), firmer, alarm, gettext(_EXEMPT))


def _line(rule: Rule, settings: Settings, words: Words) -> str:
    chosen = getattr(settings, rule)
    name, action = words.gettext(NAMES[rule]), words.gettext(ACTIONS[chosen.action])
    if chosen.action is Action.OFF:
        return f"**{name}** — {action}"
    count = len(settings.blocklist.words) + len(settings.blocklist.domains)
    numbers = {field: getattr(chosen, field) for field in chosen.__slots__}
    seen = words.gettext(_SEEN[rule]).format_map(numbers | {"count": count})
    return f"**{name}** — {seen} → {action}"
