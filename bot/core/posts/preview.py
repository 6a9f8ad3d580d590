"""The preview: what is announced before a chat, in as many posts as the platform's length limit asks for."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Post, TextFile, stamp
from bot.core.base.words import Words
from bot.core.posts import reminders
from bot.core.posts.phrases import time_of
from bot.core.script.pack import Pack
from bot.core.script.pack_text import host_line, how_to_answer, parts, reading_line, titled
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import ends_at
from bot.core.text.shorten import shortened


def post(pack: Pack, number: int, opens_at: datetime | None, words: Words) -> Post:
    """Return post `number` of the preview: 0 the introduction, the others the questions with their readings.

    `opens_at` is None where no time is set yet.
    """
    text = _introduction(pack, opens_at, words) if number == 0 else _questions(pack, parts(pack)[number - 1], words)
    return Post(shortened(text, MAX_TEXT))


def announcement(session: Session, part: int, calendar: str, words: Words) -> Post:
    """Return post `part` of the preview of a chat as it stands by now; `calendar` is the file that goes with the first.

    A chat that was called off keeps its introduction, struck through, so that nobody who finds it comes in vain.
    """
    script = session.script
    if part:
        return Post(shortened(_questions(script, session.preview[part - 1], words), MAX_TEXT))
    file = TextFile(f"session-{session.number}.ics", calendar)
    if session.phase is Phase.CANCELLED and session.opens_at:
        return Post(shortened(_called_off(script, session.opens_at, words), MAX_TEXT), files=(file,))
    text = shortened(_introduction(script, session.opens_at, words), MAX_TEXT)
    return Post(text, actions=reminders.offer(session, words, standing=False), files=(file,))


def posts(pack: Pack, words: Words) -> list[Post]:
    """Return the whole preview of a pack for which no time is set, as a host looks at it."""
    return [post(pack, number, None, words) for number in range(1 + len(parts(pack)))]


def _introduction(pack: Pack, opens_at: datetime | None, words: Words) -> str:
    lines = [titled(pack)]
    if pack.by:
        lines.append(words.gettext("-# Preview by {author}").format(author=pack.by))
    if pack.intro:
        lines.append(pack.intro.in_language(pack.language))
    if opens_at:
        lines.append(f"**{_when(pack, opens_at, words)}**")
    lines += [host_line(pack, words), how_to_answer(pack, words)]
    return "\n".join(text for text in lines if text)


def _called_off(pack: Pack, opens_at: datetime, words: Words) -> str:
    title = titled(pack).removeprefix("# ")
    return f"# ~~{title}~~\n**{words.gettext('Called off.')}**\n~~{_when(pack, opens_at, words)}~~"


def _when(pack: Pack, opens_at: datetime, words: Words) -> str:
    when = words.gettext("When: {start} until {end}")
    return when.format(start=stamp(opens_at, "F"), end=time_of(pack, ends_at(pack, opens_at)))


def _questions(pack: Pack, numbers: Iterable[int], words: Words) -> str:
    lines = []
    for number in numbers:
        if number == 1:
            lines.append("## " + words.gettext("Questions and recommended reading"))
        label = words.gettext("Q{number}").format(number=number)
        question = pack.questions[number - 1]
        lines.append(f"**{label}** {question.ask.in_language(pack.language)}")
        lines += [reading_line(reading, pack.language) for reading in question.readings]
    return "\n".join(lines)
