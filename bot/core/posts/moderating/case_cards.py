"""What is said about cases: their cards on the host desk, and private words to the member."""

from collections.abc import Collection, Mapping, Sequence

from bot.core.base.errors import filled
from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Action, Post, TextFile
from bot.core.base.words import N_, NN_, Words
from bot.core.moderation.settings import Rule
from bot.core.moderation.settings_words import NAMES
from bot.core.session.cases import BURST, TOLD, Case
from bot.core.session.facts import Measure
from bot.core.session.state import CaseState, Session
from bot.core.text.showing.posts import as_typed, is_within, name, quoted

PREFIX, APPEAL = "case", "appeal"
READ = "read"
"""What stands in the id of a card's button, in the place of a measure, where hosts want to read all of it."""

LONGEST_QUOTE = 500
SIZES = ((LONGEST_QUOTE, 500), (300, 240), (150, 120), (80, 60), (40, 30))
"""What to try for a card, most generous first: characters of the message, characters of each reason."""
MOST_REASONS = 6

LONGEST_REPOST = 900

TITLES: Mapping[str, str] = {
    **{rule.value: name for rule, name in NAMES.items()},
    TOLD: N_("A member asks you to look"),
    BURST: N_("Many at once"),
}

DONE: Mapping[Measure, str] = {
    Measure.LEAVE_OUT: N_("Left out of the summary."),
    Measure.FLAG: N_("Left out of the summary until you decide."),
    Measure.NOTICE: N_("Left out of the summary; the member is told privately."),
    Measure.HOLD: N_("Hidden until you decide; the member is told privately."),
    Measure.TIME_OUT: N_("Timed out for 10 minutes."),
    Measure.FINE: N_("The message stays. What was done about it is undone."),
    Measure.REJECT: N_("Rejected: it stays out of the channel and the record."),
}
"""What was done, as the card and the log say it."""

LABELS: Mapping[Measure, str] = {
    Measure.FINE: N_("Keep"),
    Measure.LEAVE_OUT: N_("Leave out"),
    Measure.NOTICE: N_("Tell the member"),
    Measure.HOLD: N_("Hold"),
    Measure.REJECT: N_("Reject"),
    Measure.TIME_OUT: N_("Time out 10 min"),
}
"""What the buttons say."""

CHOICES = (Measure.FINE, Measure.LEAVE_OUT, Measure.NOTICE, Measure.HOLD, Measure.TIME_OUT)
WITHHELD = (Measure.FINE, Measure.REJECT, Measure.TIME_OUT)

UNDONE: Mapping[str, str] = {
    "notice": N_("They don't accept DMs; they are told when they next use one of my commands."),
    "remove": N_("I could not hide it; give me the permission Manage Messages."),
    "repost": N_("I could not bring it back into the channel."),
    "time-out": N_("I could not time them out; give me the permission Timeout Members and a role above theirs."),
}
"""What is said where a measure was refused, by the kind of its effect."""

OPENINGS: Mapping[tuple[str, bool], str] = {
    (TOLD, False): N_("A host of “{title}” asks you to take another look at your message in <#{channel}>."),
    (TOLD, True): N_("Your message in <#{channel}>, in “{title}”, is hidden until a host decides."),
    ("host", False): N_(
        "A host of “{title}” asks you to take another look at your message in <#{channel}>: **{rule}**."
    ),
    ("host", True): N_("Your message in <#{channel}>, in “{title}”, is hidden until a host decides. **{rule}**."),
    ("rule", False): N_(
        "This is automatic: your message in <#{channel}>, in “{title}”, matched a moderation rule: **{rule}**."
    ),
    ("rule", True): N_(
        "Your message in <#{channel}>, in “{title}”, is hidden until a host decides. This is automatic; it "
        "matched a moderation rule: **{rule}**."
    ),
}
"""How a word to a member begins: by who or what it was caused, and whether the message is hidden."""


def case_card(
    session: Session,
    case: Case,
    messages: Sequence[tuple[int, int]],
    refused: Collection[str],
    words: Words,
) -> Post:
    """Return a case's card: what, who, where and why, what was done, and buttons for what can be.

    `messages` are all messages of the case with their authors, `refused` the kinds of effects that the room refused.
    """
    state = session.cases[case.id]
    head = _head(session, case, messages, words)
    kept = case.reason.partition("\n")[0] or case.rule == BURST
    gone = [] if kept else [words.gettext("This text is no longer stored.")]
    done = _done(case, state, refused, words)

    def text(length: int, reason_length: int) -> str:
        about = [_quoted(case.text, length)] if case.text else gone
        return "\n".join([head, *about, *_reasons(case, reason_length, words), *done])

    length, reason_length = next(size for size in SIZES if len(text(*size)) <= MAX_TEXT)
    actions = _actions(case, state, words)
    if not _is_whole(case, length, reason_length):
        actions = (*actions, Action(words.gettext("Show the full message"), f"{PREFIX}:{READ}:{case.id}"))
    return Post(text(length, reason_length), actions=actions, quiet=True)


def whole_case(case: Case) -> list[str]:
    """Return all that a case is about, line by line: the message as it was typed, and every reason."""
    return [*as_typed(case.text), *filter(None, case.reason.split("\n"))]


def _done(case: Case, state: CaseState, refused: Collection[str], words: Words) -> list[str]:
    """Return what was done about a case and by whom, and what could not be done."""
    lines = []
    if case.rule == BURST:
        lines.append(_controls(words))
        lines += [f"<@{state.by}>: {words.gettext('Seen')}"] if state.by else []
    elif state.measure in DONE:
        done = words.gettext(DONE[state.measure])
        lines.append(f"<@{state.by}>: {done}" if state.by else done)
    return [*lines, *(f"⚠️ {words.gettext(UNDONE[kind])}" for kind in sorted(refused))]


def _reasons(case: Case, length: int, words: Words) -> list[str]:
    """Return why a case was opened, and the last of what members said about it."""
    first, *others = (quoted(reason, length) for reason in case.reason.split("\n"))
    left = len(others) - MOST_REASONS
    more = [words.ngettext("… and {count} more", "… and {count} more", left).format(count=left)] if left > 0 else []
    return [*filter(None, [first]), *more, *others[-MOST_REASONS:]]


def _is_whole(case: Case, length: int, reason_length: int) -> bool:
    """Return whether a card of these sizes shows all of a case."""
    reasons = case.reason.split("\n")
    parts = [(case.text, length), *((reason, reason_length) for reason in reasons)]
    return len(reasons) <= MOST_REASONS + 1 and all(is_within(text, limit) for text, limit in parts)


def word_to_member(session: Session, case: Case, state: CaseState, words: Words) -> Post:
    """Return the private word to the member: which rule, which words, what was done, how to mend it or to appeal."""
    title = session.pack.title.in_language(session.pack.language)
    if state.measure is Measure.FINE:
        text = words.gettext(
            "A host looked at your message in “{title}”: it is fine and stays. Anything done about it is undone. "
            "Sorry for the interruption!"
        )
        return Post("\n".join([text.format(title=title), *_quotation(case)]))
    opening = words.gettext(OPENINGS[_cause(case, state), bool(state.withheld)])
    rule = words.gettext(TITLES[case.rule])
    reason = "" if case.rule == TOLD else case.reason.partition("\n")[0]  # who told the hosts, and why, stays with them
    lines = [
        opening.format(title=title, channel=case.channel, rule=rule),
        *filter(None, [reason]),
        *_quotation(case),
        _what_now(state, words),
    ]
    return Post("\n".join(lines), actions=(appeal_button(case.id, words),))


def _cause(case: Case, state: CaseState) -> str:
    """Return why a member is told something: a member told the hosts, a host decided by a rule, or a rule did."""
    return TOLD if case.rule == TOLD else "host" if state.by else "rule"


def appeal_button(case: int, words: Words) -> Action:
    """Return the button with which a member asks the hosts to look again."""
    return Action(words.gettext("Ask a host to look"), f"{APPEAL}:{case}")


def repost(author: str, text: str) -> Post:
    """Return a message that is brought back into the room, under its author's name."""
    shown = f"**{name(author)}:** {text}"
    if len(shown) <= MAX_TEXT:
        return Post(shown, quiet=True)
    shown = f"**{name(author)}:** {quoted(text, LONGEST_REPOST)}"  # members can have longer messages than bots
    return Post(shown, files=(TextFile("message.txt", text),), quiet=True)


def _what_now(state: CaseState, words: Words) -> str:
    if state.withheld:
        return words.gettext("It comes back if a host keeps it. Nobody else was told.")
    return words.gettext(
        "It stays in the channel but is left out of the summary. You can edit or delete it. Nobody else was told."
    )


def _head(session: Session, case: Case, messages: Sequence[tuple[int, int]], words: Words) -> str:
    title = words.gettext(TITLES[case.rule])
    link = session.room.link(case.matter, case.channel)
    who = name(case.name)
    people = len({person for _, person in messages})
    if len(messages) < 2:
        return words.gettext("**{title}** · [{name}]({link})").format(title=title, name=who, link=link)
    count = filled(words, NN_("{count} message", "{count} messages"), {"count": len(messages)})
    if people > 1:
        others = filled(words, NN_("{count} person", "{count} people"), {"count": people})
        return words.gettext("**{title}** · [{name} and others]({link}) · {messages} from {people}").format(
            title=title, name=who, link=link, messages=count, people=others
        )
    return words.gettext("**{title}** · [{name}]({link}) · {messages}").format(
        title=title, name=who, link=link, messages=count
    )


def _controls(words: Words) -> str:
    return words.gettext(
        "Discord itself can help with slow mode (Edit Channel → Slowmode) and a higher verification level "
        "(Server Settings → Safety Setup)."
    )


def _quotation(case: Case) -> list[str]:
    """Return the message that a case is about, as a line; none where it is not kept any more, or had no words."""
    return [_quoted(case.text)] if case.text else []


def _quoted(text: str, length: int = LONGEST_QUOTE) -> str:
    return "> " + quoted(text, length)


def _actions(case: Case, state: CaseState, words: Words) -> tuple[Action, ...]:
    """Return what hosts can still do; once one has decided, only to undo it."""
    if state.measure in (Measure.FINE, Measure.REJECT):
        return ()
    if case.rule == BURST:
        return (_action(Measure.FINE, case, words.gettext("Seen")),)
    if state.by is not None and state.measure is not Measure.HOLD:
        return (_action(Measure.FINE, case, words.gettext("Undo")),)
    measures = WITHHELD if state.withheld else [each for each in CHOICES if not _is_done(each, state)]
    labels = {**LABELS, Measure.FINE: N_("Restore")} if state.withheld else LABELS
    return tuple(_action(measure, case, words.gettext(labels[measure])) for measure in measures)


def _is_done(measure: Measure, state: CaseState) -> bool:
    return measure is Measure.NOTICE and bool(state.told)


def _action(measure: Measure, case: Case, label: str) -> Action:
    return Action(label, f"{PREFIX}:{measure}:{case.id}", danger=measure in (Measure.HOLD, Measure.REJECT))


def rule_of(case: Case) -> Rule | None:
    """Return the rule by which a case was opened; None where it was a member's word, or many at once."""
    return Rule(case.rule) if case.rule in set(Rule) else None
