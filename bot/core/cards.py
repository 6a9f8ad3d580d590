"""What question cards, quiet lines and the closing look like: text in Discord's dialect, in the session's language.

The question itself is in the message's content, not in an embed: so it can be searched, quoted and read aloud.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.draft_cards import answer_button
from bot.core.effects import Effect, EffectKind
from bot.core.pack import AnswersMode
from bot.core.phrases import reading_line, shortened, stamp, time_of, title_of
from bot.core.post import MAX_LABEL, LinkButton, Post
from bot.core.session import Phase, Session
from bot.core.words import Words

MAX_LINK_BUTTONS = 5


@dataclass(frozen=True, slots=True)
class Stand:
    """A session and where its effects landed (message id by effect): all that a post's look depends on."""

    session: Session
    landed: Mapping[Effect, int]

    def card(self, number: int) -> int | None:
        """Return the message id of the card of question `number`, if it is in the room."""
        return self._of(EffectKind.QUESTION, number)

    def has_thread(self, number: int) -> bool:
        """Return whether the card of question `number` has a thread."""
        return self._of(EffectKind.THREAD, number) is not None

    def welcome(self) -> int | None:
        """Return the message id of the welcome, which is also the live board."""
        return self._of(EffectKind.WELCOME)

    def closing(self) -> int | None:
        """Return the message id of the closing post."""
        return self._of(EffectKind.CLOSING)

    def preview(self) -> int | None:
        """Return the message id of the first post of the preview."""
        return self._of(EffectKind.PREVIEW, 0)

    def summary(self) -> int | None:
        """Return the message id of the summary."""
        return self._of(EffectKind.SUMMARY)

    def event(self) -> int | None:
        """Return the id of the platform's scheduled event."""
        return self._of(EffectKind.EVENT)

    def answer(self, draft: int) -> int | None:
        """Return the id of the message that shows an approved draft."""
        return self._of(EffectKind.ANSWER, draft)

    def answers(self) -> dict[int, int]:
        """Return the drafts that are shown in the room, by message id."""
        return {
            message: effect.number
            for effect, message in self.landed.items()
            if effect.kind is EffectKind.ANSWER and effect.number is not None
        }

    def place_of_answers(self, number: int) -> int:
        """Return the channel in which answers to question `number` stand: its thread, or the room's own."""
        card = self.card(number)
        return card if card is not None and self.has_thread(number) else self.session.room.channel

    def cards(self) -> dict[int, int]:
        """Return the message ids of all question cards, by question number."""
        return {
            effect.number: message
            for effect, message in self.landed.items()
            if effect.kind is EffectKind.QUESTION and effect.number is not None
        }

    def link(self, number: int, words: Words) -> str:
        """Return "Q3" in the session's language, linked to the card if that is in the room."""
        label = words.gettext("Q{number}").format(number=number)
        card = self.card(number)
        return label if card is None else f"[{label}]({self.session.room.link(card)})"

    def _of(self, kind: EffectKind, number: int | None = None) -> int | None:
        found = (m for e, m in self.landed.items() if e.kind is kind and e.number == number)
        return next(found, None)


def question_card(stand: Stand, number: int, words: Words) -> Post:
    """Return the card of question `number`: its place, its end, the question, its readings, how to answer."""
    session = stand.session
    question = session.question(number)
    language = session.pack.language
    head = words.gettext("**Q{number} of {total}**").format(number=number, total=len(session.questions))
    lines = [" · ".join([head, *_tag(session), *_time_line(stand, number, words)]), f"## {session.text_of(number)}"]
    if question.readings:
        lines += [words.gettext("Reading:"), *(reading_line(reading, language) for reading in question.readings)]
    if number == session.current and session.is_running:
        lines.append(_how_to_answer(stand, number, words))
    buttons = tuple(
        LinkButton(shortened(title_of(reading, language), MAX_LABEL), reading.url)
        for reading in question.readings
        if reading.url
    )
    takes = session.is_reviewed(number) and session.phase not in (Phase.ARCHIVED, Phase.ROOM_GONE)
    actions = (answer_button(session, number, words),) if takes else ()
    return Post("\n".join(lines), buttons[:MAX_LINK_BUTTONS], actions)


def thread_name(stand: Stand, number: int, words: Words) -> str:
    """Return the name of a question's thread, within the platform's 100 characters."""
    label = words.gettext("Q{number}").format(number=number)
    return shortened(f"{label} · {stand.session.text_of(number)}", 100)


def moved_on(stand: Stand, words: Words) -> Post:
    """Return the one quiet line in a question's thread when the next one is asked."""
    current = stand.session.current
    assert current is not None
    text = words.gettext("{question} is here now. You can still answer this one.")
    return Post(text.format(question=stand.link(current, words)), quiet=True)


def line(stand: Stand, kind: EffectKind, words: Words) -> Post:
    """Return the one-line post of a pause, a resumption, more time, another opening, a repetition, a cancellation."""
    session = stand.session
    match kind:
        case EffectKind.PAUSED:
            text = words.gettext("The clock is stopped for a moment. Keep answering; the next question waits.")
        case EffectKind.RESUMED:
            text = words.gettext("The clock is running again. Next up: {time}.").format(time=_part_ends(session))
        case EffectKind.EXTENDED:
            text = _more_time(session, words)
        case EffectKind.CANCELLED:
            text = words.gettext("The chat “{title}” is called off.").format(title=_title(session))
        case EffectKind.MOVED:
            assert session.opens_at is not None
            text = words.gettext("The chat “{title}” now opens {time}.").format(
                title=_title(session), time=stamp(session.opens_at, "F")
            )
        case EffectKind.REPEATED:
            assert session.current is not None
            text = words.gettext("Still on: {question} {text}").format(
                question=stand.link(session.current, words), text=session.text_of(session.current)
            )
        case _:
            raise ValueError(kind)
    return Post(text, quiet=True)


def closing(stand: Stand, words: Words) -> Post:
    """Return the post that ends the hour and says how long late answers are taken."""
    session = stand.session
    assert session.closed_at is not None
    thanks = words.gettext("That was “{title}”. Thank you for your answers, and for reading along!")
    late = words.gettext("The summary follows. Late answers are welcome until {time}.")
    until = stamp(session.closed_at + session.pack.timing.archive, "F")
    return Post(f"{thanks.format(title=_title(session))}\n{late.format(time=until)}")


def _tag(session: Session) -> list[str]:
    return [f"#{session.pack.hashtag}"] if session.pack.hashtag else []


def _title(session: Session) -> str:
    return session.pack.title.in_language(session.pack.language)


def _more_time(session: Session, words: Words) -> str:
    if session.phase is Phase.PAUSED:
        return words.gettext("There will be more time once the clock is running again.")
    return words.gettext("More time: this part now goes on until {time}.").format(time=_part_ends(session))


def _part_ends(session: Session) -> str:
    return time_of(session.pack, session.part_ends)


def _time_line(stand: Stand, number: int, words: Words) -> list[str]:
    """Return until when the question runs, or where the talk went from here."""
    session = stand.session
    if number != session.current:
        following = _asked_after(session, number)
        return [words.gettext("next: {question}").format(question=stand.link(following, words))] if following else []
    if session.phase is Phase.OPEN:
        return [words.gettext("until {time}").format(time=_part_ends(session))]
    return [words.gettext("paused")] if session.phase is Phase.PAUSED else []


def _asked_after(session: Session, number: int) -> int | None:
    order = [asking.number for asking in session.asked]
    place = order.index(number) + 1
    return order[place] if place < len(order) else None


def _how_to_answer(stand: Stand, number: int, words: Words) -> str:
    if stand.session.is_reviewed(number):
        return "-# " + words.gettext("Press the button: a host reads your answer, then I post it under your name.")
    prefix = words.gettext("A{number}").format(number=number)
    if stand.session.pack.answers is AnswersMode.CHANNEL or number in stand.session.threadless:
        return "-# " + words.gettext("Answer here: begin with {prefix}, or reply to this message.").format(
            prefix=prefix
        )
    return "-# " + words.gettext("Answer in the thread below, or here beginning with {prefix}.").format(prefix=prefix)
