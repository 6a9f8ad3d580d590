"""The pictures of a chat as inline SVG: no script, no style attribute, nothing fetched.

Lengths across are in percent and those down in em, so that a picture is as wide as its page, its letters as large as
the reader's, and nothing is scaled. Each has a title and a description, and a table beside it that says the same.
Shapes tell what colours tell: a ring is people, a dashed line is late.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.adapters.export.html.markup import anchor, escaped, line
from bot.core.base import ids
from bot.core.base.words import Words
from bot.core.record.pictures import FEW, FINE, Axis, Exchange, Pictures, Talk, Turn
from bot.core.text.cleaning import one_line
from bot.core.text.shorten import shortened
from bot.core.when.moment import Dates

LONGEST_NAME: Final = 24
TOP, BASE, FOOT = 3.2, 10.0, 11.6
"""Of the picture over time, in em: where the highest column ends, where all begin, where the hours stand."""
APART: Final = 9.0
"""How far apart, in percent, two questions must be asked for both to be named."""
LATE: Final = 91.0
"""Where the time ends, in percent, if something came late; that stands apart."""
ROW, STEP, FIRST = 1.9, 1.5, 0.9
"""Of an exchange, in em: the height of a row, how far a reply is set in, where the first row is."""
QUESTION, NAMED, COUNTED, MEASURED = 4.1, 1.1, 2.4, 3.3
"""Of a question, in em: the height of its rows, and where its name, its figures and its line are."""
DAY: Final = timedelta(days=1)
"""Up to which length of a chat its hours are named, and not its days."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose a message is, and where to read it."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture before it is framed: what it is called, what it says, its height in em, its table; all plain text."""

    id: str
    title: str
    about: str
    height: float
    drawn: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    note: str = ""


class Gallery:
    """Draws the pictures of one chat; `count` says how much was said ("9 answers"), `column` is what that is.

    They stand `beside` the transcript, or in it.
    """

    def __init__(
        self, words: Words, dates: Dates, *, column: str, count: Callable[[int], str], beside: bool = False
    ) -> None:
        self._words = words
        self._dates = dates
        self._column = column
        self._count = count
        self._beside = beside
        gettext = words.gettext
        self.title = gettext("Pictures")
        self.replies = gettext("Who replied to whom")
        self._number = gettext("Q{number}")
        self._late = gettext("late")
        self._people = gettext("People")
        self._table = gettext("The same as a table")

    def of_all(self, pictures: Pictures) -> str:
        """Return the pictures of the whole chat; nothing where too little was said."""
        if pictures.said < FEW:
            return ""
        over_time = self._over_time(pictures, pictures.axis) if pictures.axis and any(pictures.columns) else ""
        return over_time + (self._by_question(pictures) if len(pictures.talks) > 1 else "")

    # --- over time

    def _over_time(self, pictures: Pictures, axis: Axis) -> str:
        columns = pictures.columns
        most = max(columns)
        top = max(most, pictures.late)
        across = LATE if pictures.late else 100.0
        step = self._step(axis.step)
        at = self._dates.time(axis.start + columns.index(most) * axis.step)
        about = self._words.gettext("{count} in all, {late} of them late. At most {most} in {step}, from {time} on.")
        rows = [
            (self._dates.moment(axis.start + each * axis.step), str(said)) for each, said in enumerate(columns) if said
        ]
        return self._figure(
            _Picture(
                id="time",
                title=self._words.gettext("{what} over time").format(what=self._column),
                about=about.format(
                    count=self._count(pictures.said), late=pictures.late, most=self._count(most), step=step, time=at
                ),
                height=FOOT + (1.9 if pictures.late else 0.6),
                drawn=(
                    *self._scale(top, across),
                    *self._askings(pictures.talks, axis, across),
                    *(_column(each, said / top, across / len(columns)) for each, said in enumerate(columns) if said),
                    *self._late_column(pictures.late, top),
                    *self._hours(axis, across),
                ),
                heads=(self._words.gettext("From"), self._column),
                rows=(*rows, *self._late_row(pictures.late)),
            )
        )

    def _scale(self, top: int, across: float) -> Iterator[str]:
        yield _line("grid", ("0", f"{TOP}em"), (f"{across}%", f"{TOP}em"))
        yield f'<text class="ax" x="{across}%" y="{TOP - 0.4:.1f}em" text-anchor="end">{top}</text>'
        yield _line("base", ("0", f"{BASE}em"), (f"{across}%", f"{BASE}em"))

    def _askings(self, talks: Iterable[Talk], axis: Axis, across: float) -> Iterator[str]:
        named = -APART
        for talk in sorted(talks, key=lambda talk: talk.question.asked_at):
            place = axis.share(talk.question.asked_at) * across
            if not 0 <= place <= across:
                continue
            yield _line("tick", (f"{place:.2f}%", "1.4em"), (f"{place:.2f}%", f"{BASE}em"))
            if place - named >= APART:
                named = place
                side = ' text-anchor="end"' if place > 100 - APART else ""
                yield f'<text class="lab" x="{place:.2f}%" y="1.1em"{side}>{escaped(self._q(talk))}</text>'

    def _late_column(self, late: int, top: int) -> Iterator[str]:
        if late:
            high = late / top * (BASE - TOP)
            yield _line("base", ("94%", f"{BASE}em"), ("100%", f"{BASE}em"))
            yield f'<rect class="col late" x="95.5%" y="{BASE - high:.2f}em" width="3%" height="{high:.2f}em"/>'
            yield f'<text class="ax" x="97%" y="{BASE - high - 0.4:.2f}em" text-anchor="middle">{late}</text>'
            yield f'<text class="ax" x="100%" y="{FOOT + 1.3:.1f}em" text-anchor="end">{escaped(self._late)}</text>'

    def _late_row(self, late: int) -> list[tuple[str, str]]:
        return [(self._late, str(late))] if late else []

    def _hours(self, axis: Axis, across: float) -> Iterator[str]:
        lasted = axis.end - axis.start
        places = [
            (axis.start, 0.0, "start"),
            (axis.start + lasted / 2, across / 2, "middle"),
            (axis.end, across, "end"),
        ]
        for at, place, side in places if lasted <= DAY else places[::2]:
            shown = escaped(self._dates.time(at) if lasted <= DAY else self._dates.date(at))
            yield f'<text class="ax" x="{place}%" y="{FOOT}em" text-anchor="{side}">{shown}</text>'

    def _step(self, step: timedelta) -> str:
        minutes = step // timedelta(minutes=1)
        if minutes < 60:
            return self._words.ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
        return self._words.ngettext("{count} hour", "{count} hours", minutes // 60).format(count=minutes // 60)

    # --- by question

    def _by_question(self, pictures: Pictures) -> str:
        talks = pictures.talks
        most = max(talk.said for talk in talks)
        title = self._words.gettext("{what} (line) and people (ring) by question").format(what=self._column)
        fewest = min(talk.said for talk in talks)
        about = self._words.gettext("Between {fewest} and {most} to a question.")
        late = [self._words.gettext("The dashed part of a line came late.")] * any(talk.late for talk in talks)
        return self._figure(
            _Picture(
                id="questions",
                title=title,
                about=" ".join([about.format(fewest=fewest, most=self._count(most)), *late]),
                height=QUESTION * len(talks),
                drawn=tuple(part for row, talk in enumerate(talks) for part in self._question(row, talk, most)),
                heads=(self._words.gettext("Question"), self._column, self._people, self._late.capitalize()),
                rows=tuple((self._named(talk), str(talk.said), str(talk.people), str(talk.late)) for talk in talks),
                note=" ".join(late),
            )
        )

    def _question(self, row: int, talk: Talk, most: int) -> Iterator[str]:
        top = row * QUESTION
        name = f'<tspan class="number">{escaped(self._q(talk))}</tspan> {line(self._short(talk))}'
        yield f'<text class="lab" x="0" y="{top + NAMED:.1f}em">{name}</text>'
        they = self._words.ngettext("{count} person", "{count} people", talk.people).format(count=talk.people)
        figures = f"{self._count(talk.said)}, {they}"
        yield f'<text class="ax" x="0" y="{top + COUNTED:.1f}em">{escaped(figures)}</text>'
        down = f"{top + MEASURED:.1f}em"
        yield _line("grid", ("0", down), ("98%", down))
        on_time, whole, people = (98 * each / most for each in (talk.said - talk.late, talk.said, talk.people))
        if talk.said > talk.late:
            yield _line("bar", ("0", down), (f"{on_time:.2f}%", down))
        if talk.late:
            yield _line("bar late", (f"{on_time:.2f}%", down), (f"{whole:.2f}%", down))
        if talk.people:
            yield f'<circle class="ring" cx="{people:.2f}%" cy="{down}" r=".4em"/>'

    def note(self, pictures: Pictures) -> str:
        """Return what strokes mean."""
        axis = pictures.axis
        if axis is None or not pictures.said:
            return ""
        gettext = self._words.gettext
        said = (
            gettext("When answers came, {start} to {end}.")
            if not pictures.late
            else gettext("When answers came, {start} to {end}; dashed: late.")
        )
        start, end = self._dates.moment(axis.start), self._dates.moment(axis.end)
        return f'<p class="note">{escaped(said.format(start=start, end=end))}</p>\n'

    def strokes(self, talk: Talk, axis: Axis | None) -> str:
        """Return a line with a stroke wherever something was said; it decorates, the count beside it says it."""
        if axis is None:
            return ""
        across = FINE * 0.9
        drawn = "".join(f"M{each * 0.9 + 0.5:.1f} 1V9" for each in talk.strokes)
        late = f'<path class="rug late" d="M{FINE - 6} 1V9"/>' if talk.late else ""
        return (
            f'<svg viewBox="0 0 {FINE} 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
            f'<path class="rug-line" d="M0 9.5H{across:.0f}M{FINE - 12} 9.5H{FINE}"/>'
            f'<path class="rug" d="{drawn}"/>{late}</svg>'
        )

    # --- who replied to whom

    def of_replies(self, talk: Talk, voices: Mapping[int, Voice], *, named: bool) -> str:
        """Return who replied to whom, if anybody did; what is not among `voices` is left out.

        The caption has the question's name where it is `named`.
        """
        shown = [kept for each in talk.exchanges if (kept := _still_there(each, voices))]
        if not shown:
            return ""
        drawn: list[str] = []
        height = 0.0
        for exchange in shown:
            drawn += self._exchange(exchange, voices, height)
            height += ROW * (len(exchange.turns) + (exchange.more > 0)) + FIRST / 2
        gettext, ngettext = self._words.gettext, self._words.ngettext
        count = len(shown) + talk.others
        about = ngettext("{count} exchange.", "{count} exchanges.", count).format(count=count)
        note = ngettext("{count} more is not shown.", "{count} more are not shown.", talk.others)
        return self._figure(
            _Picture(
                id=f"replies{talk.question.number}",
                title=gettext("{question}: who replied to whom").format(question=self._named(talk)),
                caption=self._named(talk) if named else self.replies,
                about=about,
                height=height,
                drawn=tuple(drawn),
                heads=(gettext("Who"), gettext("When"), gettext("In reply to")),
                rows=tuple(self._turn_row(turn, voices) for exchange in shown for turn in exchange.turns),
                note=note.format(count=talk.others) if talk.others else "",
            )
        )

    def _exchange(self, exchange: Exchange, voices: Mapping[int, Voice], top: float) -> Iterator[str]:
        places = {turn.message: (turn.depth, row) for row, turn in enumerate(exchange.turns)}
        for row, turn in enumerate(exchange.turns):
            x, y = FIRST + turn.depth * STEP, top + FIRST + row * ROW
            if turn.replies_to in places:
                depth, above = places[turn.replies_to]
                down, start = FIRST + depth * STEP, top + FIRST + above * ROW
                corner = (f"{down:.2f}em", f"{y:.2f}em")
                yield _line("edge", (f"{down:.2f}em", f"{start + 0.4:.2f}em"), corner)
                yield _line("edge", corner, (f"{x - 0.4:.2f}em", f"{y:.2f}em"))
            kind = "ring" if turn.replies_to in places else "dot"
            yield f'<circle class="{kind}" cx="{x:.2f}em" cy="{y:.2f}em" r=".4em"/>'
            name = line(shortened(one_line(voices[turn.message].name), LONGEST_NAME))
            at = escaped(self._dates.moment(ids.time_of(turn.message)))
            said = f'{name} <tspan class="ax">{at}</tspan>'
            yield f'<text class="lab" x="{x + 1:.2f}em" y="{y + 0.35:.2f}em">{said}</text>'
        if exchange.more:
            y = top + FIRST + len(exchange.turns) * ROW + 0.35
            more = self._words.ngettext("and {count} more", "and {count} more", exchange.more)
            yield f'<text class="ax" x="{FIRST + 1}em" y="{y:.2f}em">{escaped(more.format(count=exchange.more))}</text>'

    def _turn_row(self, turn: Turn, voices: Mapping[int, Voice]) -> tuple[str, ...]:
        voice = voices[turn.message]
        answered = voices.get(turn.replies_to) if turn.replies_to is not None else None
        linked = _Html(anchor(voice.link, f"<bdi>{line(voice.name)}</bdi>", beside=self._beside))
        return linked, self._dates.moment(ids.time_of(turn.message)), one_line(answered.name) if answered else "–"

    # --- frames

    def _figure(self, picture: _Picture) -> str:
        title = escaped(picture.title)
        note = f'<p class="note">{escaped(picture.note)}</p>\n' if picture.note else ""
        heads = "".join(f'<th scope="col">{escaped(each)}</th>' for each in picture.heads)
        rows = "".join(f"<tr>{_cells(row)}</tr>\n" for row in picture.rows)
        named = f"p-{picture.id}-t p-{picture.id}-d"
        return f"""<figure class="picture"><figcaption>{escaped(picture.caption) or title}</figcaption>
<svg class="chart" width="100%" height="{picture.height:.2f}em" role="img" aria-labelledby="{named}">\
<title id="p-{picture.id}-t">{title}</title><desc id="p-{picture.id}-d">{escaped(picture.about)}</desc>
{"".join(picture.drawn)}</svg>
{note}<details><summary>{escaped(self._table)}</summary>
<table><thead><tr>{heads}</tr></thead>
<tbody>
{rows}</tbody></table></details></figure>
"""

    def _q(self, talk: Talk) -> str:
        return self._number.format(number=talk.question.number)

    def _short(self, talk: Talk) -> str:
        return shortened(one_line(talk.question.short or talk.question.text), LONGEST_NAME)

    def _named(self, talk: Talk) -> str:
        return f"{self._q(talk)} {self._short(talk)}"


class _Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def _cells(row: Iterable[str]) -> str:
    first, *others = (each if isinstance(each, _Html) else escaped(each) for each in row)
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{each}</td>" for each in others)


def _line(kind: str, start: tuple[str, str], end: tuple[str, str]) -> str:
    return f'<line class="{kind}" x1="{start[0]}" x2="{end[0]}" y1="{start[1]}" y2="{end[1]}"/>'


def _column(place: int, share: float, width: float) -> str:
    high = share * (BASE - TOP)
    left = (place + 0.2) * width
    return (
        f'<rect class="col" x="{left:.2f}%" y="{BASE - high:.2f}em" width="{0.6 * width:.2f}%" height="{high:.2f}em"/>'
    )


def _still_there(exchange: Exchange, voices: Mapping[int, Voice]) -> Exchange | None:
    """Return an exchange without what is not there any more; None if nobody is left who replied."""
    turns = tuple(turn for turn in exchange.turns if turn.message in voices)
    there = {turn.message for turn in turns}
    return Exchange(turns, exchange.people, exchange.more) if any(turn.replies_to in there for turn in turns) else None
