"""What is kept of a member, for them to take along: as a page, as JSON, and their answers as a post of their own."""

import json
import re
from collections.abc import Iterable, Sequence

from bot.adapters.export.html import frame
from bot.adapters.export.html.markup import escaped
from bot.adapters.export.wording import Wording
from bot.app.ports.own_words import KeptOfChat, KeptOfMember
from bot.core.base.choices import Choice
from bot.core.base.words import Words
from bot.core.record.transcript import Transcript
from bot.core.text.markers import without_marker
from bot.core.text.showing.plain import Plain
from bot.design import style_of

FORMATS = ("html", "json")
"""The formats of what they said in each chat."""

MENTION = re.compile(r"<@!?\d{1,20}>")
"""How Discord writes a member's mention."""


def as_json(kept: Sequence[KeptOfMember]) -> str:
    """Return it as JSON; what was said is in files of its own."""
    return json.dumps({"schema": 1, "servers": list(map(_member, kept))}, ensure_ascii=False, indent=2) + "\n"


def _member(kept: KeptOfMember) -> dict[str, object]:
    return {
        "server": str(kept.guild),
        "person": str(kept.person),
        "choices": {
            "quotes": kept.choice.quotes,
            "named": kept.choice.named,
            "recorded": kept.choice.unrecorded_from is None,
            "findable": kept.choice.findable,
        },
        "chats": list(map(_chat, kept.chats)),
        "reminders": [{"channel": str(channel), "session": session or None} for channel, session in kept.reminders],
        "suggestions": [{"text": text, "state": state} for text, state in kept.suggestions],
        "notices": list(kept.notices),
    }


def _chat(chat: KeptOfChat) -> dict[str, object]:
    return {
        "number": chat.number,
        "title": chat.title,
        "messages": chat.messages,
        "files": chat.files,
        "reactions": [{"message": str(message), "emoji": emoji} for message, emoji in chat.reactions],
        "cases": [
            {"rule": rule, "at": at.isoformat(), "text": text, "measures": list(measures)}
            for rule, at, text, measures in chat.cases
        ],
        "told": list(chat.told),
        "waiting": [{"question": question, "text": text} for question, text in chat.waiting],
    }


def as_html(kept: Sequence[KeptOfMember], words: Words) -> str:
    """Return it as a page, with links to what was said in each chat."""
    gettext = words.gettext
    title = gettext("What the bot keeps about you")
    language = gettext("en")  # the code of the language that these words are in
    page = frame.beginning(title, language=language, style=style_of("words", "paper"))
    parts = [f"{page}<body>\n<main>\n<h1>{escaped(title)}</h1>\n"]
    for member in kept:
        server = gettext("server {id}").format(id=member.guild)
        parts.append(f"<h2>{escaped(server)}</h2>\n{_list(map(escaped, _choices(member.choice, words)))}")
        for chat in member.chats:
            link = f'<a href="chat-{chat.number}/what-i-said.html">{escaped(gettext("What you said"))}</a>'
            parts.append(f"<h3>{chat.number} · {escaped(Plain(Wording(words)).title(chat.title))}</h3>\n")
            parts.append(_list([link, *map(escaped, _lines(chat, words))]))
        parts.append(_titled(gettext("Suggested questions"), (text for text, _ in member.suggestions)))
        parts.append(_titled(gettext("Messages that the bot has yet to send you"), member.notices))
        reminders = (f"#{channel}" for channel, _ in member.reminders)
        parts.append(_titled(gettext("Reminders"), reminders))
    return "".join([*parts, "</main>\n</body>\n</html>\n"])


def _choices(choice: Choice, words: Words) -> Iterable[str]:
    gettext = words.gettext
    yield gettext("Quotes: on") if choice.quotes else gettext("Quotes: off")
    names = {
        None: gettext("Name: on this server only"),
        True: gettext("Name: everywhere"),
        False: gettext("Name: pseudonym"),
    }
    yield names[choice.named]
    yield gettext("Recording: on") if choice.unrecorded_from is None else gettext("Recording: off")
    yield gettext("On the organisers' list: yes") if choice.findable else gettext("On the organisers' list: no")


def _lines(chat: KeptOfChat, words: Words) -> Iterable[str]:
    if chat.reactions:
        yield f"{words.gettext('Reactions')}: {' '.join(emoji for _, emoji in chat.reactions)}"
    for rule, at, text, measures in chat.cases:
        done = ", ".join(measures)
        yield f"{words.gettext('Moderation')}, {at:%Y-%m-%d}: {rule} ({done}). {text}"
    for line in chat.told:
        yield f"{words.gettext('You told the hosts')}: {line}"
    for question, text in chat.waiting:
        label = words.gettext("Q{number}").format(number=question)
        yield f"{words.gettext('Answer that hosts have not decided on yet')}, {label}: {text}"


def _titled(title: str, lines: Iterable[str]) -> str:
    shown = [escaped(line) for line in lines]
    return f"<h3>{escaped(title)}</h3>\n{_list(shown)}" if shown else ""


def _list(items: Iterable[str]) -> str:
    return "<ul>\n" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>\n"


async def answers(record: Transcript, words: Words) -> str:
    """Return somebody's answers, each below its question, with the hashtag and links to where they were given.

    What they wrote is theirs, marks and all: it stays as they typed it, but for the number that filed it, and for
    mentions: elsewhere they would be numbers, and whoever is mentioned did not agree to be named there.
    """
    head, somebody = record.head, words.gettext("someone")
    parts = [f"# {Plain(Wording(words)).title(head.title)}", f"#{head.hashtag}" if head.hashtag else ""]
    for asked in record.questions:
        said = [entry async for entry in record.answers(asked.number)]
        if said:
            parts.append(f"## {words.gettext('Q{number}').format(number=asked.number)}: {asked.text}")
        for entry in said:
            link = f"[{words.gettext('in the chat')}]({entry.link})" if entry.link else ""
            text = MENTION.sub(somebody, without_marker(entry.contribution.text))
            parts.append("\n\n".join(filter(None, (text, link))))
    return "\n\n".join(filter(None, parts)) + "\n"
