"""How the room looks, in one language: places, messages, cards, the board. Nothing here waits or changes anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from markupsafe import Markup

from bot.app.ports.rehearsing import PANEL, Card, Count, Form, Menu, Message, Rehearsal
from bot.core.base.contribution import Person
from bot.core.base.ids import time_of
from bot.core.base.post import Action, LinkButton
from bot.core.base.words import N_, Words
from bot.core.posts.hosting.status import PHASES
from bot.core.session.state import Phase
from bot.core.session.timetable import StepKind, closes_at, next_of_course, remaining
from bot.core.text.markup_tree import Kind, Mention, Stamp
from bot.core.text.shorten import shortened
from bot.core.text.showing.plain import Naming
from bot.core.when.moment import Dates

END = 2
"""The place of what is shown at the end; no channel has this id."""

TRANSCRIPT, HERE = "transcript.html", "https://rehearsal.invalid/"
"""What links to a rehearsal's messages lead to, and an address of that form which the renderer takes for a link."""

REACTIONS = ("👍", "❤️", "😂", "💯", "🙏", "🤔")
SHORT = 28
"""How much of a question stands in the running order where its author gave it no short name."""

EXCERPT = 90
NOT_WAITING = ("recap",)
"""Buttons on the desk that need no decision."""


class Renderer(Protocol):
    """Shows members' words and the bot's posts as HTML that is safe to insert."""

    def message(self, text: str) -> str:
        """Return a message as a row of block elements."""
        ...


RendererFor = Callable[[Naming], Renderer]


class Names:
    """What messages only point at, in the words of this rehearsal."""

    def __init__(self, rehearsal: Rehearsal, words: Words) -> None:
        self._rehearsal = rehearsal
        self._dates = Dates(words, rehearsal.zone)
        self._words = words
        self.spoiler = words.gettext("spoiler")

    def mention(self, mention: Mention) -> str:
        """Return a mention as a name."""
        if mention.kind is Kind.CHANNEL:
            return "#" + self._words.gettext("a-channel")
        names = {each.id: each.name for each in self._rehearsal.people}
        return "@" + names.get(mention.id, self._words.gettext("someone"))

    def stamp(self, stamp: Stamp) -> str:
        """Return an instant; one that is told from now is a time of day, since the page does not age with it."""
        return self._dates.full(stamp.at) if stamp.style in "dDfF" else self.time(stamp.at)

    def time(self, at: datetime) -> str:
        """Return the time of day."""
        return self._dates.time(at)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, a question's thread, the host desk or the end; `number` is the question's."""

    id: int
    kind: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the running order; `strokes` are the moments of answers, from 0 (the opening) to 60 (the end)."""

    number: int
    name: str
    place: int = 0
    count: int = 0
    strokes: Sequence[float] = ()
    due: datetime | None = None
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """A message that was deleted."""

    id: int
    channel: int
    name: str
    at: datetime


Shown = Message | Card | Gone


class Drawing:
    """The room in the words of one reader; what was posted stays in the language of the session."""

    def __init__(self, rehearsal: Rehearsal, words: Words, session_words: Words, renderer: RendererFor) -> None:
        self.rehearsal = rehearsal
        self.words = words
        self.names = Names(rehearsal, session_words)
        self._renderer = renderer(self.names)
        self.count = Count({}, {}, 0)

    # Places and what is in them

    @property
    def has_ended(self) -> bool:
        """Whether there is something to take along."""
        session = self.rehearsal.stand.session
        return session.is_over and session.opened_at is not None

    def places(self) -> list[Place]:
        """Return every place, the channel first."""
        stand = self.rehearsal.stand
        session = stand.session
        threads = [(stand.thread(asking.number), asking.number) for asking in session.asked]
        return [
            Place(session.room.channel, "channel"),
            *(Place(thread, "question", number) for thread, number in threads if thread is not None),
            *(Place(desk, "desk") for desk in self.rehearsal.desks),
            *([Place(END, "end")] if self.has_ended else []),
        ]

    def place_of(self, shown: Shown) -> int:
        """Return where something is shown; private messages are shown in the channel, to whom they are for."""
        private = isinstance(shown, Message) and self.rehearsal.private_of(shown.channel) is not None
        return self.rehearsal.stand.session.room.channel if private else shown.channel

    def shown_in(self, place: Place) -> list[Shown]:
        """Return what is in a place, oldest first."""
        everything: list[Shown] = [*self.rehearsal.messages, *self.rehearsal.cards]
        everything += [self.gone(each) for each in self.rehearsal.gone]
        return sorted((each for each in everything if self.place_of(each) == place.id), key=lambda each: each.id)

    def gone(self, message: Message) -> Gone:
        """Return what is left of a message that was deleted."""
        return Gone(message.id, message.channel, message.author.name, message.contribution.at)

    def kind(self, shown: Shown) -> str:
        """Return what something is: "gone", "card", "private" (of the bot's, to one person), "post" or "said"."""
        match shown:
            case Gone():
                return "gone"
            case Card():
                return "card"
            case Message() if self.rehearsal.private_of(shown.channel) is not None:
                return "private"
            case _:
                return "post" if shown.post is not None else "said"

    def person_of(self, shown: Shown) -> int:
        """Return who alone sees something; 0 if everybody does."""
        match shown:
            case Card():
                return shown.person
            case Message():
                return self.rehearsal.private_of(shown.channel) or 0
            case _:
                return 0

    def at(self, shown: Shown) -> datetime:
        """Return when something was said."""
        return time_of(shown.id)

    def body(self, text: str) -> Markup:
        """Return words as HTML; the renderer has escaped them. Links to messages lead to where they are on the page."""
        shown = self._renderer.message(text.replace(f"]({TRANSCRIPT}#m", f"]({HERE}#m"))
        return Markup(shown.replace(f'href="{HERE}#m', 'href="#m'))

    def address(self, url: str) -> str:
        """Return where a link of a pack or a post leads: to the web or to a message here; nothing for any other."""
        here = url.removeprefix(TRANSCRIPT)
        return here if here.startswith(("#", "http://", "https://")) else ""

    def replied(self, message: Message) -> Message | None:
        """Return what a message answers, if that is still there."""
        return next((each for each in self.rehearsal.messages if each.id == message.reply_to), None)

    def excerpt(self, text: str) -> str:
        """Return the beginning of a message."""
        return shortened(" ".join(text.split()), EXCERPT)

    def name(self, person: int) -> str:
        """Return what somebody is called."""
        return next((each.name for each in self.rehearsal.people if each.id == person), "")

    def short_name(self, person: Person) -> str:
        """Return somebody's first name, if nobody else here has it."""
        first = person.name.split()[0]
        return first if sum(each.name.split()[0] == first for each in self.rehearsal.people) == 1 else person.name

    def first_name(self, person: int) -> str:
        """Return what is on the button that sends as somebody."""
        return next((self.short_name(each) for each in self.rehearsal.people if each.id == person), "")

    def item_kind(self, item: object) -> str:
        """Return which of the things below a card this is."""
        kinds = {Action: "button", Menu: "menu", Form: "form", LinkButton: "link"}
        return kinds[type(item)]

    def card_of(self, number: int) -> Message | None:
        """Return the card of a question."""
        card = self.rehearsal.stand.card(number)
        return next((each for each in self.rehearsal.messages if each.id == card), None)

    def is_late(self, message: Message) -> bool:
        """Whether a member's message under a question came after the chat was closed."""
        closed = self.rehearsal.stand.session.closed_at
        under = message.post is None and message.channel in self.rehearsal.stand.cards()
        return under and closed is not None and time_of(message.id) >= closed

    def is_question(self, message: Message) -> bool:
        """Whether a message is the card of a question."""
        return message.id in self.rehearsal.stand.cards()

    # The desk and the panel

    def waiting(self) -> list[Message]:
        """Return what on the desk waits for a host."""
        desks = set(self.rehearsal.desks)
        return [each for each in self.rehearsal.messages if each.channel in desks and self._needs_a_host(each)]

    def _needs_a_host(self, message: Message) -> bool:
        """Whether a message on the desk has buttons of something that nobody has decided."""
        session = self.rehearsal.stand.session
        for action in message.actions:
            kind, *_, number = action.id.split(":")
            if kind == "case":
                case = session.cases.get(int(number))
                return case is None or case.by is None
            if kind not in NOT_WAITING:
                return True
        return False

    def panel_card(self) -> Card | None:
        """Return the newest answer to the host panel."""
        return next((each for each in reversed(self.rehearsal.cards) if each.channel == PANEL), None)

    # The board and the running order

    def rows(self) -> list[Row]:
        """Return the running order: what was asked, and what is to come with its time."""
        session = self.rehearsal.stand.session
        rows = [
            Row(
                number=asking.number,
                name=self._short(asking.number),
                place=self.rehearsal.stand.place_of_answers(asking.number),
                count=self.count.answers.get(asking.number, 0),
                strokes=self._strokes(asking.number),
                is_now=session.is_running and asking.number == session.current,
            )
            for asking in session.asked
        ]
        dues = {}
        if session.phase is Phase.OPEN:
            dues = {step.number: step.due for step in remaining(session) if step.kind is StepKind.ASK}
        return rows + [
            Row(number=number, name=self._short(number), due=dues.get(number))
            for number in (() if session.is_over else session.upcoming)
        ]

    def _short(self, number: int) -> str:
        session = self.rehearsal.stand.session
        return session.short_of(number) or shortened(session.text_of(number), SHORT)

    def _strokes(self, number: int) -> list[float]:
        session = self.rehearsal.stand.session
        thread = self.rehearsal.stand.thread(number)
        opened, closes = session.opened_at, session.closed_at or closes_at(session)
        if opened is None or thread is None or closes <= opened:
            return []
        said = [each for each in self.rehearsal.messages if each.channel == thread and each.post is None]
        return [round(60 * ((time_of(each.id) - opened) / (closes - opened)), 1) for each in said]

    def ends(self) -> datetime | None:
        """Return when what is on now is over: the preview, the opening, the question, the closing words."""
        session = self.rehearsal.stand.session
        if session.phase is Phase.SCHEDULED:
            return session.opens_at
        step = next_of_course(session)
        return step.due if session.phase is Phase.OPEN and step else None

    def part_length(self) -> timedelta:
        """Return how long what is on now lasts in all."""
        session, ends = self.rehearsal.stand.session, self.ends()
        begun = session.scheduled_at if session.phase is Phase.SCHEDULED else session.since
        return ends - begun if ends and begun else timedelta()

    def closes(self) -> datetime | None:
        """Return when the chat is over."""
        session = self.rehearsal.stand.session
        return session.closed_at or (closes_at(session) if session.opens_at else None)

    def left(self) -> str:
        """Return how much is left, as a clock shows it."""
        ends = self.ends()
        seconds = max(0, int((ends - self.rehearsal.pace.now).total_seconds())) if ends else 0
        return f"{seconds // 60}:{seconds % 60:02}"

    def speed(self) -> int:
        """Return how many times as fast as life time is to pass."""
        return round(self.rehearsal.pace.chosen or 0)

    def minutes_in_all(self) -> int:
        """Return how many minutes of life the chat takes at the chosen speed."""
        ends, chosen = self.closes(), self.rehearsal.pace.chosen
        return max(1, round((ends - self.rehearsal.pace.now).total_seconds() / 60 / chosen)) if ends and chosen else 0

    def counted(self) -> str:
        """Return how much was said; also what is no answer, so that who counts along finds everything again."""
        words, count = self.words, self.count
        answers = sum(count.answers.values())
        parts = [
            words.ngettext("{count} person", "{count} people", count.everybody).format(count=count.everybody),
            words.ngettext("{count} answer", "{count} answers", answers).format(count=answers),
        ]
        if count.others:
            other = words.ngettext("{count} other message", "{count} other messages", count.others)
            parts.append(other.format(count=count.others))
        return ", ".join(parts) + "."

    def uncounted(self) -> str:
        """Return what stands under the questions without counting, which was counted while the chat was on."""
        count = self.count.uncounted
        text = self.words.ngettext(
            "{count} more message under the questions does not count as an answer: remarks, repeats, and what "
            "waits for a host.",
            "{count} more messages under the questions do not count as answers: remarks, repeats, and what "
            "waits for a host.",
            count,
        )
        return text.format(count=count) if count else ""

    def minutes_left(self) -> int:
        """Return how many minutes are left, at least one as long as there is any time."""
        ends = self.ends()
        return max(1, round((ends - self.rehearsal.pace.now).total_seconds() / 60)) if ends else 0

    def phase(self) -> str:
        """Return where the chat stands, in a word or two."""
        return self.words.gettext(PHASES[self.rehearsal.stand.session.phase])

    def followed(self) -> Place:
        """Return the place that somebody sees who follows the chat."""
        session, places = self.rehearsal.stand.session, self.places()
        if self.has_ended:
            return places[-1]
        now = session.current if session.is_running else None
        return next((each for each in places if each.number and each.number == now), places[0])

    def file_label(self, name: str) -> str:
        """Return what a file is."""
        what, _, kind = name.partition(".")
        if kind == "zip":
            return self.words.gettext("All of it in one file")
        return f"{self.words.gettext(WHATS[what])}, {self.words.gettext(KINDS[kind])}"

    def draft_card(self) -> Message | None:
        """Return the card on the desk with which hosts publish the recap."""
        wanted = self.rehearsal.stand.draft_card()
        return next((each for each in self.rehearsal.messages if each.id == wanted), None)

    def recap(self) -> Message | None:
        """Return the recap as it was posted, or its draft."""
        stand = self.rehearsal.stand
        wanted = stand.summary() or stand.draft()
        return next((each for each in self.rehearsal.messages if each.id == wanted), None)

    def note(self, text: str) -> str:
        """Return what was tried out."""
        return self.words.gettext(text)


WHATS = {"summary": N_("Recap"), "transcript": N_("Transcript")}
KINDS = {
    "html": N_("web page"),
    "md": N_("Markdown"),
    "txt": N_("text"),
    "csv": N_("table"),
    "xlsx": N_("workbook"),
    "json": N_("data"),
}
"""What files are called."""

SPEEDS = (("0", N_("paused")), ("1", "1"), ("10", "10"), ("60", "60"), ("600", "600"), ("once", N_("at once")))
"""The stops of the clock, by the names of the deeds that choose them."""


def stop_of(chosen: float | None) -> int:
    """Return which stop is nearest to a speed."""
    if chosen is None:
        return len(SPEEDS) - 1
    speeds = [float(value) for value, _ in SPEEDS[:-1]]
    return min(range(len(speeds)), key=lambda place: abs(speeds[place] - chosen))
