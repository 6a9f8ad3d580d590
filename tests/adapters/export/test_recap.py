"""The article: golden files per format and language, links that lead somewhere, and words that do nothing."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from bot.adapters.catalogues import words
from bot.adapters.export.recap import FORMATS
from bot.core.posts.recap.post import afterword, recap_post
from bot.core.record.recap import Recap, recap_of
from bot.core.session.recap_state import RecapState
from tests.adapters.export.test_hostile import FRAGMENTS
from tests.core.record.recaps import ROOM, entry, question, quoted, recap, rich, section, summary

STYLE_SHEET = re.compile(r"<style>.*</style>|style-src '[^']*'", re.DOTALL)


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_whole_of_a_recap(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    assert STYLE_SHEET.sub("", FORMATS[name](rich(language), words(language))) == snapshot


@pytest.mark.parametrize("language", ["en", "fi"])
def test_the_whole_of_its_posts(language: str, snapshot: SnapshotAssertion) -> None:
    made = rich(language)
    first, second = recap_post(made, words(language)), afterword(made, words(language))
    assert second is not None
    assert f"{first.text}\n{first.buttons}\n\n{second.text}" == snapshot


@pytest.mark.parametrize("name", FORMATS)
def test_nobody_answered(name: str) -> None:
    made = recap(section(answers=0, people=0), section(of=question(2), answers=0, people=0), people=())
    text = FORMATS[name](made, words("en"))
    assert "Nobody answered this time." in text
    assert "Thank you" not in text
    assert "Quoted and would rather not be" not in text


@pytest.mark.parametrize("name", ["md", "html", "txt"])
def test_what_is_not_there_has_no_heading(name: str) -> None:
    text = FORMATS[name](recap(section(quoted(1, "The sky on a clear day."))), words("en"))
    for label in ("Line of the night", "Takeaways", "Next steps", "Left open", "Links shared", "Next chat", "Hosts"):
        assert label not in text
    assert "The sky on a clear day." in text


class Page(HTMLParser):
    """The elements of a page, and the words in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def page_of(made: Recap) -> Page:
    return Page(FORMATS["html"](made, words("en")))


def test_every_link_within_the_page_arrives_and_headings_go_down_one_by_one() -> None:
    page = page_of(rich())
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    within = [href for _, attrs in page.elements if (href := attrs.get("href") or "").startswith("#")]
    assert {href[1:] for href in within} <= set(ids)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(deeper <= upper + 1 for upper, deeper in pairwise(levels))


@pytest.mark.parametrize("name", ["md", "html"])
def test_every_quote_links_to_its_message(name: str) -> None:
    made = rich()
    text = FORMATS[name](made, words("en"))
    assert all(quote.entry.link in text for quote in made.quotes)


def test_a_changed_letter_of_a_quote_is_noticed() -> None:
    """The pages show exactly what the record holds."""
    made = rich()
    record = json.loads(FORMATS["json"](made, words("en")))
    said = {str(quote.id): quote.entry.contribution.text for quote in made.quotes}
    quotes = [quote for part in record["questions"] for quote in [*part["quotes"], *part["left_open"]]]
    for quote in quotes:
        visible = said[quote["id"]].replace("||He stole the paint.||", "[spoiler]")
        assert quote["text"] in visible
        assert quote["text"].replace("e", "3", 1) not in visible


@pytest.mark.parametrize("text", FRAGMENTS)
def test_what_members_write_does_nothing(text: str) -> None:
    said = f"{text} and the sky {text}"
    first = quoted(1, said)
    made = recap_of(
        replace(
            summary(
                section(first, quoted(2, f"I disagree: {said}", by=2, after=first), of=question(1, text, short=text))
            ),
            people=(text, "Ada"),
            liked=quoted(3, said, by=3),
            head=replace(rich().head, title=text, intro=text, by=text, hashtag="T"),
        ),
        RecapState(lead=text, headlines={1: text}),
    )
    page = page_of(made)
    allowed = {tag for tag, _ in page_of(rich()).elements} | {
        "pre",
        "code",
        "em",
        "s",
        "u",
        "span",
        "br",
        "ol",
        "strong",
    }
    assert {tag for tag, _ in page.elements} <= allowed
    for _, attrs in page.elements:
        assert not {name for name in attrs if name.startswith("on")}
        assert re.match(r"https?://|#|\Z", attrs.get("href") or "", re.IGNORECASE)
    tokens = MarkdownIt("commonmark").parse(FORMATS["md"](made, words("en")))
    assert [token.tag for token in tokens if token.type == "heading_open" and token.level == 0] == ["h1", "h2", "h2"]
    kinds = {inner.type for token in tokens for inner in (token, *(token.children or ()))}
    assert not kinds & {"html_block", "html_inline", "image"}
    for write in FORMATS.values():
        write(made, words("fi")).encode()


def test_a_late_line_says_where_it_is_from_and_why_it_stands_there() -> None:
    late = replace(
        quoted(1, "The sky on a clear day."), entry=entry(1, "The sky on a clear day.", late=True), reactors=4
    )
    text = FORMATS["txt"](recap(section(), liked=late), words("en"))
    assert "    — Ada (Q1; late, 14 September 2016, 23:01; 4 people reacted)" in text


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("name", ["md", "html", "txt"])
def test_what_a_model_worded_is_marked_where_it_stands_and_named_at_the_end(name: str, language: str) -> None:
    made = rich(language)
    first, *others = made.parts
    made = replace(made, lead_by_model=True, models=("tiny <b>",), parts=(replace(first, by_model=True), *others))
    text = FORMATS[name](made, words(language))
    assert "◇ Ada saw blue in the sky, Ben in the sea" in text
    assert "◇ Sky or sea." in text
    assert ("accepted by a host" if language == "en" else "vetäjä hyväksyi ne") in " ".join(text.split())
    assert "tiny <b>" not in text or name == "txt"
    assert text.count("◇") == 3


def test_json_says_what_a_model_worded() -> None:
    made = rich()
    made = replace(made, lead_by_model=True, parts=(replace(made.parts[0], by_model=True), *made.parts[1:]))
    record = json.loads(FORMATS["json"](made, words("en")))
    assert record["lead_by_model"]
    assert [part.get("headline_by_model") for part in record["questions"]] == [True, None, None]


@pytest.mark.parametrize("name", FORMATS)
def test_what_stands_at_the_top_stands_there_only(name: str) -> None:
    sky = quoted(1, "Blue is the sky over the harbour on a morning in March.")
    sea = quoted(2, "I disagree: blue is the sea, and the ink of letters.", by=2, after=sky)
    red = quoted(3, "Red is the light at night, which everybody waits for.", by=3, question=2)
    unquoted = entry(5, "Red is what remains when the lamp is out.", by=5, question=2)
    made = recap(
        section(sky, sea, of=question(1, short="Blue")),
        section(
            red,
            quoted(4, "A pencil. " * 12 + "Nothing else.", by=4, question=2),
            of=question(2, link=ROOM.link(500)),
            others=(
                unquoted,
                entry(7, "The lamp again.", by=5, question=2),
                entry(6, "A lamp.", by=5, question=2, late=True),
            ),
            unlisted=3,
        ),
    )
    written = " ".join(FORMATS[name](made, words("en")).split())
    opening, said, rest = written.split("Blue is the sky over the harbour")
    top = opening + said
    assert "Red is the light" in said, "after the sentence with which the exchange opens"
    if name == "json":
        assert '"disagrees": true' in top
        second = json.loads(FORMATS[name](made, words("en")))["questions"][1]
        assert [each["author"] for each in second["more"]] == ["Eve", "Eve", "Eve"]
        assert second["more_unlisted"] == 3
        return
    assert re.search("Ben.{0,90} openly disagreed", top)
    assert "Red is the light at night, which everybody waits for." not in rest, "once"
    assert re.search("Quoted above: .*Cem: “Red is the light at night…”", rest)
    assert re.search(r"6 more answers: .*Eve.*Eve \(late\).*and more", rest)
    assert rest.count("Eve") == 2 + 1, "and once among those who took part"


@pytest.mark.parametrize("name", FORMATS)
def test_what_comes_next_stands_at_the_end(name: str) -> None:
    made = replace(rich(), next_said="Who paints <b>the harbour</b>?")
    end = FORMATS[name](made, words("en"))[-2500:]
    shown = "Who paints &lt;b&gt;the harbour" if name == "html" else "the harbour"
    assert shown in end
    assert "<b>" not in end or name in ("json", "txt")
    only = FORMATS[name](replace(made, next_at=None, people=()), words("en"))
    assert shown in only
    assert "21 September 2016" not in only
