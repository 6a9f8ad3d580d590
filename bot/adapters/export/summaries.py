"""The summary as a file: Markdown, JSON or plain text, from the one model in `core/summary.py`."""

import json
from collections.abc import Callable, Mapping

from bot.adapters.export.markdown.text import MarkdownText, attached, escaped, line
from bot.adapters.export.wording import Wording
from bot.core.base.words import Words
from bot.core.posts.recap import ANSWERS, coverage
from bot.core.record.filing import When
from bot.core.record.summary import Quoted, Section, Summary
from bot.core.record.transcript import Entry
from bot.core.text.cleaning import one_line
from bot.core.text.own import with_hidden
from bot.core.text.showing.plain import Plain, wrapped

SCHEMA = 1
WIDTH = 80


def markdown(summary: Summary, words: Words) -> str:
    """Return the summary as Markdown; every quote links to the message it is from."""
    wording = Wording(words, summary.head)
    title, said = Plain(wording).title, MarkdownText(wording, hides=True)
    heading = words.gettext("Summary: {title}").format(title=escaped(title(summary.head.title)))
    lines = [f"# {heading}", "", _about(summary, words), ""]
    for section in summary.sections:
        label = wording.number(section.question.number)
        lines += [f"## {label}: {escaped(title(section.question.text))}", "", _figures(section, words), ""]
        for quote in section.quotes:
            by = _by(quote, _linked(quote.entry, wording), words)
            lines += [attached("> ", _lead(quote) + said.message(quote.shown)), ">", f"> — {by}", ""]
    links, people = words.gettext("Links shared"), words.gettext("Who took part")
    if summary.links:
        shared = (f"- <{link.url}> — {_linked(link.entry, wording)}" for link in summary.links)
        lines += [f"## {links}", "", *shared, ""]
    lines += [f"## {people}", "", line(", ".join(summary.people)) or words.gettext("Nobody."), ""]
    return "\n".join([*lines, f"*{coverage(summary, words, summary.quotes)}*", ""])


def text(summary: Summary, words: Words) -> str:
    """Return the summary as plain text, to be read or read aloud."""
    wording = Wording(words, summary.head)
    plain = Plain(wording, hides=True)
    title = words.gettext("Summary: {title}").format(title=plain.title(summary.head.title))
    lines = [title, "=" * len(title), "", _about(summary, words), ""]
    for section in summary.sections:
        label = wording.number(section.question.number)
        lines += [*wrapped(f"{label}: {plain.title(section.question.text)}", WIDTH), _figures(section, words), ""]
        for quote in section.quotes:
            lines += [f"  {row}" for row in plain.lines(_lead(quote) + quote.shown, WIDTH - 2)]
            lines += [f"    — {_by(quote, wording.name(quote.entry.contribution.author), words)}", ""]
    if summary.links:
        lines += [words.gettext("Links shared"), *(f"  {link.url}" for link in summary.links), ""]
    people = one_line(", ".join(summary.people)) or words.gettext("Nobody.")
    lines += [words.gettext("Who took part"), *wrapped(people, WIDTH), ""]
    return "\n".join([*lines, coverage(summary, words, summary.quotes), ""])


def data(summary: Summary, words: Words) -> str:
    """Return the summary as JSON; ids are strings, since they are larger than JavaScript's safe integers."""
    head = summary.head
    return json.dumps(
        {
            "schema": SCHEMA,
            "session": {"number": head.number, "title": head.title, "hashtag": head.hashtag, "language": head.language},
            "coverage": {
                "answers": summary.answers,
                "quoted": len(summary.quotes),
                "people_quoted": len({quote.entry.contribution.author.id for quote in summary.quotes}),
                "sentence": coverage(summary, words, summary.quotes),
            },
            "people": list(summary.people),
            "questions": [_section_data(section, words) for section in summary.sections],
            "links": [{"url": link.url, "by": link.entry.contribution.author.name} for link in summary.links],
        },
        ensure_ascii=False,
        indent=2,
    )


FORMATS: Mapping[str, Callable[[Summary, Words], str]] = {"md": markdown, "json": data, "txt": text}
"""The formats by name, which is also the file's ending."""


def _about(summary: Summary, words: Words) -> str:
    people = words.ngettext("{count} person took part.", "{count} people took part.", len(summary.people))
    return people.format(count=len(summary.people))


def _figures(section: Section, words: Words) -> str:
    if not section.answers:
        return words.gettext("Nobody answered this question.")
    answers = words.ngettext("{count} answer", "{count} answers", section.answers).format(count=section.answers)
    people = words.ngettext("{count} person", "{count} people", section.people).format(count=section.people)
    figures = words.gettext("{answers} from {people}").format(answers=answers, people=people)
    if section.late:
        figures += words.ngettext(", {count} of them late", ", {count} of them late", section.late).format(
            count=section.late
        )
    return f"{figures}."


def _by(quote: Quoted, name: str, words: Words) -> str:
    """Return who said it, given the name, with what is to be known about it."""
    marks = [words.gettext("featured")] if quote.entry.featured else []
    if quote.entry.filing.when is When.LATE:
        marks.append(words.gettext("late"))
    return f"{name} ({', '.join(marks)})" if marks else name


def _lead(quote: Quoted) -> str:
    """Return what shows that a quote answers the one before it."""
    return "" if quote.leans_on is None else f"{ANSWERS} "


def _linked(entry: Entry, wording: Wording) -> str:
    return f"[{line(wording.name(entry.contribution.author))}]({entry.link})"


def _section_data(section: Section, words: Words) -> dict[str, object]:
    return {
        "number": section.question.number,
        "text": section.question.text,
        "answers": section.answers,
        "people": section.people,
        "late": section.late,
        "quotes": [
            {
                "id": str(quote.entry.contribution.id),
                "author": quote.entry.contribution.author.name,
                "text": with_hidden(quote.text, f"[{words.gettext('spoiler')}]"),
                "whole": quote.whole,
                "answers": None if quote.leans_on is None else str(quote.leans_on),
                "featured": quote.entry.featured,
                "late": quote.entry.filing.when is When.LATE,
                "link": quote.entry.link,
            }
            for quote in section.quotes
        ],
    }
