"""Every format carries the same contributions, whatever a session was like, and never holds many of them at a time."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from gettext import NullTranslations

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.adapters.catalogues import words
from bot.adapters.export import FORMATS, write
from bot.adapters.export.writer import SLICE
from bot.core.base.contribution import Attachment, Contribution
from bot.core.record.filing import How
from bot.core.record.transcript import UNTOLD, AskedQuestion, Entry, Event, ReplyTo, events_of
from bot.core.script.pack import HostRole
from bot.core.session import facts
from tests.adapters.export.transcripts import (
    OPENED,
    MemoryTranscript,
    entry,
    head,
    message,
    rich,
    single,
    written,
)

STYLE_SHEET = re.compile(r"<style>.*</style>|'sha256-[^']+'", re.DOTALL)

PARITY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "who spoke": dict.fromkeys(FORMATS, ("Ada Lovelace", "Bo Diddley", "جميلة")),
    "what was said": dict.fromkeys(FORMATS, ("Only partly, I think", "التأثير هو الاستماع إلى الآخرين")),
    "when": {
        "html": ("2016-09-14T23:06:00+00:00", ">19:06<"),
        "md": ("[19:06]",),
        "txt": ("Ada Lovelace, 19:06",),
        "csv": ("2016-09-14T23:06:00+00:00",),
        "json": ("2016-09-14T23:06:00+00:00",),
    },
    "a reply, with a short quote": {
        "html": ("In reply to <a", "Being listened to when"),
        "md": ("In reply to Ada Lovelace: “Being listened to when",),
        "txt": ("In reply to Ada Lovelace: “Being listened to when",),
        "csv": ('225754050723840000,Ada Lovelace,"Being **listened to** when',),
        "json": ('"reply_to": "225754050723840000", "reply": {"author": "Ada Lovelace", "excerpt": "Being **lis',),
    },
    "a reply to what is not there": {
        "html": ("In reply to a message that is not in this record", "In reply to the question"),
        "md": ("In reply to a message that is not in this record", "In reply to the question"),
        "txt": ("In reply to a message that is not in this record", "In reply to the question"),
        "csv": (",777,,", ",555,,"),
        "json": ('"reply_to": "777"', '"reply_to": "555"'),
    },
    "an edit": {
        "html": ("edited 19:08",),
        "md": ("edited 19:08",),
        "txt": ("edited 19:08",),
        "csv": ("2016-09-14T23:08:03+00:00",),
        "json": ('"edited_at": "2016-09-14T23:08:03+00:00"',),
    },
    "lateness": {"html": (">late<",), "md": ("*late*",), "txt": (", late",), "csv": (",late,",), "json": ('"late"',)},
    "a guess": {
        "html": ("probably Q2",),
        "md": ("probably Q2",),
        "txt": ("probably Q2",),
        "csv": (",current,",),
        "json": ('{"how": "current", "when": "on_time", "question": 2}',),
    },
    "featured": {
        "html": ("featured by a host",),
        "md": ("featured by a host",),
        "txt": ("featured by a host",),
        "csv": (",true,",),
        "json": ('"featured": true',),
    },
    "reactions": {
        "html": ("👍 2", ":tchat: 1"),
        "md": ("👍 2", ":tchat: 1"),
        "txt": ("👍 2", ":tchat: 1"),
        "csv": ("👍 2; :tchat: 1",),
        "json": ('{"👍": 2, "<:tchat:99>": 1}',),
    },
    "attachments": {
        "html": ("chart.png", "image/png, 48 kB", "https://cdn.example.org/chart.png?ex=1&amp;is=2", "12 bytes"),
        "md": ("[chart.png](<https://cdn.example.org/chart.png?ex=1&is=2>) (image/png, 48 kB)", "12 bytes"),
        "txt": ("chart.png (image/png, 48 kB)", "https://cdn.example.org/chart.png?ex=1&is=2", "12 bytes"),
        "csv": ("chart.png (image/png, 48213 bytes) https://cdn.example.org/chart.png?ex=1&is=2", "12 bytes"),
        "json": ('{"name": "chart.png", "type": "image/png", "size": 48213, "url": "https://cdn', '"size": 12'),
    },
    "a shared message": dict.fromkeys(FORMATS, ("https://discord.com/channels/1/2/3",)),
}


SHEET: Mapping[str, tuple[str, ...]] = {
    "a reply, with a short quote": (">225754050723840000<", ">Ada Lovelace<", ">Being **listened to** when"),
    "a reply to what is not there": (">777<", ">555<"),
    "lateness": (">late<",),
    "a guess": (">current<",),
    "featured": (">true<",),
    "attachments": ("chart.png (image/png, 48213 bytes) https://cdn.example.org/chart.png?ex=1&amp;is=2", "12 bytes"),
}
"""What a workbook shows otherwise than CSV does."""


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("feature", PARITY)
async def test_all_formats_show(feature: str, name: str) -> None:
    text = await written(rich(), name)
    expected = PARITY[feature] if name in PARITY[feature] else {name: SHEET.get(feature) or PARITY[feature]["csv"]}
    for shown in expected[name]:
        assert shown in text


@pytest.mark.parametrize("name", FORMATS)
async def test_the_whole_of_a_session(name: str, snapshot: SnapshotAssertion) -> None:
    assert STYLE_SHEET.sub("", await written(rich(), name)) == snapshot


@pytest.mark.parametrize("name", ["html", "md", "txt"])
async def test_the_whole_of_a_session_in_finnish(name: str, snapshot: SnapshotAssertion) -> None:
    transcript = replace(rich(), head=head(language="fi", zone="Europe/Helsinki"))
    assert STYLE_SHEET.sub("", await written(transcript, name, words("fi"))) == snapshot


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "transcript",
    [
        MemoryTranscript(head(opened_at=None, closed_at=None, status="cancelled", hosts=(), by=None, intro=None)),
        MemoryTranscript(head(hashtag=None, closed_at=None, status="open", zone="UTC")),
        MemoryTranscript(head(), (AskedQuestion(1, "", OPENED, (), None),)),
        single(""),
        single(" \n"),
        single("🎉" * 2000),
        single("שלום\u202e עולם\u200b\u200d\ufeff"),
        single("\u200b"),
        single("x" * 4000),
        single("text\x00with\x1b[31m\ud83d controls\r\nand\u2028ends"),
    ],
    ids=["unopened", "open", "unasked", "empty", "blank", "emoji", "rtl", "invisible", "long", "controls"],
)
async def test_any_session_can_be_written(transcript: MemoryTranscript, name: str) -> None:
    text = await written(transcript, name)
    text.encode("utf-8")
    assert name == "json" or not set(text) & {"\x00", "\x1b", "\u2028"}


@pytest.mark.parametrize("name", ["html", "md", "txt"])
async def test_what_is_missing_is_said(name: str) -> None:
    unopened = MemoryTranscript(head(opened_at=None, closed_at=None), (AskedQuestion(1, "Q?", OPENED, (), None),))
    text = await written(unopened, name)
    for said in ("This session was not opened.", "No answers", "Nothing was said outside the questions"):
        assert said in text
    assert "(no text)" in await written(single(""), name)


async def test_lines_of_text_are_about_80_wide_but_links_stay_whole() -> None:
    link = "https://example.org/" + "x" * 100
    lines = (await written(single(f"{'word ' * 60}{link} {'word ' * 60}"), "txt")).splitlines()
    assert [line.strip() for line in lines if len(line) > 80] == [link]


@pytest.mark.parametrize("name", ["html", "md", "txt"])
async def test_a_zone_that_is_utc_is_named_once(name: str) -> None:
    text = (await written(replace(rich(), head=head(zone="UTC")), name)).replace("\\", "")
    assert "14 September 2016, 23:00 to 15 September 2016, 00:02 (UTC)" in text
    assert "UTC; " not in text
    assert "00:02 UTC" not in text


@pytest.mark.parametrize("name", FORMATS)
async def test_a_sticker_has_only_a_name(name: str) -> None:
    said = entry(message(1, "", attachments=(Attachment("Wave", None, 0, ""),)), 1, How.THREAD)
    text = await written(MemoryTranscript(head(), single("").questions, (), {1: [said]}), name)
    assert "Wave" in text
    assert "0 bytes" not in text
    assert "Wave (" not in text
    assert "(no text)" not in text


@pytest.mark.parametrize("name", FORMATS)
async def test_a_poll_is_told_with_its_votes(name: str) -> None:
    said = entry(message(1, "**Sky or sea?**\n- the sky (0)\n- the sea (12)", poll=True), 1, How.THREAD)
    text = await written(MemoryTranscript(head(), single("").questions, (), {1: [said]}), name)
    plain = text.replace("\\", "")
    assert all(told in plain for told in ("Sky or sea?", "the sky (0)", "the sea (12)"))


@pytest.mark.parametrize("name", ["html", "md", "txt"])
async def test_a_spoiler_is_not_told_in_a_quote_of_it(name: str) -> None:
    secret = entry(message(1, "So: ||it is a sled|| and more"), 1, How.THREAD)
    for excerpt in ("So: ||it is a sled|| and", "So: ||it is a sl…"):
        answer = entry(message(2, "No!"), 1, How.THREAD, reply=ReplyTo(secret.contribution.id, "Ada", excerpt))
        text = await written(MemoryTranscript(head(), single("").questions, (), {1: [answer]}), name)
        assert "sl" not in text.partition("In reply to")[2].partition("No!")[0]


class Counted(Entry):
    """An entry that knows how many of its kind are alive."""

    alive = 0
    most = 0

    @classmethod
    def of(cls, original: Entry) -> "Counted":
        cls.alive += 1
        cls.most = max(cls.most, cls.alive)
        return cls(original.contribution, original.filing, original.featured, original.reply, original.link)

    def __del__(self) -> None:
        Counted.alive -= 1


@dataclass
class Generated(MemoryTranscript):
    """A transcript whose entries are made while it is walked through."""

    size: int = 20_000
    left_open: int = 0

    async def answers(self, number: int) -> AsyncIterator[Entry]:
        self.left_open += 1
        try:
            for made in self._made():
                yield Counted.of(entry(made, number, How.THREAD))
        finally:
            self.left_open -= 1

    def _made(self) -> Iterator[Contribution]:
        return (message(number / 60, f"*Answer* {number}") for number in range(self.size))


@pytest.mark.parametrize("name", FORMATS)
async def test_a_long_transcript_is_streamed(name: str) -> None:
    Counted.most = Counted.alive
    turns, longest, entries = 0, 0, 0
    done = asyncio.Event()

    async def another_task() -> None:
        nonlocal turns
        while not done.is_set():
            turns += 1
            await asyncio.sleep(0)

    waiting = asyncio.create_task(another_task())
    writer = FORMATS[name].writer(NullTranslations())
    pieces = 0
    async for text in write(Generated(head(), single("").questions), writer):
        pieces += 1
        longest = max(longest, len(text))
        entries += text.count("Answer*" if name in {"md", "csv", "xlsx", "json"} else "Answer")
    done.set()
    await waiting
    assert entries == 20_000
    assert Counted.most <= 4
    assert longest < SLICE * 2
    assert turns >= pieces - 1 > 20


async def test_a_reader_who_goes_away_leaves_nothing_open() -> None:
    transcript = Generated(head(), single("").questions)
    texts = write(transcript, FORMATS["md"].writer(NullTranslations()))
    async for _ in texts:
        break
    assert transcript.left_open == 1
    await texts.aclose()
    assert transcript.left_open == 0


async def test_json_is_the_agreed_contract() -> None:
    record = json.loads(await written(rich(), "json"))
    assert record["schema"] == 1
    assert record["session"].items() >= {"number": 7, "hashtag": "TChat", "status": "closed"}.items()
    assert record["session"]["room"] == {"platform": "discord", "guild": "41", "channel": "42"}
    assert [(q["number"], len(q["answers"])) for q in record["questions"]] == [(1, 3), (2, 2), (3, 0)]
    answer = record["questions"][0]["answers"][0]
    assert {"id", "author", "text", "at", "edited_at", "reply_to", "filed", "reactions", "attachments"} < set(answer)
    assert answer["author"] == {"id": "1001", "name": "Ada Lovelace"}
    assert [event["by"] for event in record["events"]][:2] == ["Meghan M. Biro", None]


async def test_the_log_has_words_for_all_that_it_tells() -> None:
    told = [name for kind, name in facts.NAMES.items() if kind not in UNTOLD]
    log = tuple(Event(OPENED, name, None, None) for name in told)
    text = await written(replace(rich(), events=log), "txt", words("fi"))
    english = [name.replace("_", " ").capitalize() for name in told]
    assert [name for name in english if re.search(rf"  {name}$", text, re.MULTILINE)] == []


async def test_the_log_tells_who_became_a_host_who_decided_it_and_which_recap_it_was() -> None:
    names = {1: "Meghan\nM.", 2: "Kevin"}
    history = [
        facts.HostJoined(at=OPENED, by=1, person=2, role=HostRole.CO_HOST),
        facts.LeadTaken(at=OPENED, by=2, person=2),
        facts.HostLeft(at=OPENED, by=1, person=3),
        facts.RecapPublished(at=OPENED, by=1),
        facts.RecapPublished(at=OPENED),
    ]
    record = replace(rich(), events=events_of(history, names))
    text = await written(record, "txt", words("en"))
    hosts = ("Host added: Kevin, by Meghan M.", "New lead: Kevin", "Host removed: 3, by Meghan M.")
    for line in (*hosts, "Recap published, Meghan M.", "Recap published, revision 2"):
        assert re.search(rf"  {line}$", text, re.MULTILINE)
    assert "Vetäjä lisätty: Kevin; päätti Meghan M." in await written(record, "md", words("fi"))
    events = json.loads(await written(record, "json"))["events"]
    assert [(event["by"], event["whom"]) for event in events[:2]] == [("Meghan\nM.", "Kevin"), ("Kevin", "Kevin")]


def test_a_reminder_that_nobody_wanted_is_not_in_the_log() -> None:
    history = [facts.Reminded(at=OPENED, people=people) for people in (0, 2)]
    assert len(events_of(history, {})) == 1


@pytest.mark.parametrize(("zone", "times"), [("UTC", 1), ("Europe/Helsinki", 2)])
async def test_a_chat_on_utc_says_its_times_once(zone: str, times: int) -> None:
    text = await written(MemoryTranscript(head(zone=zone)), "txt")
    opened = next(line for line in text.splitlines() if "September 2016" in line)
    assert opened.count(" to ") == times
