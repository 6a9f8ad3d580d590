"""The welcome, which is also the live board: how to take part, the question now, time left, answers so far."""

from collections.abc import Mapping

from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Post, stamp
from bot.core.base.retention import RETENTION
from bot.core.base.words import Words
from bot.core.posts import reminders
from bot.core.posts.phrases import place_of, recap_link, rehearsal_mark, time_of
from bot.core.script.pack_text import host_line, how_to_answer, titled
from bot.core.session.landed import Stand
from bot.core.session.state import Phase, Session, Stretch
from bot.core.session.timetable import closes_at, next_of_course
from bot.core.text.shorten import shortened

SHORTEST_INTRODUCTION = 80


def board(
    stand: Stand,
    answers: Mapping[int, int],
    words: Words,
    *,
    model: bool = False,
    months: int = RETENTION.record,
) -> Post:
    """Return the board as it should look now; `answers` counts answers by question number.

    `model` says that a language model is shown quotes, `months` is how long the record is kept.
    """
    session = stand.session
    head = [*rehearsal_mark(session, words), titled(session.pack)]
    rest = [] if session.is_over else [host_line(session.pack, words), _how_to_take_part(session, words, model, months)]
    rest += [*_now(stand, words), *_so_far(stand, answers, words)]
    taken = len("\n".join([*head, *rest]))
    parts = [*head, *_introduction(session, MAX_TEXT - taken - 1), *rest]
    text = shortened("\n".join(part for part in parts if part), MAX_TEXT)
    return Post(text, actions=() if session.is_over else reminders.offer(session, words, standing=True))


def _introduction(session: Session, longest: int) -> list[str]:
    """Return what the chat is about, where no preview said so, as far as what changes all the time leaves room."""
    intro = session.pack.intro
    if intro is None or session.announced or session.is_over or longest < SHORTEST_INTRODUCTION:
        return []
    return [shortened(intro.in_language(session.pack.language), longest)]


def _how_to_take_part(session: Session, words: Words, model: bool, months: int) -> str:
    late = words.gettext("Late answers count. Just reading is fine too.")
    record = words.ngettext(
        "Your messages, files and reactions here are recorded with your name; hosts and organisers can read them for "
        "{count} month. The recap quotes some answers and stays; people outside this server may get the "
        "answers, with pseudonyms instead of names. With `/mydata` you see, download and erase what is yours, and "
        "decide about quotes, name and recording.",
        "Your messages, files and reactions here are recorded with your name; hosts and organisers can read them for "
        "{count} months. The recap quotes some answers and stays; people outside this server may get the "
        "answers, with pseudonyms instead of names. With `/mydata` you see, download and erase what is yours, and "
        "decide about quotes, name and recording.",
        months,
    ).format(count=months)
    lines = [how_to_answer(session.pack, words), late, record]
    if model and session.pack.timing.publish:  # nobody could accept a line of a recap that is published at once
        drafts = words.gettext(
            "AI (a language model) gets quotes without names and drafts lines for the recap; hosts decide what is "
            "used. With *Do not quote me*, in `/mydata`, it gets none of yours."
        )
        lines.append(drafts)
    return "\n".join(f"- {text}" for text in lines)


def _now(stand: Stand, words: Words) -> list[str]:
    session = stand.session
    if session.phase is Phase.CANCELLED:
        return [words.gettext("**The chat is called off.**")]
    if session.is_over:
        return [words.gettext("**The chat is over.** Thank you!")]
    lines = []
    if session.current is not None:
        now = words.gettext("**Now: {question}** — {text}")
        label = words.gettext("Q{number}").format(number=session.current)
        place = place_of(session, session.current, words).replace(label, stand.link(session.current, words), 1)
        text = shortened(session.text_of(session.current), 300)
        lines.append(now.format(question=place, text=text))
    return [*lines, *(_off_record(stretch, session, words) for stretch in session.off_record), _next(session, words)]


def _off_record(stretch: Stretch, session: Session, words: Words) -> str:
    where = f"<#{stretch.thread}>"
    if not stretch.thread:
        where = words.gettext("{place} and its threads").format(place=f"<#{session.room.channel}>")
    if stretch.until is None:
        return words.gettext("**Off the record in {place}**: nothing written there is recorded.").format(place=where)
    text = words.gettext("**Off the record in {place} until {time}**: nothing written there is recorded.")
    return text.format(place=where, time=time_of(session.pack, stretch.until))


def _next(session: Session, words: Words) -> str:
    if session.phase is Phase.PAUSED:
        return words.gettext("We are taking a short break.")
    step = next_of_course(session)
    assert step is not None
    ends = time_of(session.pack, closes_at(session))
    if step.number is None:
        return words.gettext("The chat ends at {time}.").format(time=ends)
    label = words.gettext("Q{number}").format(number=step.number)
    text = words.gettext("{question} {soon} · ends at {time}")
    return text.format(question=label, soon=stamp(step.due, "R"), time=ends)


def _so_far(stand: Stand, answers: Mapping[int, int], words: Words) -> list[str]:
    session = stand.session
    if not session.asked or session.phase is Phase.CANCELLED:
        return []
    total = sum(answers.values())
    links = [(stand.link(asking.number, words), answers.get(asking.number, 0)) for asking in session.asked]
    if session.recap.is_made:  # says what the recap says, which does not count what was only "thanks"
        total = session.recap.answers
        count = words.ngettext("{count} answer", "{count} answers", total).format(count=total)
        return [f"{count}: " + " · ".join(link for link, _ in links), *recap_link(stand, words)]
    count = words.ngettext("{count} answer so far", "{count} answers so far", total).format(count=total)
    return [f"{count}: " + " · ".join(f"{link} ({number})" for link, number in links)]
