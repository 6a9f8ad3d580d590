"""The recap as a post in the room: what a phone reader wants in ten seconds, and where to read on.

One message: the lead, and per question a whole quote or an exchange. A second one follows only if there is more than
quotes to tell. What does not fit is left out in a fixed order, and nothing is cut inside a sentence.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from bot.core.base.limits import MAX_LABEL, MAX_TEXT
from bot.core.base.post import LinkButton, Post, stamp
from bot.core.base.words import Words
from bot.core.posts.recap import recap_words
from bot.core.record.article.parts import Form, Part, Unit
from bot.core.record.recap import Recap
from bot.core.record.revisions import Revision
from bot.core.record.summary import Quoted
from bot.core.text.cleaning import one_line
from bot.core.text.shorten import beginning, shortened
from bot.core.text.showing.posts import name, quoted

ANSWERS = "↳"
"""What a quote begins with that answers the one before it."""

MOST_BUTTONS = 25
"""Discord's limit for the buttons of a message (developer documentation, "Action Row")."""

LONGEST_LEAD = 400

UNITS = 6
"""How many quotes and exchanges are shown in all; each question has one of them at least."""


class Size(NamedTuple):
    """How much is shown: characters of a quote and of what it answers (0: none), the counts, the lead's sentences."""

    quote: int
    answered: int
    counts: bool
    lead: int


SIZES = (
    Size(165, 165, counts=True, lead=LONGEST_LEAD),
    Size(165, 165, counts=False, lead=LONGEST_LEAD),
    Size(165, 110, counts=False, lead=LONGEST_LEAD),
    Size(110, 110, counts=False, lead=LONGEST_LEAD),
    Size(110, 80, counts=False, lead=160),
    Size(80, 0, counts=False, lead=160),
    Size(0, 0, counts=True, lead=160),
)
"""What to try, most generous first."""

SMALLEST = SIZES[-2]
"""With the last one that has quotes, the longest give way until the rest fits."""

MOST_MORE, LONGEST_THANKS, MOST_HOSTS = 1200, 600, 8
"""Characters of the second post, and of the thanks in it; hosts who are named at the top."""

Shown = tuple[Quoted, ...]


def recap_post(recap: Recap, words: Words, revision: Revision | None = None) -> Post:
    """Return the post that follows the close; the fullest form that fits the platform's limit.

    `revision` says what changed since it was first published, or since the revision before.
    """
    revised = [] if revision is None else [_revised(revision, words)]
    buttons = tuple(_buttons(recap, words))
    for size in SIZES:
        shown = _chosen(recap, size)
        sizes = [size] * len(shown)
        while len(text := _text(recap, shown, sizes, words, revised)) > MAX_TEXT and size is SMALLEST and any(shown):
            longest = max(filter(None, shown), key=lambda units: len("\n".join(_rows_of(units, size))))
            longest.pop()
        if len(text) <= MAX_TEXT and shown:
            _fill(recap, shown, sizes, lambda shown, sizes: len(_text(recap, shown, sizes, words, revised)))
            return Post(_text(recap, shown, sizes, words, revised), buttons=buttons)
    ends = [_coverage(recap, [], words), *revised]
    return Post("\n".join([*_opening(recap, size, words), *ends]), buttons=buttons)


def _text(
    recap: Recap, shown: Sequence[Sequence[Shown]], sizes: Sequence[Size], words: Words, ends: Iterable[str]
) -> str:
    parts = [_part(part, units, size, words) for part, units, size in zip(recap.parts, shown, sizes, strict=True)]
    return "\n".join([*_opening(recap, sizes[0], words), *parts, _coverage(recap, shown, words), *ends])


def _fill(
    recap: Recap,
    shown: list[list[Shown]],
    sizes: list[Size],
    length: Callable[[Sequence[Sequence[Shown]], Sequence[Size]], int],
) -> None:
    """Show something longer under a question of which nothing is short enough, as far as there is room for it."""
    usual = sizes[0]
    larger = [size._replace(counts=usual.counts, lead=usual.lead) for size in SIZES[1 : SIZES.index(usual)]]
    for place, part in enumerate(recap.parts):
        offers = [(size, found) for size in reversed(larger) for unit in part.units if (found := _fitting(unit, size))]
        for size, found in offers if not shown[place] else ():
            before = sizes[place]
            shown[place], sizes[place] = [found], size
            if length(shown, sizes) <= MAX_TEXT:
                break
            shown[place], sizes[place] = [], before


def afterword(recap: Recap, words: Words) -> Post | None:
    """Return the second post: what is more than quotes to the questions; None if there is nothing of it.

    Of the quotes as many are shown as fit, whole and in order, and how many more there are is said.
    """
    quotes = [*_line(recap, words), *_marked(recap, words)]
    if not quotes and not recap.next_at and not recap.next_said:
        return None
    ends = [*_next(recap, words), f"-# {recap_words.withdrawal(recap, words)}"]
    if recap.people:
        thanks = recap_words.thanks([name(each) for each in recap.people], words)
        if len(thanks) <= LONGEST_THANKS:
            ends.insert(-1, f"**{words.gettext('Thank you')}** {thanks}")
    shown = len(quotes)
    while len(text := "\n".join([*_labelled(quotes[:shown]), *_more(len(quotes) - shown, words), *ends])) > MOST_MORE:
        shown -= 1
    return Post(text, quiet=True)


def _next(recap: Recap, words: Words) -> Iterator[str]:
    when = [stamp(recap.next_at, "F")] if recap.next_at else []
    said = [_safe(recap.next_said)] if recap.next_said else []
    if when or said:
        told = recap_words.next_chat(recap, words)
        yield f"**{quoted(told, MAX_LABEL)}:** {' · '.join([*when, *said])}"
    if recap.late_until:
        yield words.gettext("Late answers are welcome until {time}.").format(time=stamp(recap.late_until, "F"))


def _labelled(quotes: Iterable[tuple[str, Quoted]]) -> Iterator[str]:
    """Yield quotes, each kind below its label."""
    for label, those in groupby(quotes, key=itemgetter(0)):
        yield "\n".join([f"**{label}**", *(_quote(quote) for _, quote in those)])


def _more(count: int, words: Words) -> list[str]:
    text = words.ngettext("{count} more is in the whole recap.", "{count} more are in the whole recap.", count)
    return [f"-# {text.format(count=count)}"] if count else []


def nothing_more(words: Words) -> Post:
    """Return what the second post becomes once nothing is left of what it told."""
    return Post(f"-# {words.gettext('There is nothing more to tell.')}", quiet=True)


def _opening(recap: Recap, size: Size, words: Words) -> list[str]:
    head = recap.head
    lines = [f"## {quoted(recap_words.title(recap, words), 150)}"]
    when = [stamp(head.opened_at, "D")] if head.opened_at else []
    if head.hosts:
        named = [name(host.name) for host in head.hosts[:MOST_HOSTS]]
        hosts = ", ".join([*named, *["…"] * (len(head.hosts) > MOST_HOSTS)])
        when.append(words.gettext("hosts: {names}").format(names=hosts))
    lead = one_line(recap_words.lead(recap, words))
    return [*lines, *([f"-# {' · '.join(when)}"] if when else []), _safe(beginning(lead, size.lead) or lead)]


def _part(part: Part, units: Sequence[Shown], size: Size, words: Words) -> str:
    count = f" · {recap_words.answers(part.section.answers, words)}" if size.counts else ""
    called = f"**{recap_words.number(part.number, words)} {_safe(recap_words.short(part))}**{count}"
    quoted_units = ["\n".join(_rows(quotes, size)) for quotes in units]
    return "\n".join([called, *(["\n\n".join(quoted_units)] if quoted_units else [])])  # apart: no exchange


def _rows_of(units: Iterable[Shown], size: Size) -> list[str]:
    return [row for quotes in units for row in _rows(quotes, size)]


def _rows(quotes: Shown, size: Size) -> Iterator[str]:
    """Yield a quote, or what was answered and, with its link, the answer: Discord shows there what it answers."""
    for quote in quotes:
        is_answered = quote is not quotes[-1]
        said = _safe(beginning(_said(quote), size.answered if is_answered else size.quote) or "")
        sign = "" if quote is quotes[0] else f"{ANSWERS} "
        author = name(quote.entry.contribution.author.name)
        yield f"> {sign}{said} — {author if is_answered else f'[{author}]({quote.entry.link})'}"


def _chosen(recap: Recap, size: Size) -> list[list[Shown]]:
    """Return what is quoted under each question; nobody is shown twice while somebody else could be."""
    seen: set[int] = set()
    chosen: list[list[Shown]] = [[] for _ in recap.parts]
    for _ in range(max(1, UNITS // max(1, len(recap.parts)))):
        for part, shown in zip(recap.parts, chosen, strict=True):
            fitting = [found for unit in part.units if (found := _fitting(unit, size)) and found not in shown]
            if fitting:
                shown.append(min(fitting, key=lambda each: _rank(each, part.units, seen, size)))
                seen.update(quote.entry.contribution.author.id for quote in shown[-1])
    return chosen


def _rank(shown: Shown, units: Sequence[Unit], seen: set[int], size: Size) -> tuple[bool, bool, bool]:
    """Return what makes one choice better than another: two views, a voice not heard so far, all of what was said."""
    differs = any(unit.form is Form.DIFFERED and unit.quotes[0] is shown[0] for unit in units) and len(shown) > 1
    heard = any(quote.entry.contribution.author.id in seen for quote in shown)
    whole = all(len(_said(quote)) <= size.quote for quote in shown)
    return not differs, heard, not whole


def _fitting(unit: Unit, size: Size) -> Shown:
    """Return the part of a unit that fits: its first quote with the first that answers it, or the first alone."""
    first = unit.quotes[0]
    if any(quote.hides for quote in unit.quotes):
        return ()
    goes_on = unit.form is Form.REPLIED and not size.counts  # the first to go where there is too little room
    for second in () if goes_on else unit.quotes[1:2]:
        if beginning(_said(first), size.answered) and beginning(_said(second), size.quote):
            return first, second
    return (first,) if beginning(_said(first), size.quote) and unit.form is not Form.ANSWERED else ()


def _line(recap: Recap, words: Words) -> Iterator[tuple[str, Quoted]]:
    if recap.line and not recap.line.hides:
        yield words.gettext("Line of the night"), recap.line


def _marked(recap: Recap, words: Words) -> Iterator[tuple[str, Quoted]]:
    for label, quotes in (
        (words.gettext("Takeaways"), recap.takeaways),
        (words.gettext("Next steps"), recap.next_steps),
        (words.gettext("Left open"), recap.left_open),
    ):
        yield from ((label, quote) for quote in quotes if not quote.hides)


def _quote(quote: Quoted) -> str:
    said = _said(quote)
    return f"> {_safe(said)} — [{name(quote.entry.contribution.author.name)}]({quote.entry.link})"


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


def _coverage(recap: Recap, shown: Iterable[Iterable[Shown]], words: Words) -> str:
    quotes = [quote for units in shown for each in units for quote in each]
    models = recap_words.models(recap, words) if recap.lead_by_model else []
    return f"-# {' '.join([recap_words.coverage(recap.coverage(quotes), words), *models])}"


def _buttons(recap: Recap, words: Words) -> Iterator[LinkButton]:
    for part in recap.parts[:MOST_BUTTONS]:
        if part.question.link:
            called = f"{recap_words.number(part.number, words)} {part.question.short or ''}".strip()
            yield LinkButton(shortened(one_line(called), MAX_LABEL), part.question.link)


def _said(quote: Quoted) -> str:
    return " ".join(quote.shown.split())


def _safe(text: str) -> str:
    return quoted(text, len(text)) if text else ""
