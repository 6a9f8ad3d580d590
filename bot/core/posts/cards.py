"""What question cards, quiet lines and the closing look like: text in Discord's dialect, in the session's language.

The question itself is in the message's content, not in an embed: so it can be searched, quoted and read aloud.
"""

from bot.core.base.limits import MAX_LABEL
from bot.core.base.post import LinkButton, Post, stamp
from bot.core.base.words import Words
from bot.core.posts.phrases import place_of, recap_comes, time_of
from bot.core.posts.reviewing.pending_cards import answer_button
from bot.core.script.pack import AnswersMode
from bot.core.script.pack_text import reading_line, title_of
from bot.core.session.landed import Stand
from bot.core.session.state import Phase, Session, Stretch
from bot.core.session.timetable import closes_at, part_ends, remaining
from bot.core.text.shorten import shortened

MAX_LINK_BUTTONS = 5


def question_card(stand: Stand, number: int, words: Words) -> Post:
    """Return the card of question `number`: its place, its end, the question, its readings, how to answer."""
    session = stand.session
    question = session.question(number)
    language = session.pack.language
    head = f"**{place_of(session, number, words)}**"
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
    """Return the line in a question's thread when the next one is asked."""
    current = stand.session.current
    assert current is not None
    text = words.gettext("We are at {question} now. You can still answer this one.")
    return _line(text.format(question=stand.link(current, words)))


def paused(session: Session, words: Words) -> Post:
    """Return the line that says that the clock is stopped."""
    return _line(words.gettext("We are taking a short break. Keep answering; the next question waits."))


def resumed(session: Session, words: Words) -> Post:
    """Return the line that says that the clock is running again."""
    step = remaining(session)[0]
    time = time_of(session.pack, step.due)
    if step.number is None:
        return _line(words.gettext("The chat goes on and ends at {time}.").format(time=time))
    label = words.gettext("Q{number}").format(number=step.number)
    return _line(words.gettext("The chat goes on: {question} at {time}.").format(question=label, time=time))


def off_record(session: Session, stretch: Stretch, words: Words) -> Post:
    """Return the line that says what is not recorded, and until when."""
    head = words.gettext("**Off the record** until a host ends it.")
    if stretch.until is not None:
        head = words.gettext("**Off the record** until {time}.").format(time=time_of(session.pack, stretch.until))
    what = words.gettext("Nothing written in this thread is recorded.")
    if not stretch.thread:
        what = words.gettext("Nothing written in this channel and its threads is recorded.")
    rules = words.gettext("If a message breaks a rule, hosts get a link to it; its words are not kept.")
    return _line(f"{head} {what} {rules}")


def on_record(words: Words) -> Post:
    """Return the line that says that what is said is recorded again."""
    return _line(words.gettext("**Back on the record.** What is written from now on is recorded again."))


def extended(session: Session, words: Words) -> Post:
    """Return the line that says until when the running part goes on."""
    if session.phase is Phase.PAUSED:
        return _line(words.gettext("There will be more time after the break."))
    text = words.gettext("More time: this part now lasts until {time}.")
    return _line(text.format(time=_part_ends(session)))


def end_moved(session: Session, words: Words) -> Post:
    """Return the line that says when the chat closes, where its end was moved."""
    text = words.gettext("The end has moved: the chat now ends at {time}.")
    return _line(text.format(time=time_of(session.pack, closes_at(session))))


def cancelled(session: Session, words: Words) -> Post:
    """Return the line that calls an announced chat off."""
    return _line(words.gettext("The chat “{title}” is called off.").format(title=_title(session)))


def moved(session: Session, words: Words) -> Post:
    """Return the line that says when an announced chat opens instead."""
    assert session.opens_at is not None
    text = words.gettext("The chat “{title}” now opens {time}.")
    return _line(text.format(title=_title(session), time=stamp(session.opens_at, "F")))


def repeated(stand: Stand, number: int, words: Words) -> Post:
    """Return the line that points at a question once more."""
    text = words.gettext("Still on: {question} {text}")
    return _line(text.format(question=stand.link(number, words), text=stand.session.text_of(number)))


def closing(stand: Stand, answers: int, words: Words) -> Post:
    """Return the post that ends the hour and says how long late answers are taken."""
    session = stand.session
    assert session.closed_at is not None
    if answers:
        thanks = words.gettext("That was “{title}”. Thank you for your answers, and for reading!")
    else:
        thanks = words.gettext("That was “{title}”. Thank you for reading!")
    late = words.gettext("Late answers are welcome until {time}.")
    until = stamp(session.closed_at + session.pack.timing.archive, "F")
    lines = [thanks.format(title=_title(session)), f"{recap_comes(session, words)} {late.format(time=until)}"]
    return Post("\n".join(lines))


def _tag(session: Session) -> list[str]:
    return [f"#{session.pack.hashtag}"] if session.pack.hashtag else []


def _title(session: Session) -> str:
    return session.pack.title.in_language(session.pack.language)


def _line(text: str) -> Post:
    return Post(text, quiet=True)


def _part_ends(session: Session) -> str:
    return time_of(session.pack, part_ends(session))


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
