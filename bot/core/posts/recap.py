"""The summary as a short post in the room: as many quotes as fit one message, each linked to what was said."""

from bot.core.base.post import MAX_TEXT, Post
from bot.core.base.words import Words
from bot.core.record.summary import Quoted, Section, Summary
from bot.core.text.showing.posts import name, quoted

SIZES = ((3, 220, 200), (2, 180, 160), (1, 180, 140), (1, 100, 100), (0, 0, 60))
"""What to try, most generous first: quotes per question, characters per quote, characters per question."""


def recap(summary: Summary, words: Words, before: int | None = None) -> Post:
    """Return the post that follows the close; the fullest form that fits the platform's limit.

    `before` is the number of answers that the first summary rested on, where this is its revision.
    """
    end = [coverage(summary, words)] if before is None else [coverage(summary, words), _revised(summary, before, words)]
    for quotes, quote_length, question_length in SIZES:
        blocks = [_block(section, quotes, quote_length, question_length, words) for section in summary.sections]
        text = "\n".join([_title(summary, words), *blocks, *end])
        if len(text) <= MAX_TEXT:
            return Post(text)
    return Post("\n".join([_title(summary, words), *end]))


def _revised(summary: Summary, before: int, words: Words) -> str:
    """Return the line that says what changed since the close."""
    more = summary.answers - before
    if more > 0:
        text = words.ngettext("{count} late answer came in.", "{count} late answers came in.", more).format(count=more)
    elif more < 0:
        text = words.ngettext("{count} answer was taken back.", "{count} answers were taken back.", -more).format(
            count=-more
        )
    else:
        text = words.gettext("Some answers were changed.")
    return "-# " + words.gettext("Revised: {change}").format(change=text)


def coverage(summary: Summary, words: Words) -> str:
    """Return the line that says what the summary rests on."""
    if not summary.answers:
        return words.gettext("Nobody answered this time.")
    read = words.ngettext(
        "{answers} of {answers} answer read", "{answers} of {answers} answers read", summary.answers
    ).format(answers=summary.answers)
    quoted = words.ngettext(
        "{quoted} quoted from {people} person", "{quoted} quoted from {people} people", summary.quoted_people
    ).format(quoted=summary.quoted, people=summary.quoted_people)
    return f"{read}, {quoted}."


def _title(summary: Summary, words: Words) -> str:
    return "## " + words.gettext("Summary: {title}").format(title=summary.head.title)


def _block(section: Section, quotes: int, quote_length: int, question_length: int, words: Words) -> str:
    label = words.gettext("Q{number}").format(number=section.question.number)
    if section.question.link:
        label = f"[{label}]({section.question.link})"
    count = words.ngettext("{count} answer", "{count} answers", section.answers).format(count=section.answers)
    lines = [f"**{label}** {quoted(section.question.text, question_length)} ({count})"]
    shown = [quote for quote in section.quotes if not quote.hides]
    return "\n".join([*lines, *(_quote(quote, quote_length, words) for quote in shown[:quotes])])


def _quote(quote: Quoted, length: int, words: Words) -> str:
    said = words.gettext("“{text}”").format(text=quoted(quote.text, length))
    return f"> {said} — [{name(quote.entry.contribution.author.name)}]({quote.entry.link})"
