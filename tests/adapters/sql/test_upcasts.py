"""Upcasts: what older versions stored is read in the shape of today, and what is stored today stays as it is."""

import json

import pytest

from bot.adapters.sql import codec, upcasts
from bot.core.session.facts import KINDS
from tests.core.session.test_session import example


@pytest.mark.parametrize("kind", upcasts.FACTS)
def test_a_fact_of_an_older_version_is_that_of_today(kind: str) -> None:
    fact = example(kind)
    body = json.loads(codec.dumped(fact))
    older = {"draft" if field == "answer" else field: value for field, value in body.items()}
    assert older != body
    assert codec.fact_of(kind, json.dumps(older)) == fact
    assert codec.fact_of(kind, json.dumps(body)) == fact


def test_every_upcast_is_for_a_kind_that_there_is() -> None:
    assert upcasts.FACTS.keys() <= KINDS.keys()
