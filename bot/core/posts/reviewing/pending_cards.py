"""What is said about pending answers: their cards on the desk, the approved answer itself, words to its author."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.base.errors import filled
from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Action, Post
from bot.core.base.words import N_, NN_, Words
from bot.core.session.pending import PendingAnswer
from bot.core.session.state import PendingStage, PendingState, Session
from bot.core.text.showing.posts import name, quoted

PREFIX = "answer"
"""What the ids of the buttons and forms begin with."""

LONGEST_REASON = 100
LONGEST_QUOTE = 300

DECIDED: Mapping[PendingStage, str] = {
    PendingStage.APPROVED: N_("Approved."),
    PendingStage.WITHDRAWN: N_("Approved."),
    PendingStage.SET_ASIDE: N_("Set aside."),
    PendingStage.LAPSED: N_("No host decided about this answer in time, so it was not posted."),
}
"""What became of a pending answer, as its card says it."""


def answer_button(session: Session, number: int, words: Words) -> Action:
    """Return the button on a question's card with which an answer is sent."""
    return Action(words.gettext("Answer"), f"{PREFIX}:give:{session.number}:{number}")


def pending_card(session: Session, answer: PendingAnswer, words: Words) -> Post:
    """Return the card: to which question, from whom (or from how many), what a rule says, the words, buttons.

    Once a host has decided, only that is left: the words are in the room then, or nowhere.
    """
    state = session.pending[answer.id]
    question = words.gettext("Q{number}").format(number=answer.question)
    head = words.gettext("**An answer to {question}** · {who}").format(
        question=question, who=_who(answer, state, words)
    )
    if state.stage is not PendingStage.WAITING:
        done = words.gettext(DECIDED[state.stage])
        return Post(f"{head}\n<@{state.by}>: {done}" if state.by else f"{head}\n{done}", quiet=True)
    whole = f">>> {answer.text}"  # all of it, whatever else has to go: what a host approves, a host has seen
    reason = f"⚠️ {quoted(answer.reason, LONGEST_REASON)}" if answer.reason else ""
    lines = [head, reason, whole] if len(head) + len(reason) + len(whole) + 2 <= MAX_TEXT else [head, whole]
    actions = (
        Action(words.gettext("Approve"), f"{PREFIX}:approve:{answer.id}"),
        Action(words.gettext("Set aside"), f"{PREFIX}:aside:{answer.id}"),
    )
    return Post("\n".join(filter(None, lines)), actions=actions, quiet=True)


def _who(answer: PendingAnswer, state: PendingState, words: Words) -> str:
    if not state.others:
        return name(answer.name)
    return filled(words, NN_("{count} person", "{count} people"), {"count": 1 + len(state.others)})


def answer_post(author: str, text: str) -> Post:
    """Return an approved answer as it stands in the room."""
    return Post(f"**{name(author)}:** {text}", quiet=True)


def outcome(session: Session, lead: int, answer: PendingAnswer, place: int, words: Words) -> Post:
    """Return the private word to an author: what became of their answer. `lead` is the answer whose card it was on.

    `place` is the channel in which answers to its question stand.
    """
    state = session.pending[lead]
    title = session.pack.title.in_language(session.pack.language)
    question = words.gettext("Q{number}").format(number=answer.question)
    if state.stage is PendingStage.SET_ASIDE:
        text = words.gettext(
            "The hosts of “{title}” decided not to post your answer to {question}. It is not kept either. You can "
            "send another one with the button below the question."
        )
    elif state.stage is PendingStage.LAPSED:
        text = words.gettext(
            "The record of “{title}” closed before a host decided about your answer to {question}. It is "
            "neither posted nor kept."
        )
    elif answer.id != lead:
        text = words.gettext(
            "Somebody answered {question} of “{title}” in the very same words before you. A host approved that answer; "
            "it is posted once, under their name, in <#{place}>."
        )
    else:  # its words are in the room
        answer = replace(answer, text="")
        text = words.gettext(
            "A host of “{title}” approved your answer to {question}; it is in <#{place}>. To change or "
            "remove it, choose *Edit my answer* in its menu."
        )
    said = text.format(title=title, question=question, place=place)
    quote = f"\n> {quoted(answer.text, LONGEST_QUOTE)}" if answer.text else ""
    return Post(f"{said}{quote}")
