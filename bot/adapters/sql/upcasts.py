"""Upcasts: what older versions stored, in the shape of today.

A stored fact is never written again; it is brought up to date whenever it is read. Each entry says since when.
"""

from collections.abc import Callable, Mapping
from typing import Any

Body = Mapping[str, Any]


def _answer_instead_of_draft(body: Body) -> Body:
    """Until schema 5 a pending answer was called a draft."""
    return {"answer" if field == "draft" else field: value for field, value in body.items()}


FACTS: Mapping[str, Callable[[Body], Body]] = {
    "answer_sent": _answer_instead_of_draft,
    "answer_approved": _answer_instead_of_draft,
    "answer_set_aside": _answer_instead_of_draft,
    "answer_reworded": _answer_instead_of_draft,
    "answer_withdrawn": _answer_instead_of_draft,
}
"""By the stored name of a kind of fact: what brings an older body up to date and leaves one of today as it is."""


def fact_body(kind: str, body: Body) -> Body:
    """Return the body of a stored fact in the shape of today."""
    upcast = FACTS.get(kind)
    return upcast(body) if upcast else body
