"""How long a server keeps what is about people, in words: for hosts who decide it, and for members."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.core.base.post import stamp
from bot.core.base.retention import Keep, Retention
from bot.core.base.words import Words

ENDED: Mapping[Keep, Callable[[Words, int], str]] = {
    Keep.RECORD: lambda words, n: words.ngettext("the messages of {count} chat", "the messages of {count} chats", n),
    Keep.ATTACHMENTS: lambda words, n: words.ngettext("{count} file", "{count} files", n),
    Keep.CASES: lambda words, n: words.ngettext(
        "the words of {count} moderation case", "the words of {count} moderation cases", n
    ),
    Keep.SUGGESTIONS: lambda words, n: words.ngettext("{count} suggestion", "{count} suggestions", n),
}
"""What hosts are told of, each with how many there were."""


def table(retention: Retention, words: Words) -> list[str]:
    """Return how long each thing is kept, line by line."""
    months = words.ngettext("{count} month", "{count} months", retention.record).format(count=retention.record)
    record = words.gettext(
        "**What is written in a chat** (hosts and organisers see it): {time} from its end. After that only "
        "numbers stay (such as how many answers), and the quotes in the published recap."
    )
    files = words.gettext("**Files:** {time}; after that the record only says that there was one.")
    cases = words.gettext("**Text of moderation cases and of answers that hosts have not decided on yet:** {time}.")
    suggestions = words.gettext(
        "**Suggested questions:** {time} after hosts have decided, a year if they do not. One that was asked is "
        "kept with its chat."
    )
    return [
        record.format(time=months),
        files.format(time=_days(retention.attachments, words)),
        cases.format(time=_days(retention.cases, words)),
        suggestions.format(time=_days(retention.suggestions, words)),
        words.gettext(
            "**Reminders:** until you switch them off or the chat is over. **Links to chats' web pages:** "
            "a year at most; sign-ins there 12 hours. **Backups:** a week. **Your choices:** until you change them."
        ),
    ]


def after_removal(words: Words) -> str:
    """Return what hosts should know of the time after the bot was removed."""
    return words.gettext(
        "-# If I am removed from this server, I keep all of it for 30 days, in case I come back; then it is erased. "
        "Until then links from /tchat archive work, and whoever runs me can make the files for you."
    )


def begins(retention: Retention, since: datetime, words: Words) -> str:
    """Return what tells hosts, after an upgrade, how long things are kept and since when that holds."""
    text = words.gettext(
        "From {time} on, I delete every night whatever is older than the times below. Fetch what you need before "
        "then, or change the times with /tchat settings privacy."
    )
    lines = [text.format(time=stamp(since, "D")), *table(retention, words)]
    return "\n".join(lines)


def ended(counts: Mapping[Keep, int], words: Words) -> str:
    """Return the line that tells hosts what was kept long enough and is deleted now."""
    parts = [say(words, counts[keep]).format(count=counts[keep]) for keep, say in ENDED.items() if counts.get(keep)]
    text = words.gettext(
        "-# Deleted, because their time was over: {what}. How long things are kept: /tchat settings privacy."
    )
    return text.format(what=", ".join(parts))


def _days(count: int, words: Words) -> str:
    return words.ngettext("{count} day", "{count} days", count).format(count=count)
