"""Phrases that several posts share: times, titles, readings, who runs the chat, how to answer."""

from datetime import datetime

from bot.core.pack import AnswersMode, HostRole, Pack, Reading
from bot.core.session import Session
from bot.core.words import Words


def stamp(instant: datetime, style: str = "t") -> str:
    """Return Discord's mark for an instant, which everybody sees in their own zone.

    Styles: t short time, f date and time, F the same with the weekday, R relative (developer documentation, "Message
    Formatting").
    """
    return f"<t:{int(instant.timestamp())}:{style}>"


def time_of(pack: Pack, instant: datetime) -> str:
    """Return the mark for when something in a chat happens: the time of day, in slow chats with its date."""
    return stamp(instant, "f" if pack.is_slow else "t")


def title_of(reading: Reading, language: str) -> str:
    """Return what to call a reading: its title, else its link."""
    return reading.title.in_language(language) if reading.title else reading.url or ""


def titled(pack: Pack) -> str:
    """Return the chat's title as a heading, with its hashtag."""
    tag = f" · #{pack.hashtag}" if pack.hashtag else ""
    return f"# {pack.title.in_language(pack.language)}{tag}"


def rehearsal_mark(session: Session, words: Words) -> list[str]:
    """Return the line that marks a rehearsal, if the session is one."""
    return ["-# " + words.gettext("This is a rehearsal.")] if session.rehearsal else []


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
        return words.gettext("Answer with the button below each question: hosts read first, then I post it for you.")
    if pack.answers is AnswersMode.CHANNEL:
        return words.gettext("Answer here: begin with A1, A2 … or reply to the question.")
    return words.gettext("Each question has its own thread: answer there, or here beginning with A1, A2 …")
