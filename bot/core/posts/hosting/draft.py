"""The card with which hosts work on the recap: until when they can, what they decided so far, and buttons."""

from collections import Counter
from collections.abc import Mapping

from bot.core.base.post import Action, Post, stamp
from bot.core.base.words import N_, Words
from bot.core.session.landed import Stand
from bot.core.session.recap_state import Mark, RecapState
from bot.core.session.timetable import publishes_at
from bot.core.text.showing.posts import quoted

MARKS: Mapping[Mark, str] = {
    Mark.LINE: N_("Line of the night"),
    Mark.TAKEAWAY: N_("Takeaway"),
    Mark.NEXT_STEP: N_("Next step"),
    Mark.OPEN_QUESTION: N_("Open question"),
}
"""What people call the marks."""


def draft_card(stand: Stand, words: Words) -> Post:
    """Return the card of a session's recap, as it stands."""
    session, recap = stand.session, stand.session.recap
    head = words.gettext("**Session {number}: {title}**").format(
        number=session.number, title=session.pack.title.in_language(session.pack.language)
    )
    lines = [head, _state(stand, words), *_decided(recap, words)]
    how = words.gettext(
        "*Use in the recap…* in a message's menu features or marks it. What you change shows here in a few seconds."
    )
    return Post("\n".join([*lines, f"-# {how}"]), actions=_actions(session.number, recap, words), quiet=True)


def _state(stand: Stand, words: Words) -> str:
    session, recap = stand.session, stand.session.recap
    if not recap.published:
        text = words.gettext("The recap is a draft. It goes out {time} by itself, or when one of you publishes it.")
        return text.format(time=stamp(publishes_at(session), "R"))
    text = words.gettext("The recap is published: revision {number}. What you change makes the next one.")
    post = stand.summary()
    link = [] if post is None else [session.room.link(post)]
    return " ".join([text.format(number=recap.revision), *link])


def _decided(recap: RecapState, words: Words) -> list[str]:
    """Return what hosts have decided: the lead, and how many of the rest."""
    lead = words.gettext("Lead: “{text}”").format(text=quoted(recap.lead, len(recap.lead))) if recap.lead else ""
    counts = Counter(recap.marks.values())
    parts = [f"{words.gettext(name)}: {counts[mark]}" for mark, name in MARKS.items() if counts[mark]]
    if recap.headlines:
        numbers = ", ".join(words.gettext("Q{number}").format(number=number) for number in sorted(recap.headlines))
        parts.append(words.gettext("Lines: {questions}").format(questions=numbers))
    if recap.dropped:
        parts.append(words.gettext("Not quoted: {count}").format(count=len(recap.dropped)))
    return [each for each in (lead, " · ".join(parts)) if each]


def _actions(number: int, recap: RecapState, words: Words) -> tuple[Action, ...]:
    publish = [] if recap.published else [Action(words.gettext("Publish"), f"recap:publish:{number}")]
    return (
        *publish,
        Action(words.gettext("Write the lead"), f"recap:lead:{number}"),
        Action(words.gettext("A line for a question"), f"recap:lines:{number}"),
        Action(words.gettext("Change quotes"), f"recap:quotes:{number}"),
        Action(words.gettext("Whole recap"), f"recap:whole:{number}"),
    )
