"""How a pack reads: its title, its hosts, its readings, and into how many posts its questions fit."""

from bot.core.base.limits import MAX_TEXT
from bot.core.base.words import Words
from bot.core.script.pack import AnswersMode, HostRole, Pack, Question, Reading

ROOM_FOR_LABELS = 60
"""Characters that one question's number and its readings' marks may add to their texts."""


def title_of(reading: Reading, language: str) -> str:
    """Return what to call a reading: its title, else its link."""
    return reading.title.in_language(language) if reading.title else reading.url or ""


def titled(pack: Pack) -> str:
    """Return the chat's title as a heading, with its hashtag."""
    tag = f" · #{pack.hashtag}" if pack.hashtag else ""
    return f"# {pack.title.in_language(pack.language)}{tag}"


def reading_line(reading: Reading, language: str) -> str:
    """Return one bullet: the title (a link where one is known), then author and outlet."""
    title = title_of(reading, language)
    linked = f"[{title}](<{reading.url}>)" if reading.url else title
    source = ", ".join(part for part in (reading.author, reading.outlet) if part)
    return f"- {linked} — {source}" if source else f"- {linked}"


def host_line(pack: Pack, words: Words) -> str:
    """Return who runs the chat, with organisations: "Moderator: … · Co-hosts: …"; empty without hosts."""
    by_role = []
    for role in HostRole:
        names = [f"{h.name} ({h.organisation})" if h.organisation else h.name for h in pack.hosts if h.role is role]
        if not names:
            continue
        if role is HostRole.MODERATOR:
            label = words.ngettext("Moderator: {names}", "Moderators: {names}", len(names))
        else:
            label = words.ngettext("Co-host: {names}", "Co-hosts: {names}", len(names))
        by_role.append(label.format(names=", ".join(names)))
    return " · ".join(by_role)


def how_to_answer(pack: Pack, words: Words) -> str:
    """Return the sentence that says where answers are given."""
    if pack.reviewed:
        return words.gettext("Answer with the button below each question: hosts read it first, then I post it for you.")
    if pack.answers is AnswersMode.CHANNEL:
        return words.gettext("Answer here: begin with A1, A2 … or reply to the question.")
    return words.gettext("Each question has its own thread: answer there, or here beginning with A1, A2 …")


def parts(pack: Pack) -> list[range]:
    """Return which questions (numbers) each post after the first shows; no question is cut in two."""
    chunks: list[range] = []
    used = MAX_TEXT
    for number, question in enumerate(pack.questions, 1):
        size = _size(question, pack.language)
        if used + size > MAX_TEXT:
            chunks.append(range(number, number))
            used = 0
        used += size
        chunks[-1] = range(chunks[-1].start, number + 1)
    return chunks


def _size(question: Question, language: str) -> int:
    """Return at most how many characters a question takes in the preview."""
    readings = sum(len(reading_line(reading, language)) + 1 for reading in question.readings)
    return len(question.ask.in_language(language)) + readings + ROOM_FOR_LABELS
