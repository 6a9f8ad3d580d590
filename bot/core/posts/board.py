"""The welcome, which is also the live board: how to take part, the question now, time left, answers so far."""

from collections.abc import Mapping

from bot.core.base.post import MAX_TEXT, Post, stamp
from bot.core.base.words import Words
from bot.core.posts import reminders
from bot.core.posts.phrases import rehearsal_mark, time_of
from bot.core.script.pack_text import host_line, how_to_answer, titled
from bot.core.session.landed import Stand
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import closes_at, next_step
from bot.core.text.shorten import shortened


def board(stand: Stand, answers: Mapping[int, int], words: Words) -> Post:
    """Return the board as it should look now; `answers` counts answers by question number."""
    session = stand.session
    parts = [*rehearsal_mark(session, words), titled(session.pack)]
    if not session.is_over:
        parts += [host_line(session.pack, words), _how_to_take_part(session, words)]
    parts += [*_now(stand, words), *_so_far(stand, answers, words)]
    text = shortened("\n".join(part for part in parts if part), MAX_TEXT)
    return Post(text, actions=() if session.is_over else reminders.offer(session, words, standing=True))


def _how_to_take_part(session: Session, words: Words) -> str:
    late = words.gettext("Late answers count, too. Reading along is taking part.")
    record = words.gettext(
        "Answers are recorded and summarised. Edit or delete your message and the record follows; "
        "*Leave out of the record* in its menu keeps it out."
    )
    lines = [how_to_answer(session.pack, words), late, record]
    return "\n".join(f"- {text}" for text in lines)


def _now(stand: Stand, words: Words) -> list[str]:
    session = stand.session
    if session.is_over:
        return [words.gettext("**The chat is over.** Thank you!")]
    lines = []
    if session.current is not None:
        now = words.gettext("**Now: {question} of {total}** — {text}")
        question = stand.link(session.current, words)
        text = shortened(session.text_of(session.current), 300)
        lines.append(now.format(question=question, total=len(session.questions), text=text))
    return [*lines, _next(session, words)]


def _next(session: Session, words: Words) -> str:
    if session.phase is Phase.PAUSED:
        return words.gettext("The clock is stopped for a moment.")
    step = next_step(session)
    assert step is not None
    ends = words.gettext("The chat ends {time}.").format(time=time_of(session.pack, closes_at(session)))
    if step.number is None:
        return ends
    label = words.gettext("Q{number}").format(number=step.number)
    return words.gettext("{question} comes {time}.").format(question=label, time=stamp(step.due, "R")) + " " + ends


def _so_far(stand: Stand, answers: Mapping[int, int], words: Words) -> list[str]:
    if not stand.session.asked:
        return []
    total = sum(answers.values())
    count = words.ngettext("{count} answer so far", "{count} answers so far", total).format(count=total)
    links = [f"{stand.link(a.number, words)} ({answers.get(a.number, 0)})" for a in stand.session.asked]
    return [f"{count}: " + " · ".join(links)]
