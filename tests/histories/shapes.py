"""The shape of everything that is stored today: names and types of its fields, whatever the classes are called.

A changed class name, order or docstring changes no shape; a field that comes, goes or gets another type does, and so
does another member of an enumeration, since an older program (or today's, on an older record) may not know it.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.adapters.sqlite.versions import newest_version
from bot.core.base.post import Post
from bot.core.moderation.judged import Judgement
from bot.core.script.pack import Pack
from bot.core.script.slots import Slot
from bot.core.script.suggestion import Suggestion
from bot.core.session.cases import Case
from bot.core.session.effects.base import Effect
from bot.core.session.effects.kinds import KINDS as EFFECTS
from bot.core.session.facts import KINDS
from bot.core.session.pending import PendingAnswer
from tests.histories import HERE

FILE = HERE / "shapes.json"


def shapes() -> dict[str, Any]:
    """The shape of each stored thing, by the name that the database has for it."""
    facts = {f"fact {name}": shape(kind) for name, kind in KINDS.items()}
    effects = {f"effect {name}": _effect(kind) for name, kind in EFFECTS.items()}
    rows = {
        "pack": Pack,
        "post": Post,
        "draft": PendingAnswer,
        "case": Case,
        "judgement": Judgement,
        "slot": Slot,
        "suggestion": Suggestion,
    }
    return {"schema": newest_version(), **facts, **effects, **{name: shape(kind) for name, kind in rows.items()}}


def shape(kind: Any) -> Any:
    """A type in words that JSON can hold and that a reader of a diff understands."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _fields(kind)
    if origin in (Union, types.UnionType):
        return {"one of": [shape(each) for each in arguments]}
    if origin is tuple and arguments[-1] is ...:
        return {"list of": shape(arguments[0])}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"map of": [shape(each) for each in arguments]}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"word of": sorted(each.value for each in kind)}
    assert isinstance(kind, type), f"say in shapes.py how {kind} is stored"
    return {"NoneType": "null"}.get(kind.__name__, kind.__name__)


def _fields(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: shape(hints[field.name]) for field in fields(kind)}


def _effect(kind: type[Effect]) -> dict[str, Any]:
    """An effect's row: its fact, and one number at most, whatever the class calls that."""
    fact, *about = _fields(kind).values()
    assert len(about) <= 1, f"{kind} has more than its row can hold"
    return {"fact": fact, "number": about[0] if about else "null"}


def recorded() -> dict[str, Any]:
    """The shapes that the newest history has."""
    known: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return known


def keep() -> None:
    """Note today's shapes as those of the newest history: a line each, so that a diff shows which one changed."""
    lines = [f"{json.dumps(name)}: {json.dumps(made, sort_keys=True)}" for name, made in shapes().items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def changed() -> list[str]:
    """The names of what has another shape today than in the newest history."""
    today, known = shapes(), recorded()
    return sorted(name for name in today.keys() | known.keys() if today.get(name) != known.get(name))
