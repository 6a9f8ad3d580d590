"""Transcripts in memory: a fake of the read model, and a small rich session."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations

from bot.adapters.export import FORMATS, write
from bot.core.base import ids
from bot.core.base.contribution import Attachment, Contribution, Person
from bot.core.base.words import Words
from bot.core.record.filing import Filing, How, When
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head, ReadingLine, ReplyTo, RoomRef
from bot.core.script.pack import Host, HostRole

OPENED = datetime(2016, 9, 14, 23, 0, tzinfo=UTC)  # 7 pm Eastern; ids begin in 2015
GUILD, CHANNEL = 41, 42
ADA, BO, CEM = Person(1001, "Ada Lovelace"), Person(1002, "Bo Diddley"), Person(1003, "جميلة")


@dataclass
class MemoryTranscript:
    """A whole transcript as tuples."""

    head: Head
    questions: tuple[AskedQuestion, ...] = ()
    events: tuple[Event, ...] = ()
    filed: Mapping[int, Sequence[Entry]] = field(default_factory=dict)
    loose: Sequence[Entry] = ()

    async def answers(self, number: int) -> AsyncIterator[Entry]:
        for entry in self.filed.get(number, ()):
            yield entry

    async def channel(self) -> AsyncIterator[Entry]:
        for entry in self.loose:
            yield entry


async def written(transcript: MemoryTranscript, name: str, words: Words | None = None) -> str:
    """Return the whole transcript in one format."""
    writer = FORMATS[name].writer(words or NullTranslations())
    return "".join([text async for text in write(transcript, writer)])


def head(**changes: object) -> Head:
    usual = Head(
        number=7,
        title="What is influence, really?",
        hashtag="TChat",
        language="en",
        zone="America/New_York",
        room=RoomRef("discord", GUILD, CHANNEL),
        status="closed",
        opened_at=OPENED,
        closed_at=OPENED + timedelta(minutes=62),
        hosts=(
            Host("Meghan M. Biro", HostRole.MODERATOR, "MeghanMBiro", "TalentCulture"),
            Host("Kevin W. Grossman", HostRole.CO_HOST),
        ),
        by="Crystal Miller",
        intro="Influence comes with **responsibility**.\n\nTonight we look at what it means.",
        names={person.id: person.name for person in (ADA, BO, CEM)},
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # names and types are the test's business


def message(minute: float, text: str, author: Person = ADA, **more: object) -> Contribution:
    """Return a contribution made so many minutes after the opening."""
    made = ids.first_at(OPENED + timedelta(minutes=minute))
    return Contribution(made, CHANNEL, author, text, **more)  # type: ignore[arg-type]  # as above


def entry(
    said: Contribution,
    question: int | None = None,
    how: How | None = None,
    when: When = When.ON_TIME,
    *,
    featured: bool = False,
    reply: ReplyTo | None = None,
    thread_deleted: bool = False,
) -> Entry:
    link = f"https://discord.com/channels/{GUILD}/{said.channel}/{said.id}"
    return Entry(said, Filing(question, how, when), featured, reply, link, thread_deleted)


def single(text: str, author: Person = ADA) -> MemoryTranscript:
    """Return a transcript in which one message answers one question."""
    questions = (AskedQuestion(1, "What is it?", OPENED, (), None),)
    return MemoryTranscript(head(), questions, (), {1: [entry(message(1, text, author), 1, How.THREAD)]})


def rich() -> MemoryTranscript:
    """Return a small session in which there is one of everything."""
    card = f"https://discord.com/channels/{GUILD}/{CHANNEL}/555"
    questions = (
        AskedQuestion(
            1,
            "What does “influence” mean to *you*? Does it matter?",
            OPENED + timedelta(minutes=5),
            (
                ReadingLine(
                    "Measuring Influence is About More Than Boosting Your Ego",
                    "Joe Fernandez",
                    "Klout",
                    "https://example.org/measuring?a=1&b=2",
                ),
                ReadingLine("Outside-the-Box Engagement Tools", "Matt Charney", "WeKnowNext", None),
                ReadingLine(None, None, None, "https://example.org/untitled"),
            ),
            card,
        ),
        AskedQuestion(2, "Can influence be quantified?", OPENED + timedelta(minutes=15), (), None),
        AskedQuestion(3, "What would you stop doing?", OPENED + timedelta(minutes=25), (), None),
    )
    first = message(
        6,
        "Being **listened to** when it matters, see https://example.org/listening.\n> quality over quantity\n"
        "That, and:\n- curation with credit\n- *no* canned messages\n  1. ever\n```py\nif a < b: listen()\n```",
        reactions={"👍": 2, "<:tchat:99>": 1},
        edited_at=OPENED + timedelta(minutes=8, seconds=3),
    )
    second = message(7, "Agreed, <@1001>! ||But who measures it?|| <t:1473894000:F>", BO, reply_to=first.id)
    third = message(
        9,
        "",
        CEM,
        attachments=(
            Attachment("chart.png", "image/png", 48_213, "https://cdn.example.org/chart.png?ex=1&is=2"),
            Attachment("notes", None, 12, "https://cdn.example.org/notes"),
        ),
    )
    fourth = message(16, "التأثير هو الاستماع إلى الآخرين", CEM, reply_to=555)
    late = message(60 * 15, "Late to the party: `Klout` cannot.\n-# sorry", BO)
    guess = message(17, "Only partly, I think", BO)
    forwarded = message(18, "", ADA, forwarded="https://discord.com/channels/1/2/3")
    lost = message(19, "Yes <3 & so on", ADA, reply_to=777)
    return MemoryTranscript(
        head(),
        questions,
        (
            Event(OPENED, "opened", None, "Meghan M. Biro"),
            Event(OPENED + timedelta(minutes=5), "asked", 1, None),
            Event(OPENED + timedelta(minutes=14), "extended", 1, "Kevin W. Grossman"),
            Event(OPENED + timedelta(minutes=62), "closed", None, None),
            Event(OPENED + timedelta(minutes=63), "handed_over", None, "Meghan M. Biro"),
        ),
        {
            1: [
                entry(first, 1, How.THREAD, featured=True),
                entry(second, 1, How.THREAD, reply=ReplyTo(first.id, "Ada Lovelace", first.text[:60])),
                entry(third, 1, How.HOST, thread_deleted=True),
            ],
            2: [
                entry(fourth, 2, How.REPLY, reply=ReplyTo(555, None, None)),
                entry(late, 2, How.PREFIX, When.LATE),
            ],
        },
        [
            entry(guess, 2, How.CURRENT),
            entry(forwarded),
            entry(lost, reply=ReplyTo(777, None, None)),
        ],
    )
