"""Recaps in memory: a small rich one that has one of everything, and single sections to try things on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.base import ids
from bot.core.base.contribution import Contribution, Person
from bot.core.base.place import RoomRef
from bot.core.record.filing import Filing, How, When
from bot.core.record.recap import Recap, recap_of
from bot.core.record.summary import AnswersTo, Pointer, Quoted, Section, SharedLink, Summary
from bot.core.record.transcript import AskedQuestion, Entry, Head, ReadingLine
from bot.core.script.pack import Host, HostRole
from bot.core.session.recap_state import Mark, RecapState

OPENED = datetime(2016, 9, 14, 23, 0, tzinfo=UTC)  # 7 pm Eastern
ROOM = RoomRef("discord", 41, 42)
HEAD = Head(1, "Colour", None, "en", "UTC", ROOM, "closed", OPENED, OPENED, hosts=(), by=None, intro=None)
PEOPLE = ("Ada", "Ben", "Cem", "Dee", "Eve")


def entry(number: float, text: str, *, by: int = 1, question: int | None = 1, late: bool = False, **more: Any) -> Entry:
    """Return the answer of a member; ids grow with the number."""
    made = ids.first_at(OPENED + timedelta(minutes=number))
    author = Person(by, PEOPLE[by - 1] if by <= len(PEOPLE) else f"Member {by}")
    how = How.THREAD if question else None
    filing = Filing(question, how, When.LATE if late else When.ON_TIME)
    return Entry(Contribution(made, 43, author, text, **more), filing, False, None, ROOM.link(made, 43))


def quoted(number: int, text: str, *, after: Quoted | None = None, **more: Any) -> Quoted:
    """Return a whole answer as a quote; `after` is what it leans on."""
    beside = {key: more.pop(key) for key in ("near", "taken_up", "reactors", "cut_after") if key in more}
    return Quoted(entry(number, text, **more), text, leans_on=after.id if after else None, **beside)


def question(number: int = 1, text: str = "What is colour?", **more: Any) -> AskedQuestion:
    usual: dict[str, Any] = {"readings": (), "link": None}
    return AskedQuestion(number, text, OPENED, **(usual | more))


def section(*quotes: Quoted, of: AskedQuestion | None = None, **more: Any) -> Section:
    usual: dict[str, Any] = {"answers": 9, "people": 5, "late": 0}
    return Section(of or question(), quotes=quotes, **(usual | more))


def with_talk(made: Section, head: Head, *said: tuple[Entry, Entry | None]) -> Section:
    """Return a section with what pictures show of these answers, each with the one that it replies to."""
    answers = AnswersTo(made.question, head, quotes=0)
    for each, target in said:
        answers.add(each, target.contribution.id if target else None)
    drawn = answers.section([], [each for each, _ in said])
    return replace(made, talk=drawn.talk, voices=drawn.voices)


def summary(*sections: Section, **more: Any) -> Summary:
    usual: dict[str, Any] = {"people": PEOPLE, "links": (), "talk": 0, "head": HEAD}
    return Summary(sections=sections, **(usual | more))


def recap(*sections: Section, state: RecapState | None = None, **more: Any) -> Recap:
    return recap_of(summary(*sections, **more), state or RecapState())


SKY = "Blue is the sky over the harbour on a morning in March."
SEA = "I disagree, politely. Blue is the sea, and the ink of the letters that crossed it."
INK = "My grandfather's bicycle, which he painted *twice* a year. ||He stole the paint.||"
RED = "Red is what the pupils see <b>first</b>: a fire engine, a pencil, a mistake."
BACK = "Slept on it and take half of mine back: a mistake can be green as well."
ASKS = "And who taught you to see it that way?"
STEP = "Paint one wall of the library before the next chat, Cem brings the brushes."


def rich(language: str = "en") -> Recap:
    """Return a recap in which there is one of everything."""
    first = quoted(6, SKY, by=1, taken_up=(pointer(2, 7), pointer(3, 8)), reactors=3)
    ink = quoted(9, INK, by=3, near=(pointer(4, 10),))
    red = quoted(20, RED, by=4)
    asks = quoted(25, ASKS, by=5, question=2)
    step, loose = entry(30, STEP, by=2, question=None), entry(31, "See https://b.example/loose", by=2, question=None)
    read = ReadingLine("Measuring *Colour*", "Joe Fernandez", "Klout", "https://example.org/measuring?a=1&b=2")
    link = ROOM.link(555)
    sections = (
        section(
            first,
            quoted(7, SEA, by=2, after=first),
            ink,
            of=question(
                1, "What is “blue” to *you*?", readings=(read, replace(read, url=None)), link=link, short="Blue"
            ),
        ),
        section(
            red,
            quoted(900, BACK, by=4, after=red, late=True),
            of=question(2, "And what is red, when you see it at school?"),
            answers=4,
            people=3,
            late=1,
            unanswered=(asks,),
        ),
        section(of=question(3, "What would you paint?"), answers=0, people=0),
    )
    head = replace(
        HEAD,
        title="What is *colour*, really?",
        hashtag="TChat",
        language=language,
        zone="America/New_York",
        closed_at=OPENED + timedelta(minutes=62),
        hosts=(
            Host("Meghan M. Biro", HostRole.MODERATOR, "MeghanMBiro", "TalentCulture"),
            Host("Kevin W. Grossman", HostRole.CO_HOST),
        ),
        by="Crystal Miller",
        intro="Colour comes with **light**.\nTonight we look at it.",
    )
    others = [(entry(number, f"Blue {number} of the sky.", by=by), None) for number, by in ((10, 4), (11, 5), (12, 1))]
    took_up = [entry(number, "And of the sea as well.", by=by) for number, by in ((7, 2), (8, 3))]
    talks = (
        ((first.entry, None), *((each, first.entry) for each in took_up), (ink.entry, None), *others),
        ((red.entry, None), (asks.entry, None), (entry(900, BACK, by=4, question=2, late=True), red.entry)),
        (),
    )
    shared = SharedLink("https://a.example/sky", first.entry, "The sky, measured for a year: …")
    made = summary(
        *(with_talk(made, head, *said) for made, said in zip(sections, talks, strict=True)),
        head=head,
        links=(shared, SharedLink("https://b.example/loose", loose)),
        remarks=3,
        left_out=1,
        marked={step.contribution.id: step, ink.id: ink.entry},
    )
    state = RecapState(
        lead="Ada saw blue in the sky, Ben in the sea (Q1).",
        headlines={1: "Sky or sea."},
        marks={step.contribution.id: Mark.NEXT_STEP, ink.id: Mark.LINE},
    )
    until = OPENED + timedelta(days=2)
    return recap_of(made, state, OPENED + timedelta(weeks=1), preview=ROOM.link(500), late_until=until)


def pointer(by: int, number: int) -> Pointer:
    made = entry(number, "", by=by)
    return Pointer(PEOPLE[by - 1], made.contribution.id, made.link)


def authors(recap: Recap) -> Mapping[int, str]:
    """Return what each quoted message said, by its id."""
    return {quote.id: quote.entry.contribution.text for quote in recap.quotes}
