"""Nothing that an author types breaks the reading of packs, loses a word in silence, or takes long."""

import re
import tracemalloc

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.adapters.yaml_files.packs.loader import check_pack_text

MINIMAL = "title: A talk\nquestions:\n  - ask: Why?\n"

SIGNS = st.sampled_from(
    [*"\n\n  -:#@&*!%|>'\"[]{},?`~\\\t", ": ", " #", "- ", "title", "ask", "url", "no", "12:30", "é", "\u200b"]
)


@given(st.lists(SIGNS, max_size=60).map("".join))
@example("title: [a\n# b")
@settings(max_examples=400)
def test_whatever_is_typed_has_an_answer(text: str) -> None:
    for content in (text, MINIMAL + text, f"title: {text}\nquestions:\n  - ask: {text}\n", text.encode()):
        pack, problems = check_pack_text("x.yaml", content)
        assert (pack is None) == bool(problems)
        lines = (content if isinstance(content, str) else content.decode()).split("\n")
        for found in problems:
            assert 1 <= found.line <= len(lines) + 1
            assert found.column >= 1
            assert found.message


PLAIN = st.text(st.sampled_from([*"abÄ:#@&*!%|>'\"[]{},?`~\\-. 01"]), min_size=1, max_size=30).filter(
    lambda text: text.strip()[:1] not in ("'", '"', "{", "") and not re.search(r"(^|\s)#([\s#=~*+-]|$)", text)
)


@given(PLAIN)
@example("Why #TChat matters")
@example("10 : 20")
@settings(max_examples=400)
def test_what_is_typed_without_quotes_is_read_as_it_is_or_told(text: str) -> None:
    pack, problems = check_pack_text("x.yaml", f"title: {text}\nquestions:\n  - ask: Why?\n")
    if pack:
        assert pack.title.in_language("en") == text.strip()
    else:
        assert {found.line for found in problems} == {1}


@given(st.binary(max_size=200))
def test_whatever_is_uploaded_has_an_answer(content: bytes) -> None:
    pack, problems = check_pack_text("x.yaml", content)
    assert (pack is None) == bool(problems)


@given(st.text(min_size=1, max_size=100), st.text(min_size=1, max_size=300))
def test_what_is_quoted_is_read_as_it_is(title: str, ask: str) -> None:
    text = yaml.safe_dump({"title": title, "questions": [{"ask": ask}]}, default_style='"', allow_unicode=False)
    pack, problems = check_pack_text("x.yaml", text)
    if pack:
        assert pack.questions[0].ask.in_language("en") == ask.replace("\r\n", "\n").replace("\r", "\n").strip()
    else:
        assert all("visible" in found.message or "control" in found.message for found in problems)


@pytest.mark.parametrize("text", ["{s: '", 'u: {"""', "{t: :", "a: [@", "{a: {b: '2" + "\\" * 100 + "c]}"])
def test_a_line_that_cannot_be_mended_is_told_once_and_stays_as_long_as_it_is(text: str) -> None:
    check_pack_text("x.yaml", "a: [@\n")  # what is imported for broken files does not count
    tracemalloc.start()
    try:
        _, problems = check_pack_text("x.yaml", text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000
    assert len({problem.message for problem in problems}) == len(problems)
