"""What every format of the recap tells, in plain words and in the same order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.adapters.export.wording import Wording
from bot.core.base.ids import time_of
from bot.core.base.words import Words
from bot.core.posts.recap import recap_words
from bot.core.record.article.gist import RECALLED, Core, Meeting, below
from bot.core.record.article.parts import Form, Part, Unit
from bot.core.record.filing import When
from bot.core.record.recap import Recap, intro_of, is_late
from bot.core.record.summary import Pointer, Quoted, SharedLink, pointer
from bot.core.record.transcript import Entry
from bot.core.text.shorten import MARK, shortened
from bot.core.text.showing.plain import Plain


@dataclass(frozen=True, slots=True)
class Beside:
    """A list of names that stands beside a quote: what it is, and where to read on."""

    label: str
    pointers: tuple[Pointer, ...]


class Telling:
    """The words of one recap."""

    def __init__(self, recap: Recap, words: Words) -> None:
        self.words = words
        self.wording = Wording(words, recap.head, [part.question for part in recap.parts])
        self._recap = recap
        number = re.escape(words.gettext("Q{number}")).replace(r"\{number\}", "([0-9]+)")
        self.naming = re.compile(rf"\b{number}\b")
        """Where a text names a question."""
        gettext = words.gettext
        self.line = gettext("Line of the night")
        self.takeaways = gettext("Takeaways")
        self.next_steps = gettext("Next steps")
        self.left_open = gettext("Left open")
        self.links = gettext("Links shared")
        self.gist = gettext("In short")
        self.quotation = gettext("“{words}”")
        self._meetings = {
            Form.DIFFERED: gettext("{one} and {other} openly disagreed"),
            Form.ANSWERED: gettext("{one} asked, {other} replied"),
            Form.SECOND_THOUGHT: gettext("{one} had second thoughts"),
            Form.REPLIED: gettext("{one} began, {other} replied"),
        }
        self._joined = {
            Form.DIFFERED: gettext("{other} openly disagreed"),
            Form.ANSWERED: gettext("{other} replied"),
            Form.SECOND_THOUGHT: gettext("{one} had second thoughts"),
            Form.REPLIED: gettext("{other} replied"),
        }
        self.cores = recap.gist
        self._late = gettext("{name} (late)")
        self._plain = Plain(self.wording)
        self.thanks = gettext("Thank you")
        self.in_reply = gettext("in reply")
        self.chosen = gettext("chosen by the hosts")
        self.preview = gettext("The preview of this chat")
        self.shared_by = gettext("shared by {name}")

    def lists(self) -> Iterator[tuple[str, tuple[Quoted, ...]]]:
        """Yield the lists at the end that have something in them, each with its title."""
        recap = self._recap
        for label, quotes in (
            (self.takeaways, recap.takeaways),
            (self.next_steps, recap.next_steps),
            (self.left_open, recap.left_open),
        ):
            if quotes:
                yield label, quotes

    def meeting(self, core: Core, meeting: Meeting) -> str:
        """Return what two people did, as a template for their names: `one` and `other`.

        Where the first of them is quoted just before, it is what the other one did.
        """
        return (self._joined if core.opening else self._meetings)[meeting.form]

    def units(self, part: Part) -> list[Unit]:
        """Return what is quoted under a question; what is quoted at the top is not."""
        return below(part, self.cores, self._recap.line)[0]

    def elsewhere(self, part: Part) -> Iterator[Beside]:
        """Yield who is quoted at the top with an answer to a question, and whose answers to it are not quoted.

        The quote itself is far above: with its name stand the words with which it begins.
        """
        _, above = below(part, self.cores, self._recap.line)
        if above:
            pointers = tuple(self._recalled(quote) for quote in above)
            yield Beside(self.words.gettext("Quoted above: {names}"), pointers)
        others, unlisted = part.others([quote.id for quote in above])
        if count := len(others) + unlisted:
            label = self.words.ngettext("{count} more answer: {names}", "{count} more answers: {names}", count)
            more = [Pointer(self.words.gettext("and more"), 0, part.question.link or "")] if unlisted else []
            yield Beside(label.format(count=count, names="{names}"), (*self._people(others), *more))

    def _recalled(self, quote: Quoted) -> Pointer:
        where, text = pointer(quote.entry), "" if quote.hides else self._plain.title(quote.text)
        begun = shortened(text, RECALLED)
        words = begun if begun == text else begun.removesuffix(MARK).rstrip(",;:.–- ") + MARK
        return replace(where, name=f"{where.name}: {self.quotation.format(words=words)}") if text else where

    def _people(self, entries: Iterable[Entry]) -> Iterator[Pointer]:
        """Yield whose answers these are, each person with the first of them; who was late as well, with that, too."""
        first: dict[tuple[int, bool], Entry] = {}
        for entry in entries:
            first.setdefault((entry.contribution.author.id, entry.filing.when is When.LATE), entry)
        for (_, late), entry in first.items():
            where = pointer(entry)
            yield replace(where, name=self._late.format(name=where.name)) if late else where

    def number(self, part: Part) -> str:
        """Return "Q3"."""
        return recap_words.number(part.number, self.words)

    def about(self, quote: Quoted) -> list[str]:
        """Return what is to be known about a quote: that it came late, and how many people reacted."""
        said_at = time_of(quote.id)
        late = self.words.gettext("late, {time}").format(time=self.wording.dates.full(said_at))
        about = [late] if is_late(quote) else []
        return [*about, recap_words.reacted(quote.reactors, self.words)] if quote.reactors else about

    def of_line(self, quote: Quoted) -> str:
        """Return where the line of the night was said, and why it is here."""
        question = quote.entry.filing.question if quote.entry.filing.is_answer else None
        about = [recap_words.number(question, self.words)] if question else []
        reasons = [self.chosen] if self._recap.is_chosen else []
        return "; ".join(filter(None, [", ".join(about), *reasons, *self.about(quote)]))

    def beside(self, quote: Quoted) -> Iterator[Beside]:
        """Yield the names that stand beside a quote."""
        if quote.taken_up:
            yield Beside(self.words.gettext("Others built on this: {names}"), quote.taken_up)
        if quote.near:
            yield Beside(self.words.gettext("Read on, similar: {names}"), quote.near)

    def late_until(self) -> str | None:
        """Return until when answers are still taken; None once none are."""
        until = self._recap.late_until
        if until is None:
            return None
        when = self.wording.dates.full(until)
        text = self.words.gettext("Late answers are taken until {time} ({zone}).")
        return text.format(time=when, zone=self.wording.zone)

    @property
    def next_chat(self) -> str:
        """What the next chat is called."""
        return recap_words.next_chat(self._recap, self.words)

    @property
    def next_at(self) -> str:
        """When the next chat is, with the zone; "" if that is not known."""
        at = self._recap.next_at
        if at is None:
            return ""
        return self.words.gettext("{time} ({zone})").format(time=self.wording.dates.full(at), zone=self.wording.zone)

    @property
    def next(self) -> str:
        """What is known of the next chat, in one line; "" if nothing is."""
        return " · ".join(filter(None, [self.next_at, self._recap.next_said]))

    def intro(self) -> str:
        """Return what the chat was about: the first paragraph of its introduction."""
        return intro_of(self._recap.head)

    def method(self) -> str:
        """Return how the recap was made."""
        recap = self._recap
        said = recap_words.method(recap.coverage(recap.quotes), self.words)
        return " ".join([said, *recap_words.models(recap, self.words)])

    def link_of(self, link: SharedLink) -> tuple[str, str]:
        """Return who shared a link, as a template for their name, and the sentence beside it ("": none)."""
        return self.shared_by, link.reason
