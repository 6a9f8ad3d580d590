"""Whatever members type, and wherever it ends up, no transcript is broken by it or does anything."""

import asyncio
import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.adapters.catalogues import words
from bot.adapters.export import FORMATS
from bot.adapters.export.recap import FORMATS as RECAP_FORMATS
from bot.adapters.export.tables.csv_table import guarded
from bot.adapters.export.tables.rows import COLUMNS
from bot.core.posts.recap.post import afterword, recap_post
from bot.core.text.cleaning import clean
from tests.adapters.export.hostile import HOSTILE, everywhere, recap_of_hostile
from tests.adapters.export.transcripts import single, written

FRAGMENTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></title></article>",
    "<!-- ",
    "]]>",
    "&lt;b&gt;",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "<javascript:alert(1)>",
    '[x](https://a.b/" onmouseover="alert(1))',
    "https://a.b/'onclick='x",
    "[**x** ||y||](https://a.b)",
    "<https://a.b/c>",
    "<@1> <#2> <@&3> <t:1316041200:R> <:name:1>",
    "{author} {0} {",
    "%s",
    "\n# heading\n",
    "\nsetext\n===\n---\n",
    "\n```\n",
    "```",
    "~~~",
    "\n> quote\n>>> all\n",
    "\n- a\n  - b\n",
    "\n1. one\n+ two\n",
    "\n    code\n\tcode\n",
    "\n|a|b|\n|-|-|\n",
    "[note]: https://evil.example 'x'",
    "![i](https://evil.example/x.png)",
    "**",
    "__",
    "||",
    "~~",
    "`",
    "``",
    "*",
    "_",
    "\\",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    '"',
    "'",
    "=1+1",
    ";",
    "\t",
    "\x00",
    "\x1b[2J",
    "\u202e",
    "\u200b",
    "\u2028",
    "\ud83d",
    "🎉",
    "word",
]
hostile = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=12).map("".join)
unhurried = settings(suppress_health_check=[HealthCheck.too_slow])


def write(text: str, name: str) -> str:
    return asyncio.run(written(everywhere(text), name))


# --- HTML

BARE = "html head title style body main header nav section footer div h3 ul blockquote br cite bdi strong em u s code"
DRAWN = "figure figcaption title desc details summary table thead tbody tr td"
ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in (*BARE.split(), *DRAWN.split(), "p", "h1", "h2", "pre", "q", "li", "article")},
    "svg": {"width", "height", "role", "viewbox", "preserveaspectratio", "focusable"},
    "path": {"d"},
    "line": {"x1", "x2", "y1", "y2"},
    "circle": {"cx", "cy", "r"},
    "rect": {"x", "y", "width", "height"},
    "text": {"x", "y", "text-anchor"},
    "tspan": set(),
    "th": {"scope"},
    "html": {"lang"},
    "meta": {"charset", "http-equiv", "content", "name"},
    "a": {"href", "rel"},
    "time": {"datetime"},
    "ol": {"start"},
    "span": {"tabindex"},
    "img": {"src", "alt"},
    "div": {"lang"},
}
EVERYWHERE = {"class", "id", "dir", "aria-label", "aria-labelledby", "aria-hidden"}
VOID = {"meta", "br", "img", "line", "circle", "rect", "path"}


class Inspector(HTMLParser):
    """Reads a page strictly: only known elements and attributes, everything closed, links to the web only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= ALLOWED[tag] | EVERYWHERE
        for name, value in attrs:
            if name == "href":
                assert value
                assert re.match(r"https?://|#[mq]?\w+\Z", value, re.IGNORECASE)
            if name == "src":
                assert value == "data:image/png;base64,cGljdHVyZQ=="
            if name == "lang" and tag == "div":
                assert value in ("en", "fi")
            if name == "rel":
                assert value == "nofollow noopener noreferrer"
        if tag == "a":
            assert "a" not in self.open
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        place = self.open[-1] if self.open else ""
        self.text[place] = self.text.get(place, "") + data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    unknown_decl = handle_pi = handle_comment


def inspected(page: str) -> Inspector:
    inspector = Inspector()
    inspector.feed(page)
    inspector.close()
    assert inspector.open == []
    return inspector


@unhurried
@given(hostile)
def test_html_holds_nothing_but_what_we_put_there(text: str) -> None:
    page = write(text, "html")
    inspected(page)
    assert (page.count("<style>"), page.count("<article"), page.count("<svg")) == (1, 4, 3)


unmarked = st.characters(categories=["L", "M", "S", "P"], exclude_characters="*_~|`<[\\>#-:")


@unhurried
@given(st.text(unmarked))
def test_html_shows_plain_text_as_it_was(text: str) -> None:
    page = asyncio.run(written(single(text), "html"))
    assert not text.strip() or text in "".join(inspected(page).text.values())


# --- Markdown

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(page: str) -> list[Token]:
    return [inner for token in COMMONMARK.parse(page) for inner in (token, *(token.children or ()))]


def inert(page: str) -> None:
    for token in tokens(page):
        assert token.type not in {"html_block", "html_inline", "image", "table_open"}
        href = str(token.attrs.get("href", ""))
        assert token.type != "link_open" or re.match(r"https?://|transcript\.html#m\d+\Z", href, re.IGNORECASE)


@unhurried
@given(hostile)
def test_markdown_keeps_its_structure(text: str) -> None:
    top = [token for token in COMMONMARK.parse(write(text, "md")) if token.level == 0]
    headings = [token.tag for token in top if token.type == "heading_open"]
    assert headings == ["h1", "h2", "h2", "h2", "h2"]
    assert {token.type for token in top} <= {
        *("heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "hr"),
        *("blockquote_open", "blockquote_close", "bullet_list_open", "bullet_list_close"),
    }


@unhurried
@given(hostile)
def test_markdown_holds_no_html_no_images_and_links_to_the_web_only(text: str) -> None:
    inert(write(text, "md"))
    nested = [token for token in tokens(asyncio.run(written(single(text), "md"))) if token.type == "heading_open"]
    assert len(nested) == 4


@unhurried
@given(hostile)
def test_markdown_loses_no_letter(text: str) -> None:
    page = tokens(asyncio.run(written(single(text), "md")))
    shown = "".join(t.content or str(t.attrs.get("href", "")) + t.info for t in page if t.type != "inline")
    plain = asyncio.run(written(single(text), "txt"))
    answer = plain.partition("Ada Lovelace, 19:01\n")[2].partition("\n\n\nSaid outside")[0]
    for letter in "word":  # counting some is enough to notice text that was swallowed
        assert shown.count(letter) >= answer.count(letter)


# --- CSV

FORMULA = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*[=+\-@＝＋－＠−]|[\t\r]")


@unhurried
@given(hostile)
def test_csv_is_one_row_a_contribution_and_holds_no_formula(text: str) -> None:
    page = write(text, "csv")
    header, *rows = csv.reader(io.StringIO(page.removeprefix("\ufeff"), newline=""))
    assert header == list(COLUMNS)
    assert len(rows) == 4
    assert page.endswith("\r\n")
    for row in rows:
        assert len(row) == len(COLUMNS)
        assert not any(FORMULA.match(cell) for cell in row)
        assert dict(zip(COLUMNS, row, strict=True))["text"].removeprefix("'") == clean(text).removeprefix("'")


SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LOOK_LIKE_FORMULAS = (
    *("=1", "+1", "-1", "@a", "＝1", "－1", "−1"),
    *(" =1", "\t1", "\r=1", "\x0b=1", "\ufeff=1", "\u200b=1", "\u202e=1"),
)


@pytest.mark.parametrize("text", LOOK_LIKE_FORMULAS)
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + clean(text)


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "'=1", "👍 2; 🎉 1", "(=)", " a", "https://a.b"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert guarded(text) == text


# --- JSON, and all


@unhurried
@given(hostile)
def test_json_gives_texts_back_exactly(text: str) -> None:
    record = json.loads(write(text, "json").encode("utf-8"))
    answer = record["questions"][0]["answers"][0]
    exact = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert [answer["text"], answer["author"]["name"], *answer["reactions"], record["events"][0]["by"]] == [exact] * 4


@unhurried
@given(hostile)
@example("https://a.b/half-a-character-\ud83d")
@pytest.mark.parametrize("name", ["html", "md", "txt", "csv"])
def test_files_hold_no_characters_that_act(name: str, text: str) -> None:
    page = write(text, name)
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", page)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("unit", ["**_", "[a](https://", "`", "||", "- a\n  ", "> ", "<t:", "\\", " ", "=", "\u200b"])
def test_long_hostile_messages_are_written(unit: str, name: str) -> None:
    asyncio.run(written(single(unit * (4000 // len(unit))), name))


# --- two hundred texts, in every format


def test_there_are_two_hundred() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 200


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_transcript_is_inert(text: str) -> None:
    inspected(write(text, "html"))
    inert(write(text, "md"))
    _, *rows = csv.reader(io.StringIO(write(text, "csv").removeprefix("\ufeff"), newline=""))
    assert not any(FORMULA.match(cell) for row in rows for cell in row)
    sheet = ElementTree.fromstring(write(text, "xlsx"))
    assert {cell.get("t") for cell in sheet.iter(f"{SPREADSHEET}c")} == {"inlineStr"}
    assert not list(sheet.iter(f"{SPREADSHEET}f"))
    json.loads(write(text, "json"))
    for name in ("html", "md", "txt"):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", write(text, name))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_recap_is_inert(text: str) -> None:
    recap = recap_of_hostile(text)
    forms = {name: form(recap, words("en")) for name, form in RECAP_FORMATS.items()}
    inspected(forms["html"])
    assert forms["html"].count("<svg") == 3
    inert(forms["md"])
    json.loads(forms["json"])
    for form in forms.values():
        form.encode()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_post_in_the_room_is_inert(text: str) -> None:
    recap = recap_of_hostile(text)
    own = {quote.entry.link for quote in recap.quotes}
    for post in filter(None, (recap_post(recap, words("en")), afterword(recap, words("en")))):
        assert not post.pings
        assert {button.url for button in post.buttons} <= own
        assert len(post.text) <= 2000
        labelled = re.findall(r"\]\((https?://[^)]*)\)", post.text)
        assert set(labelled) <= own
