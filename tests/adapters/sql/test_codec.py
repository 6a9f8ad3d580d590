"""How packs, facts and posts are written into a column and read back, also those that earlier versions wrote."""

import dataclasses
import json
import typing
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.adapters.sql import codec
from bot.core.base.errors import StoreError
from bot.core.base.post import Action, LinkButton, Post, TextFile
from bot.core.script.pack import Pack, Text
from bot.core.session.facts import KINDS, Extended, Fact, Scheduled
from tests.core.sessions import T0

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(time, st.times())
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
st.register_type_strategy(int, st.integers(-(2**62), 2**62))
st.register_type_strategy(timedelta, st.timedeltas(timedelta(days=-9), timedelta(days=99)))


def values_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Values of one of the core's types with every field filled in."""
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field.name: st.from_type(hints[field.name]) for field in dataclasses.fields(kind)})


st.register_type_strategy(Mapping, st.dictionaries(st.from_type(str), st.from_type(str), max_size=3))


@pytest.mark.parametrize("kind", [Pack, Post, *KINDS.values()])
@given(data=st.data())
@settings(max_examples=25)
def test_what_is_written_is_read_and_pydantic_agrees(kind: type[Any], data: st.DataObject) -> None:
    """Until November 2026 the columns were written by pydantic; both still read each other's."""
    value = data.draw(values_of(kind))
    assert codec.loaded(kind, codec.dumped(value)) == value
    adapter = TypeAdapter(kind)
    assert codec.loaded(kind, adapter.dump_json(value).decode()) == value
    assert adapter.validate_json(codec.dumped(value)) == value
    assert json.loads(codec.dumped(value)) == json.loads(adapter.dump_json(value))


def test_a_body_of_an_older_or_newer_version_is_read() -> None:
    body = json.dumps({"at": "2026-09-16T12:00:00Z", "opens_at": "2026-09-16T12:00:00.500000Z", "mood": "good"})
    assert codec.fact_of("scheduled", body) == Scheduled(at=T0, opens_at=T0 + timedelta(milliseconds=500))
    assert codec.post_of('{"text": "Hello"}') == Post("Hello")
    assert codec.post_of(codec.dumped(Post("a", (LinkButton("b", "c"),), (Action("d", "e"),), (TextFile("f", "g"),))))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT8M", timedelta(minutes=8)),
        ("P2D", timedelta(days=2)),
        ("P1DT2H3M4.5S", timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
        ("-PT1S", timedelta(seconds=-1)),
        ("P1Y35D", timedelta(days=400)),
    ],
)
def test_durations_are_read_as_iso_writes_them(text: str, length: timedelta) -> None:
    fact: Fact = codec.fact_of("extended", json.dumps({"at": "2026-09-16T12:00:00Z", "extra": text}))
    assert fact == Extended(at=T0, extra=length)


def test_what_is_no_duration_is_refused() -> None:
    with pytest.raises(StoreError, match="damaged"):
        codec.fact_of("extended", '{"at": "2026-09-16T12:00:00Z", "extra": "soon"}')


def test_text_is_kept_as_it_is() -> None:
    text = Text({"fi": "Ääni \u200b שלום 😀", "en": '"quoted"\n'})
    assert codec.loaded(Text, codec.dumped(text)) == text
