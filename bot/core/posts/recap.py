"""The summary as a short post in the room: as many quotes as fit one message, each linked to what was said."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from bot.core.base.post import MAX_TEXT, Post
from bot.core.base.words import Words
from bot.core.record.revisions import Revision
from bot.core.record.summary import Quoted, Section, Summary
from bot.core.text.shorten import beginning
from bot.core.text.showing.posts import name, quoted


class Size(NamedTuple):
    """How much a post shows: quotes per question, characters of each, characters of a question, its link beside it."""

    quotes: int
    quote: int
    question: int
    linked: bool


SIZES = (
    Size(3, 280, 200, linked=True),
    Size(2, 200, 160, linked=True),
    Size(1, 165, 140, linked=True),
    Size(1, 165, 90, linked=False),
    Size(1, 120, 60, linked=False),
    Size(1, 90, 60, linked=False),
    Size(0, 0, 60, linked=True),
)
"""What to try, most generous first. No quote is cut inside a sentence: one too long leaves its place to another."""

ANSWERS = "↳"
"""What a quote begins with that answers the one before it."""


def recap(summary: Summary, words: Words, revision: Revision | None = None) -> Post:
    """Return the post that follows the close; the fullest form that fits the platform's limit.

    `revision` says what changed since it was first published, or since the revision before.
    """
    revised = [] if revision is None else [_revised(revision, words)]
    for size in SIZES:
        shown = {section.question.number: _fitting(section, size) for section in summary.sections}
        blocks = [_block(section, shown[section.question.number], size, words) for section in summary.sections]
        end = [coverage(summary, words, list(chain.from_iterable(shown.values()))), *revised]
        text = "\n".join([_title(summary, words), *blocks, *end])
        if len(text) <= MAX_TEXT:
            return Post(text)
    return Post("\n".join([_title(summary, words), coverage(summary, words, []), *revised]))


def _revised(revision: Revision, words: Words) -> str:
    """Return the line that says what changed since the revision before."""
    more, changes = revision.more, []
    if more > 0:
        text = words.ngettext("{count} late answer came in.", "{count} late answers came in.", more)
        changes.append(text.format(count=more))
    if more < 0:
        text = words.ngettext("{count} answer was taken out.", "{count} answers were taken out.", -more)
        changes.append(text.format(count=-more))
    if revision.by_hosts:
        changes.append(words.gettext("The hosts changed something."))
    label = words.gettext("Revision {number}: {change}")
    change = " ".join(changes) or words.gettext("Some answers were changed.")
    return "-# " + label.format(number=revision.number, change=change)


def coverage(summary: Summary, words: Words, quotes: Sequence[Quoted]) -> str:
    """Return the line that says what the summary rests on, and how much of it these quotes show."""
    if not summary.answers:
        return words.gettext("Nobody answered this time.")
    read = words.ngettext(
        "{answers} of {answers} answer read", "{answers} of {answers} answers read", summary.answers
    ).format(answers=summary.answers)
    said = {quote.entry.contribution.id: quote.entry.contribution.author.id for quote in quotes}
    people = len(set(said.values()))
    quoted = words.ngettext("{quoted} quoted from {people} person", "{quoted} quoted from {people} people", people)
    return f"{read}, {quoted.format(quoted=len(said), people=people)}."


def _title(summary: Summary, words: Words) -> str:
    return "## " + words.gettext("Summary: {title}").format(title=summary.head.title)


def _block(section: Section, quotes: Sequence[Quoted], size: Size, words: Words) -> str:
    label = words.gettext("Q{number}").format(number=section.question.number)
    if section.question.link and size.linked:
        label = f"[{label}]({section.question.link})"
    count = words.ngettext("{count} answer", "{count} answers", section.answers).format(count=section.answers)
    asked = quoted(beginning(section.question.text, size.question) or section.question.text, size.question)
    lines = [f"**{label}** {asked} ({count})", *(_quote(quote, size, words) for quote in quotes)]
    return "\n".join(lines)


def _fitting(section: Section, size: Size) -> list[Quoted]:
    """Return the first quotes that fit whole, one that leans on another only with that; else how the first begins."""
    shown: list[Quoted] = []
    open_to_all = [quote for quote in section.quotes if not quote.hides]
    for quote in open_to_all:
        is_there = quote.leans_on is None or quote.leans_on in [each.entry.contribution.id for each in shown]
        if len(shown) < size.quotes and is_there and len(_said(quote)) <= size.quote:
            shown.append(quote)
    begun = [quote for quote in open_to_all if quote.leans_on is None and beginning(_said(quote), size.quote)]
    return shown or begun[: size.quotes]


def _quote(quote: Quoted, size: Size, words: Words) -> str:
    said = beginning(_said(quote), size.quote) or ""
    lead = "" if quote.leans_on is None else f"{ANSWERS} "
    shown = words.gettext("“{text}”").format(text=quoted(said, len(said)))
    return f"> {lead}{shown} — [{name(quote.entry.contribution.author.name)}]({quote.entry.link})"


def _said(quote: Quoted) -> str:
    return " ".join(quote.shown.split())
