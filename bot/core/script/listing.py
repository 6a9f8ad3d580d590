"""A pack in one line of a list."""

from bot.core.base.post import stamp
from bot.core.base.words import Words
from bot.core.script.pack import Pack


def pack_line(pack: Pack, words: Words) -> str:
    """Return a pack's name, title, number of questions and length, and its time if it has one."""
    minutes = round(pack.length.total_seconds() / 60)
    questions = words.ngettext("{count} question", "{count} questions", len(pack.questions))
    parts = [
        f"**{pack.name}** — {pack.title.in_language(pack.language)}",
        questions.format(count=len(pack.questions)),
        words.gettext("{minutes} min").format(minutes=minutes),
    ]
    if pack.schedule:
        parts.append(stamp(pack.schedule.start, "F"))
    return " · ".join(parts)


def faulty_pack_line(name: str, words: Words) -> str:
    """Return the line of a pack that cannot be played as it is."""
    return "⚠️ " + words.gettext("**{name}** has errors; `tchat check` lists them.").format(name=name)
