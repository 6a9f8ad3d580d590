"""The card with which hosts work on the recap: until when they can, what they decided so far, and buttons."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.core.base.contribution import Contribution
from bot.core.base.errors import Refused
from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Action, Post, stamp
from bot.core.base.words import N_, Words
from bot.core.record.summary import Quoted
from bot.core.record.wording.lines import MARK, Proposal
from bot.core.requests.rights import OUTDATED, numeral
from bot.core.session.recap_state import Choice, Mark, RecapState, Use
from bot.core.session.state import Session
from bot.core.session.timetable import publishes_at
from bot.core.text.showing.posts import name, quoted

EXCERPT = 200
MOST_TIED = 5

MARKS: Mapping[Use | Mark, str] = {
    Mark.LINE: N_("Line of the night"),
    Mark.TAKEAWAY: N_("Takeaway"),
    Mark.NEXT_STEP: N_("Next step"),
    Mark.OPEN_QUESTION: N_("Open question"),
}
"""What people call the marks."""

USES: Mapping[Use | Mark, str] = {
    Use.FEATURE: N_("Featured: quoted in any case"),
    **MARKS,
    Use.DROP: N_("Not quoted"),
}
"""What a message can be used as, in the order in which it is offered."""

OFF = "no "
"""What the value of a choice begins with that takes something back."""


def draft_card(session: Session, words: Words, proposals: Sequence[Proposal] = (), tied: Sequence[Quoted] = ()) -> Post:
    """Return the card of a session's recap, as it stands, with the lines that a language model proposed.

    `tied` are the answers to which as many people reacted: one of them may be the line of the night.
    """
    recap = session.recap
    head = words.gettext("**Session {number}: {title}**").format(
        number=session.number, title=session.pack.title.in_language(session.pack.language)
    )
    lines = [head, _state(session, words), *_decided(recap, words), *_tie(recap, tied, words)]
    how = words.gettext(
        "To feature or mark a message, choose *Use in the recap…* in its menu. What you change shows here in seconds."
    )
    shown = "\n".join([*lines, *proposed_lines(session, proposals, words), f"-# {how}"])
    offers = [Action(words.gettext("Lines by the model"), f"recap:offers:{session.number}")] if proposals else []
    actions = (*_actions(session.number, recap, words), *offers)
    return Post(shown if len(shown) <= MAX_TEXT else "\n".join([*lines, f"-# {how}"]), actions=actions, quiet=True)


def _tie(recap: RecapState, tied: Sequence[Quoted], words: Words) -> list[str]:
    """Return which answers a line of the night can be chosen from, where as many people reacted to each."""
    if not tied or Mark.LINE in recap.marks.values():
        return []
    count = tied[0].reactors
    text = words.ngettext(
        "{count} person reacted to each of these: {names}. *Use in the recap…* makes one the line of the night.",
        "{count} people reacted to each of these: {names}. *Use in the recap…* makes one the line of the night.",
        count,
    )
    names = ", ".join(f"[{name(each.entry.contribution.author.name)}]({each.entry.link})" for each in tied[:MOST_TIED])
    return [text.format(count=count, names=names)]


def proposed_lines(session: Session, proposals: Sequence[Proposal], words: Words, *, rests: bool = False) -> list[str]:
    """Return what a language model proposed and which of it hosts accepted; with `rests`, on whose words it rests."""
    if not proposals:
        return []
    head = words.gettext("Drafted by a language model. Only what one of you accepts is published:")
    accepted = words.gettext("✅ accepted")
    rows = []
    for each in proposals:
        said = words.gettext("{label}: “{text}”").format(
            label=_label(each.number, words), text=quoted(each.text, len(each.text))
        )
        sources = ", ".join(f"[{name(source.name)}]({source.link})" for source in each.rests) if rests else ""
        state = accepted if _is_used(session, each) else ""
        rows.append(" · ".join(filter(None, [f"{MARK} {said}", sources, state])))
    return [head, *rows]


def offers(session: Session, proposals: Sequence[Proposal], words: Words) -> list[tuple[str, str]]:
    """Return what can be done about a model's lines, with the value of each choice; what is accepted can be undone."""
    use, off = words.gettext("Accept: {line}"), words.gettext("Take back: {use}")
    choices = []
    for each in proposals:
        line = words.gettext("{label}: “{text}”").format(label=_label(each.number, words), text=each.text)
        value = f"{each.number or 0} {each.key}"
        is_used = _is_used(session, each)
        choices.append((off.format(use=line), f"{OFF}{value}") if is_used else (use.format(line=line), value))
    return choices


def offer_of(value: str) -> tuple[int | None, str | None]:
    """Return the question (None: the lead) and the line that a value of the menu accepts, or no line."""
    number, _, key = value.removeprefix(OFF).partition(" ")
    return numeral(number) or None, None if value.startswith(OFF) else key


def _is_used(session: Session, proposal: Proposal) -> bool:
    return session.recap.used.get(proposal.number) == proposal.key


def _label(number: int | None, words: Words) -> str:
    return words.gettext("Lead") if number is None else words.gettext("Q{number}").format(number=number)


def _state(session: Session, words: Words) -> str:
    recap = session.recap
    if not recap.published:
        text = words.gettext("The recap is a draft. It goes out {time} by itself, or when one of you publishes it.")
        return text.format(time=stamp(publishes_at(session), "R"))
    text = words.gettext("The recap is published: revision {number}. What you change makes the next one.")
    return text.format(number=recap.revision)


def _decided(recap: RecapState, words: Words) -> list[str]:
    """Return what hosts have decided: the lead, and how many of the rest."""
    lead = words.gettext("Lead: “{text}”").format(text=quoted(recap.lead, len(recap.lead))) if recap.lead else ""
    after = next_worded(recap, words) if recap.next else ""
    counts: Counter[Use | Mark] = Counter(recap.marks.values())
    parts = [f"{words.gettext(name)}: {counts[mark]}" for mark, name in MARKS.items() if counts[mark]]
    if recap.headlines:
        numbers = ", ".join(words.gettext("Q{number}").format(number=number) for number in sorted(recap.headlines))
        parts.append(words.gettext("Lines: {questions}").format(questions=numbers))
    if recap.dropped:
        parts.append(words.gettext("Not quoted: {count}").format(count=len(recap.dropped)))
    return [each for each in (lead, after, " · ".join(parts)) if each]


def _actions(number: int, recap: RecapState, words: Words) -> tuple[Action, ...]:
    publish = [] if recap.published else [Action(words.gettext("Publish"), f"recap:publish:{number}")]
    return (
        *publish,
        Action(words.gettext("Write the lead"), f"recap:lead:{number}"),
        Action(words.gettext("A line for a question"), f"recap:lines:{number}"),
        Action(words.gettext("The next chat"), f"recap:next:{number}"),
        Action(words.gettext("Change quotes"), f"recap:quotes:{number}"),
        Action(words.gettext("Whole recap"), f"recap:whole:{number}"),
    )


def text_for(session: Session, question: int | None, proposals: Sequence[Proposal], words: Words) -> str:
    """Return what the form for the lead, or for a question's line, holds: the hosts' words, or a proposal."""
    recap = session.recap
    own = recap.lead if question is None else recap.headlines.get(question, "")
    drafted = next((each.text for each in proposals if each.number == question), "")
    return own or drafted or (proposed_lead(session, words) if question is None else "")


def proposed_lead(session: Session, words: Words) -> str:
    """Return what the form for the lead holds where nobody has worded one: what code can say for sure."""
    count = session.recap.answers
    text = words.ngettext("{count} answer on “{title}”.", "{count} answers on “{title}”.", count)
    return text.format(count=count, title=session.pack.title.in_language(session.pack.language))


def next_for(session: Session) -> str:
    """Return what the form for the next chat holds: what hosts wrote, or the pack's own words."""
    pack = session.pack
    return session.recap.next or (pack.next.in_language(pack.language) if pack.next else "")


def next_worded(recap: RecapState, words: Words) -> str:
    """Return what a host is told who has said what comes next."""
    if not recap.next:
        return words.gettext("The next chat: what the pack says.")
    return words.gettext("The next chat: “{text}”").format(text=quoted(recap.next, len(recap.next)))


def worded(session: Session, question: int | None, words: Words) -> str:
    """Return what a host is told who has worded the lead, or a question's line."""
    recap = session.recap
    text = recap.lead if question is None else recap.headlines.get(question, "")
    label = _label(question, words)
    if question in recap.used:
        return words.gettext("{label}: the model's line is accepted.").format(label=label)
    if not text:
        return words.gettext("{label}: taken away.").format(label=label)
    return words.gettext("{label}: “{text}”").format(label=label, text=quoted(text, len(text)))


def quote_label(said: Contribution, question: int | None, words: Words) -> str:
    """Return how a quote is named in a menu; without its question it is one that hosts took out."""
    mark = words.gettext("Not quoted") if question is None else words.gettext("Q{number}").format(number=question)
    return f"{mark} · {said.author.name}: {' '.join(said.text.split())}"


def choices(session: Session, message: int, words: Words) -> list[tuple[str, str]]:
    """Return what a message can be used as, with the value of each; what it is used as already can be taken back."""
    now = _uses(session, message)
    off = words.gettext("Take back: {use}")
    return [
        (off.format(use=words.gettext(label)), f"{OFF}{use}") if use in now else (words.gettext(label), str(use))
        for use, label in USES.items()
    ]


def choice_of(value: str) -> Choice:
    """Return the choice that a value of the menu stands for; refuse what is none."""
    use = next((use for use in USES if use == value.removeprefix(OFF)), None)
    if use is None:
        raise Refused(OUTDATED)
    return Choice(use, on=not value.startswith(OFF))


def used_as(session: Session, said: Contribution, words: Words) -> str:
    """Return a message and how the recap uses it."""
    uses = [words.gettext(label) for use, label in USES.items() if use in _uses(session, said.id)]
    how = ", ".join(uses) or words.gettext("quoted if it says most")
    line = words.gettext("**{name}**: “{text}”").format(name=name(said.author.name), text=quoted(said.text, EXCERPT))
    return "\n".join([line, words.gettext("In the recap: {uses}.").format(uses=how)])


def _uses(session: Session, message: int) -> set[Use | Mark]:
    ruling = session.rulings.get(message)
    recap = session.recap
    uses: set[Use | Mark] = {recap.marks[message]} if message in recap.marks else set()
    if ruling and ruling.featured:
        uses.add(Use.FEATURE)
    if message in recap.dropped:
        uses.add(Use.DROP)
    return uses
