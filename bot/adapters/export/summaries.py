"""The summary as a file: Markdown, JSON or plain text, from the one model in `core/summary.py`."""

import json
import textwrap
from collections.abc import Callable, Mapping

from bot.core.base.words import Words
from bot.core.posts.recap import ANSWERS, coverage
from bot.core.record.filing import When
from bot.core.record.summary import Quoted, Section, SharedLink, Summary

SCHEMA = 1
WIDTH = 80


def markdown(summary: Summary, words: Words) -> str:
    """Return the summary as Markdown; every quote links to the message it is from."""
    title = words.gettext("Summary: {title}").format(title=_plain(summary.head.title))
    lines = [f"# {title}", "", _about(summary, words), ""]
    for section in summary.sections:
        label = words.gettext("Q{number}").format(number=section.question.number)
        lines += [f"## {label}: {_plain(section.question.text)}", "", _figures(section, words), ""]
        for quote in section.quotes:
            lines += [f"> {_lead(quote)}{_plain(_one_line(quote.shown))}", ">", f"> — {_by(quote, words, _linked)}", ""]
    links, people = words.gettext("Links shared"), words.gettext("Who took part")
    if summary.links:
        lines += [f"## {links}", "", *(_link(link) for link in summary.links), ""]
    lines += [f"## {people}", "", _plain(", ".join(summary.people)) or words.gettext("Nobody."), ""]
    return "\n".join([*lines, f"*{coverage(summary, words, summary.quotes)}*", ""])


def text(summary: Summary, words: Words) -> str:
    """Return the summary as plain text, to be read or read aloud."""
    title = words.gettext("Summary: {title}").format(title=summary.head.title)
    lines = [title, "=" * len(title), "", _about(summary, words), ""]
    for section in summary.sections:
        label = words.gettext("Q{number}").format(number=section.question.number)
        lines += [*textwrap.wrap(f"{label}: {section.question.text}", WIDTH), _figures(section, words), ""]
        for quote in section.quotes:
            said = _lead(quote) + words.gettext("“{text}”").format(text=_one_line(quote.shown))
            lines += textwrap.wrap(said, WIDTH, initial_indent="  ", subsequent_indent="  ")
            lines += [f"    — {_by(quote, words, _named)}", ""]
    if summary.links:
        lines += [words.gettext("Links shared"), *(f"  {link.url}" for link in summary.links), ""]
    people = ", ".join(summary.people) or words.gettext("Nobody.")
    lines += [words.gettext("Who took part"), *textwrap.wrap(people, WIDTH), ""]
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
            "questions": [_section_data(section) for section in summary.sections],
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


def _by(quote: Quoted, words: Words, name: Callable[[Quoted], str]) -> str:
    marks = [words.gettext("featured")] if quote.entry.featured else []
    if quote.entry.filing.when is When.LATE:
        marks.append(words.gettext("late"))
    return f"{name(quote)} ({', '.join(marks)})" if marks else name(quote)


def _lead(quote: Quoted) -> str:
    """Return what shows that a quote answers the one before it."""
    return "" if quote.leans_on is None else f"{ANSWERS} "


def _linked(quote: Quoted) -> str:
    return f"[{_plain(quote.entry.contribution.author.name)}]({quote.entry.link})"


def _named(quote: Quoted) -> str:
    return quote.entry.contribution.author.name


def _link(link: SharedLink) -> str:
    return f"- <{link.url}> — [{_plain(link.entry.contribution.author.name)}]({link.entry.link})"


def _section_data(section: Section) -> dict[str, object]:
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
                "text": quote.text,
                "whole": quote.whole,
                "answers": None if quote.leans_on is None else str(quote.leans_on),
                "featured": quote.entry.featured,
                "late": quote.entry.filing.when is When.LATE,
                "link": quote.entry.link,
            }
            for quote in section.quotes
        ],
    }


def _one_line(said: str) -> str:
    return " ".join(said.split())


def _plain(said: str) -> str:
    """Return text in which nothing is taken for Markdown that would break the page's structure."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~" else sign for sign in said)
