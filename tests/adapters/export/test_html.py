"""The HTML transcript: one file that needs nothing else, to be heard as well as seen, by day and by night."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bot.core.base.contribution import Attachment, KeptFile, Missing, MissingFile
from bot.design import style_of
from tests.adapters.export.transcripts import (
    ADA,
    BO,
    OPENED,
    MemoryTranscript,
    entry,
    head,
    message,
    rich,
    single,
    written,
)

CSS = style_of("words", "paper", "transcript")


class Outline(HTMLParser):
    """The elements of a page in their order, each with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(attribute)) is not None]

    def count(self, tag: str) -> int:
        return [name for name, _ in self.elements].count(tag)


async def test_it_can_do_nothing_and_fetches_nothing() -> None:
    page = await written(rich(), "html")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert not re.search(r"url\(|@import|</|\r", style[1])
    outline = Outline(page)
    assert not outline.values("src") + outline.values("style") + outline.values("srcset")
    assert not {name for name, _ in outline.elements} & {"script", "link", "img", "iframe", "form", "object"}


async def test_a_screen_reader_finds_its_way() -> None:
    outline = Outline(await written(rich(), "html"))
    assert ("html", {"lang": "en"}) in outline.elements
    assert [outline.count(tag) for tag in ("main", "nav", "h1", "footer")] == [1, 1, 1, 1]
    assert outline.count("article") == outline.count("h3") == 8
    levels = [int(tag[1]) for tag, _ in outline.elements if re.fullmatch(r"h\d", tag)]
    assert all(deeper <= upper + 1 for upper, deeper in pairwise(levels))


async def test_a_keyboard_gets_past_the_contents_and_from_question_to_question() -> None:
    page = await written(rich(), "html")
    assert page.index('<a class="skip" href="#record">') < page.index("<header") < page.index('<main id="record">')
    jumps = [re.findall(r'href="#(\w+)"', row) for row in re.findall(r'<p class="jumps">(.*)</p>', page)]
    assert jumps == [["q2"], ["q1", "q3"], ["q2", "channel"]]


async def test_what_somebody_says_in_one_go_stands_together() -> None:
    minutes = ((1, "one", BO), (2, "two", BO), (10, "later", BO), (11, "me", ADA), (12, "back", BO))
    said = [message(minute, text, who) for minute, text, who in minutes]
    answers = [*said, message(13, "to her", BO, reply_to=said[3].id), message(14, "on", BO), message(15, "own", BO)]
    answers[-1] = replace(answers[-1], reply_to=answers[-2].id)
    entries = [entry(each, 1) for each in answers]
    page = await written(
        MemoryTranscript(head(), single("").questions, (), {1: entries}, [entry(message(16, "x", BO))]), "html"
    )
    goes_on = re.findall(r'<article class="said( goes-on)?" id="m\d+">', page)
    assert [bool(each) for each in goes_on] == [False, True, False, False, False, False, True, True, False]
    assert page.count("<h3") == 9, "each has a name for who hears the page"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Se on minun mielestäni se, että joku kuuntelee, kun sillä on väliä", "fi"),
        ("It is what people do when they listen to you", None),
        ("Klout", None),
    ],
)
async def test_an_answer_in_another_language_says_so(text: str, language: str | None) -> None:
    page = await written(single(text), "html")
    assert re.findall(r'<div lang="(\w+)">', page) == ([language] if language else [])


async def test_kept_pictures_are_shown_and_what_is_missing_says_when_and_why() -> None:
    kept = KeptFile("a" * 64, "image/png", 7)
    files = (
        Attachment("sky.png", None, 7, "https://cdn.example.org/sky", "a blue sky", kept),
        Attachment("raw.png", None, 7, "https://cdn.example.org/raw", None, replace(kept, digest="b" * 64)),
        Attachment("film", None, 9, "https://cdn.example.org/film", None, MissingFile(Missing.TOO_LARGE, OPENED)),
    )
    said = replace(entry(message(1, "look", attachments=files), 1), pictures={"a" * 64: b"picture"})
    transcript = MemoryTranscript(head(), single("").questions, (), {1: [said]})
    page = await written(transcript, "html")
    assert re.findall(r"<img [^>]*>", page) == ['<img src="data:image/png;base64,cGljdHVyZQ==" alt="a blue sky">']
    assert "img-src data:;" in page
    for name in ("html", "md", "txt"):
        assert "9 bytes, not kept (14 September 2016: too large)" in " ".join((await written(transcript, name)).split())
    (answer,) = json.loads(await written(transcript, "json"))["questions"][0]["answers"]
    assert [file["sha256"] for file in answer["attachments"]] == ["a" * 64, "b" * 64, None]
    assert answer["attachments"][2]["missing"] == {"at": "2016-09-14T23:00:00+00:00", "why": "too large"}
    table = await written(transcript, "csv")
    assert f"sky.png (image/png, 7 bytes, sha256 {'a' * 64})" in table
    assert "film (9 bytes, not kept 2016-09-14T23:00:00+00:00: too large)" in table


async def test_every_link_within_the_page_arrives() -> None:
    outline = Outline(await written(rich(), "html"))
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in outline.values("href") if href.startswith("#")} <= set(ids)
    assert {each for value in outline.values("aria-labelledby") for each in value.split()} <= set(ids)
    assert {f"m{said.contribution.id}" for said in rich().filed[1]} | {"m555"} < set(ids)


async def test_times_are_utc_for_machines_and_local_for_people() -> None:
    transcript = replace(single("x"), head=head(zone="Europe/Helsinki"))
    page = await written(transcript, "html")
    assert '<time datetime="2016-09-14T23:01:00+00:00">02:01</time>' in page
    assert "15 September 2016, 02:00 to 03:02 (Europe/Helsinki); 23:00 to 00:02 UTC" in page


async def test_the_links_of_a_rehearsal_lead_into_the_page() -> None:
    said = entry(message(1, "hello"), 1)
    made = replace(said, link=f"transcript.html#m{said.contribution.id}")
    transcript = MemoryTranscript(head(), single("").questions, (), {1: [made]})
    assert f'<a href="#m{said.contribution.id}" ' in await written(transcript, "html")
    assert f"[19:01](<transcript.html#m{said.contribution.id}>)" in await written(transcript, "md")


async def test_a_mention_is_the_name_that_the_record_knows_at_the_end() -> None:
    said = [entry(message(1, "<@1002> <@1001> <@5> <#6> <@&7> <#8> <@&9>")), entry(message(2, "hi", BO))]
    named = head(names={1001: "Ada Lovelace", 1002: "Bo\nDiddley", 8: "off-topic", 9: "Regulars", 5: " "})
    page = await written(MemoryTranscript(named, loose=said), "html")
    assert re.findall(r'class="mention">([^<]*)<', page) == [
        *("@Bo Diddley", "@Ada Lovelace", "@someone", "#a-channel", "@a-role", "#off-topic", "@Regulars")
    ]


@pytest.mark.parametrize("text", ["שלום", "plain", "> quote", "- item", "# heading", "-# small"])
async def test_member_text_has_its_own_direction(text: str) -> None:
    page = await written(single(text), "html")
    article = page.partition("<article")[2].partition("</article>")[0]
    assert 'dir="auto"' in article


def luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


ROOTS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", root)) for root in ROOTS[:2])
TOGETHER = [
    *((ink, paper) for ink in ("ink", "soft", "accent") for paper in ("paper", "card", "accent-soft", "code")),
    *(("amber", "amber-soft"), ("plum", "plum-soft")),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TOGETHER)
def test_colours_can_be_read(colours: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(colours[ink], colours[paper]) >= 4.5
