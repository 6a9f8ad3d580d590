"""The words around what members said, in the session's language: one place, so that every format says the same.

A `Wording` returns plain text; whoever writes a format with an escape of its own escapes it. Some words are templates
with `{…}`, to be filled after escaping. A mention that is only an id gets the name that the record knows.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final

from bot.core.base.contribution import Attachment, KeptFile, Missing, MissingFile, Person
from bot.core.base.words import Words
from bot.core.record.filing import How, When
from bot.core.record.transcript import AskedQuestion, Entry, Event, Expired, Head, ReadingLine
from bot.core.script.pack import Host, HostRole
from bot.core.text.cleaning import one_line
from bot.core.text.markup_tree import Kind, Mention, Stamp
from bot.core.when.moment import Dates

KILO: Final = 1000
MESSAGE_ID: Final = re.compile(r"[0-9]+\Z")


def card_of(question: AskedQuestion) -> int | None:
    """Return the id of the message that asked a question: every room's links end with it."""
    found = MESSAGE_ID.search(question.link or "")
    return int(found[0]) if found else None


class Wording:
    """Labels, names and times of one transcript."""

    def __init__(self, words: Words, head: Head | None = None, questions: Sequence[AskedQuestion] = ()) -> None:
        self._words = words
        self._names = {id_: one_line(name) for id_, name in head.names.items()} if head else {}
        self._cards = {card for question in questions if (card := card_of(question))}
        first = questions[0].asked_at if questions else None
        self._opened = (head and (head.opened_at or head.opens_at)) or first
        self.zone = head.zone if head else "UTC"
        self.dates = Dates(words, self.zone, self._opened)
        self._name_labels()
        self._entry_labels()
        self._sections(head)
        self._events = _event_labels(words)
        self._decided = words.gettext("{what}: {whom}, by {by}")

    def _name_labels(self) -> None:
        gettext = self._words.gettext
        self._somebody = gettext("somebody")
        self._unknown = {
            Kind.MEMBER: gettext("someone"),
            Kind.CHANNEL: gettext("a-channel"),
            Kind.ROLE: gettext("a-role"),
        }
        self._roles = {HostRole.MODERATOR: gettext("moderator"), HostRole.CO_HOST: gettext("co-host")}
        self._number = gettext("Q{number}")

    def _entry_labels(self) -> None:
        gettext = self._words.gettext
        self._late = gettext("late")
        self._featured = gettext("featured by a host")
        self._aside = gettext("kept out of the recap")
        self._edited = gettext("edited {time}")
        self._thread_deleted = gettext("in a thread that was deleted")
        self._guess = gettext("probably {question}")
        self._reply_quoted = gettext("In reply to {author}: “{excerpt}”")
        self._reply_named = gettext("In reply to {author}")
        self._reply_to_question = gettext("In reply to the question")
        self._reply_to_removed = gettext("In reply to a message that was removed at the member's wish")
        self._reply_to_unknown = gettext("In reply to a message that is not in this record")
        self.shared = gettext("Shared a message: {link}")
        self.attachments = gettext("Attachments")
        self.reactions = gettext("Reactions")
        self._missing = gettext("not kept ({date}: {why})")
        self._why = {
            Missing.TOO_LARGE: gettext("too large"),
            Missing.NO_ROOM: gettext("no room left for this session"),
            Missing.KIND: gettext("a kind of file that is not kept"),
            Missing.FAILED: gettext("could not be fetched"),
            Missing.GONE: gettext("it was deleted"),
        }
        self.spoiler = gettext("spoiler")
        self.no_text = gettext("(no text)")

    def _sections(self, head: Head | None) -> None:
        gettext = self._words.gettext
        self.contents = gettext("Contents")
        self.hosts = gettext("Hosts")
        self.asked_at = gettext("Asked at {time}")
        self.readings = gettext("Recommended reading")
        self.no_answers = gettext("No answers")
        if head and head.expired:
            self.no_answers = gettext("What was answered is deleted")
        self.channel = gettext("Said outside the questions")
        self.nothing = gettext("Nothing was said outside the questions")
        if head and head.public:
            self.nothing = gettext("What was said outside the questions is not part of the public record")
        elif head and head.expired:
            self.nothing = gettext("What was said outside the questions is deleted")
        self.course = gettext("Course of the session")
        self.skip = gettext("Skip to the record")
        self.terms = gettext("Everybody’s words remain their own. What was deleted is not in this record.")
        self._count = gettext("{what} ({count} times)")
        self._revision = gettext("revision {number}")
        self._public = gettext(
            "This is the public record: people appear under the names they chose or under pseudonyms, and what was "
            "said outside the questions is left out."
        )

    # --- the head

    def session(self, head: Head) -> str:
        """Return "Session 7", with the hashtag before it if there is one."""
        number = self._words.gettext("Session {number}").format(number=head.number)
        return f"#{one_line(head.hashtag).lstrip('#')} · {number}" if head.hashtag else number

    def times(self, head: Head) -> str:
        """Return when the session was or will be, in its own zone and in UTC; if it never opened, just that."""
        start = head.opened_at or head.opens_at
        if start is None:
            return self._words.gettext("This session was not opened.")
        date = self.dates.date(start)
        here = self._hours(head, self.dates.moment)
        if self.zone == "UTC":
            return self._words.gettext("{date}, {here} ({zone})").format(date=date, here=here, zone=self.zone)
        utc = self._hours(head, Dates(self._words).time)
        template = self._words.gettext("{date}, {here} ({zone}); {utc} UTC")
        return template.format(date=date, here=here, zone=self.zone, utc=utc)

    def notes(self, head: Head) -> Iterator[str]:
        """Yield what a reader must know of what is not there: what was said off the record, or was kept long enough."""
        for since, until, is_thread in head.off_record:
            start, end = self.dates.moment(since), self.dates.moment(until) if until else "…"
            text = self._words.gettext("Off the record {start}–{end}: nothing written then was recorded.")
            if is_thread:
                text = self._words.gettext(
                    "A thread was off the record {start}–{end}: nothing written there was recorded."
                )
            yield text.format(start=start, end=end)
        if head.expired:
            yield self._expired(head.expired)

    def _expired(self, told: Expired) -> str:
        gettext = self._words.gettext
        text = gettext(
            "Time was up: on {date} the messages of this chat were deleted, except what its published recap quotes. "
            "There were {messages} messages from {people} people."
        ).format(date=self.dates.date(told.at), messages=told.messages, people=told.people)
        counts = ", ".join(f"{self.number(each)}: {answers}" for each, (answers, _) in sorted(told.questions.items()))
        return f"{text} {gettext('Answers: {counts}.').format(counts=counts)}" if counts else text

    def _hours(self, head: Head, written: Callable[[datetime], str]) -> str:
        if head.opened_at is None:
            return written(head.opens_at) if head.opens_at else ""
        start = written(head.opened_at)
        if head.closed_at is None:
            return self._words.gettext("since {start}").format(start=start)
        return self._words.gettext("{start} to {end}").format(start=start, end=written(head.closed_at))

    def zone_note(self) -> str:
        """Return the sentence that names the zone of all times."""
        return self._words.gettext("Times are in {zone}.").format(zone=self.zone)

    def host(self, host: Host) -> str:
        """Return the host's name with their role, handle and organisation."""
        handle = f"@{host.handle.lstrip('@')}" if host.handle else None
        details = [self._roles[host.role], *(part for part in (handle, host.organisation) if part)]
        return f"{one_line(host.name)} ({one_line(', '.join(details))})"

    def closing(self, head: Head | None) -> str:
        """Return the sentences with which a record ends: which one it is, and whose the words are."""
        return f"{self._public} {self.terms}" if head and head.public else self.terms

    def author(self, name: str) -> str:
        """Return who wrote the preview or a reading."""
        return self._words.gettext("by {author}").format(author=one_line(name))

    # --- questions

    def number(self, question: int) -> str:
        """Return "Q3"."""
        return self._number.format(number=question)

    def reading(self, reading: ReadingLine) -> tuple[str, str]:
        """Return a reading's title (its address if it has none), and its author and outlet."""
        details = [self.author(reading.author)] if reading.author else []
        details += [one_line(reading.outlet)] if reading.outlet else []
        return one_line(reading.title or reading.url or ""), ", ".join(details)

    # --- contributions

    def name(self, person: Person) -> str:
        """Return a speaker's name."""
        return one_line(person.name) or self._somebody

    def marks(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Yield what is to be known about an entry at a glance, each as a kind and a label."""
        filing, edited_at = entry.filing, entry.contribution.edited_at
        if filing.how is How.CURRENT and filing.question is not None:
            yield "guess", self._guess.format(question=self.number(filing.question))
        if entry.featured:
            yield "featured", self._featured
        if entry.aside:
            yield "aside", self._aside
        if filing.when is When.LATE:
            yield "late", self._late
        if edited_at is not None:
            yield "edited", self._edited.format(time=self.dates.moment(edited_at))
        if entry.thread_deleted:
            yield "gone", self._thread_deleted

    def reply(self, entry: Entry) -> str | None:
        """Return how an entry answers another, a template with `{author}` and `{excerpt}`; None if it does not."""
        answered = entry.reply.id if entry.reply else entry.contribution.reply_to
        if answered is None:
            return None
        if entry.reply and entry.reply.author is not None:
            return self._reply_quoted if entry.reply.excerpt else self._reply_named
        if entry.reply and entry.reply.removed:
            return self._reply_to_removed
        return self._reply_to_question if answered in self._cards else self._reply_to_unknown

    def attachment(self, attachment: Attachment, sent: datetime) -> str:
        """Return an attachment's type and size, and where it is not kept, since when and why; nothing for a sticker.

        The type is that of the content where that is known.
        """
        fate = attachment.fate
        kind = fate.type if isinstance(fate, KeptFile) else attachment.type
        size = self._size(attachment.size) if attachment.size else ""
        missing = self._not_kept(fate, sent) if isinstance(fate, MissingFile) else ""
        return ", ".join(part for part in (one_line(kind or ""), size, missing) if part)

    def _not_kept(self, fate: MissingFile, sent: datetime) -> str:
        date = self.dates.date(fate.at)
        if fate.why is not Missing.EXPIRED:
            return self._missing.format(date=date, why=self._why[fate.why])
        days = (fate.at - sent).days
        text = self._words.ngettext(
            "deleted on {date}, {count} day after it was sent: files are kept no longer",
            "deleted on {date}, {count} days after it was sent: files are kept no longer",
            days,
        )
        return text.format(date=date, count=days)

    def _size(self, size: int) -> str:
        if size < KILO:
            return self._words.ngettext("{size} byte", "{size} bytes", size).format(size=size)
        if size < KILO * KILO:
            return self._words.gettext("{size} kB").format(size=round(size / KILO))
        return self._words.gettext("{size} MB").format(size=round(size / KILO / KILO))

    def mention(self, mention: Mention) -> str:
        """Return a mention as a name, or as a word for what it points at."""
        sign = "#" if mention.kind is Kind.CHANNEL else "@"
        return sign + (self._names.get(mention.id) or self._unknown[mention.kind])

    def stamp(self, stamp: Stamp) -> str:
        """Return an instant that a member wrote; a relative one becomes a date, for the record does not age with it."""
        if stamp.style in "tT":
            return self.dates.time(stamp.at)
        return self.dates.date(stamp.at) if stamp.style in "dD" else self.dates.full(stamp.at)

    # --- events

    def event(self, event: Event) -> str:
        """Return what happened, to which question or host, and who did it."""
        label = self._events.get(event.what) or one_line(event.what.replace("_", " ")).capitalize()
        details = [self.number(event.question)] if event.question is not None else []
        if event.revision > 1:
            details.append(self._revision.format(number=event.revision))
        by = one_line(event.by) if event.by else ""
        if event.whom:
            whom = one_line(event.whom)
            return f"{label}: {whom}" if by in ("", whom) else self._decided.format(what=label, whom=whom, by=by)
        what = ", ".join((label, *details, *([by] if by else [])))
        return self._count.format(what=what, count=event.count) if event.count > 1 else what


def _event_labels(words: Words) -> dict[str, str]:
    """Return what the log calls each kind of event; one that a newer version stored goes by its own name."""
    gettext = words.gettext
    return {
        "scheduled": gettext("Session scheduled"),
        "announced": gettext("Preview posted"),
        "opened": gettext("Session opened"),
        "asked": gettext("Question asked"),
        "went_off_record": gettext("Off the record"),
        "back_on_record": gettext("Back on the record"),
        "question_added": gettext("Question added"),
        "skipped": gettext("Question skipped"),
        "paused": gettext("Paused"),
        "resumed": gettext("Resumed"),
        "extended": gettext("Time extended"),
        "closed": gettext("Session closed"),
        "summarised": gettext("Recap published"),
        "recap_worded": gettext("Words of the recap changed"),
        "next_worded": gettext("Words on the next chat changed"),
        "lines_proposed": gettext("Lines proposed by a language model"),
        "line_used": gettext("Choice of the model's lines changed"),
        "recap_marked": gettext("Mark for the recap changed"),
        "quote_dropped": gettext("Choice of quotes changed"),
        "archived": gettext("Record completed"),
        "cancelled": gettext("Session called off"),
        "answer_filed": gettext("Answer filed by hand"),
        "answer_featured": gettext("Choice of featured answers changed"),
        "left_out": gettext("Message left out of the record, or taken back"),
        "moved": gettext("New opening time"),
        "reminded": gettext("Reminder posted"),
        "question_edited": gettext("Question edited"),
        "question_moved": gettext("Order of the questions changed"),
        "repeated": gettext("Question shown again"),
        "held": gettext("Opening put off"),
        "end_moved": gettext("New closing time"),
        "room_lost": gettext("Channel deleted"),
        "host_joined": gettext("Host added"),
        "host_left": gettext("Host removed"),
        "lead_taken": gettext("New lead"),
        "answer_approved": gettext("Answer approved"),
    }
