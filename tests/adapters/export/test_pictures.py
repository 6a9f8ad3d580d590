"""The pictures of a chat: inline SVG that says in words what it shows, however much was said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.adapters.catalogues import words
from bot.adapters.export.recap import FORMATS
from bot.core.base.contribution import Person
from bot.core.record.filing import How, When
from bot.core.record.transcript import AskedQuestion, Entry
from tests.adapters.export.transcripts import (
    ADA,
    BO,
    OPENED,
    MemoryTranscript,
    entry,
    head,
    message,
    rich,
    written,
)
from tests.core.record.recaps import rich as rich_recap


class Drawn(HTMLParser):
    """The figures of a page: the attributes of all that is in them, and their words by element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, str]] = []
        self._within: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figure" or self._within:
            self._within.append(tag)
            self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._within and data.strip():
            self.words.append((self._within[-1], data.strip()))

    def said_in(self, tag: str) -> list[str]:
        return [said for where, said in self.words if where == tag]


def chat(entries: Sequence[Entry], questions: int = 2) -> MemoryTranscript:
    asked = tuple(AskedQuestion(each, f"Question {each}?", OPENED, (), None) for each in range(1, questions + 1))
    filed = {each.number: [e for e in entries if e.filing.question == each.number] for each in asked}
    return MemoryTranscript(head(), asked, (), filed)


async def drawn(entries: Sequence[Entry], questions: int = 2) -> Drawn:
    return Drawn(await written(chat(entries, questions), "html"))


async def test_each_picture_has_a_name_a_description_and_a_table_that_says_the_same() -> None:
    for page in (await written(rich(), "html"), FORMATS["html"](rich_recap(), words("en"))):
        figures = Drawn(page)
        pictures = [attrs for tag, attrs in figures.elements if tag == "svg"]
        assert pictures
        ids = {attrs.get("id") for _, attrs in figures.elements}
        for attrs in pictures:
            assert attrs["role"] == "img"
            assert set((attrs["aria-labelledby"] or "").split()) <= ids
        assert len(figures.said_in("title")) == len(figures.said_in("desc")) == len(pictures)
        assert [tag for tag, _ in figures.elements].count("table") == len(pictures)
        assert not {"style", "href"} & {name for tag, attrs in figures.elements for name in attrs if tag != "a"}


async def test_the_picture_over_time_says_when_most_came() -> None:
    entries = [
        entry(message(minute, "x", Person(by, "")), 1, How.THREAD) for by, minute in enumerate((3, 20, 20.5, 21))
    ]
    late = entry(message(900, "x", BO), 2, How.THREAD, When.LATE)
    figures = await drawn([*entries, late])
    assert (
        figures.said_in("desc")[0]
        == "5 messages in all, 1 of them late. At most 3 messages in 2 minutes, from 19:20 on."
    )
    bars = [attrs for tag, attrs in figures.elements if tag == "rect"]
    assert [bar["class"] for bar in bars] == ["col", "col", "col late"]
    assert [bar["height"] for bar in bars] == ["2.27em", "6.80em", "2.27em"]
    assert "late" in figures.said_in("text")
    more = [entry(message(900 + each, "x", BO), 2, How.THREAD, When.LATE) for each in range(6)]
    bars = [attrs for tag, attrs in (await drawn([*entries, *more])).elements if tag == "rect"]
    assert [bar["height"] for bar in bars] == ["1.13em", "3.40em", "6.80em"]  # all on one scale


async def test_people_and_answers_of_each_question() -> None:
    entries = [entry(message(minute, "x", who), 1, How.THREAD) for minute, who in ((3, BO), (4, BO), (5, ADA), (6, BO))]
    figures = await drawn(entries)
    assert [said for said in figures.said_in("text") if " people" in said] == [
        "4 messages, 2 people",
        "0 messages, 0 people",
    ]
    assert figures.said_in("desc")[1] == "Between 0 and 4 messages to a question."
    assert [attrs["cx"] for tag, attrs in figures.elements if tag == "circle"] == ["49.00%"]


async def test_who_replied_to_whom_is_under_the_question() -> None:
    first = message(3, "x", ADA)
    reply = message(4, "y", BO, reply_to=first.id)
    page = await written(chat([entry(each, 1, How.THREAD) for each in (first, reply)]), "html")
    figures = Drawn(page.partition('id="channel"')[0])
    assert figures.said_in("figcaption") == ["Who replied to whom"]
    assert figures.said_in("bdi") == ["Ada Lovelace", "Bo Diddley"]
    assert [attrs["href"] for tag, attrs in figures.elements if tag == "a"] == [f"#m{first.id}", f"#m{reply.id}"]


@pytest.mark.parametrize("count", [0, 1, 2])
async def test_of_next_to_nothing_there_is_no_picture(count: int) -> None:
    figures = await drawn([entry(message(5 + each, "x"), 1, How.THREAD) for each in range(count)])
    assert figures.elements == []


async def test_a_big_chat_has_pictures_of_the_same_size() -> None:
    def said(place: int) -> Entry:
        made = message(place / 200, "x", Person(place % 997, f"Member {place % 997}"))
        answered = message((place - 1) / 200, "x").id if place % 3 else None
        return entry(replace(made, reply_to=answered), 1 + (place >= 5_000), How.THREAD)

    page = await written(chat([said(place) for place in range(10_000)]), "html")
    figures = "".join(re.findall("<figure.*?</figure>", page, re.DOTALL))
    assert page.count("<figure") == 4
    assert len(figures) < 60_000
    assert "more are not shown." in figures


async def test_the_names_of_people_do_nothing_in_a_picture() -> None:
    bad = Person(7, "</text><script>alert(1)</script>\u202e")
    first = message(3, "x", bad)
    rows = [
        entry(first, 1, How.THREAD),
        *(entry(message(m, "y", BO, reply_to=first.id), 1, How.THREAD) for m in (4, 5)),
    ]
    figures = await drawn(rows)
    assert "script" not in {tag for tag, _ in figures.elements}
    assert any("<script>" in said for said in figures.said_in("text"))
