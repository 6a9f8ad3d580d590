"""Keeps the lines that a language model worded. Their words come from what members said, so they can be forgotten."""

import json
from dataclasses import dataclass

from bot.app.ports.store import Store
from bot.core.record.summary import Summary
from bot.core.record.wording.lines import Line, line_of, standing


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a model was asked about a session's recap already (question numbers; None: the lead), and its lines."""

    asked: tuple[int | None, ...] = ()
    lines: tuple[Line, ...] = ()


async def proposed(store: Store, number: int) -> Proposed:
    """Return what is kept of a session."""
    stored = await store.recall(_key(number))
    if not stored:
        return Proposed()
    kept = json.loads(stored)
    return Proposed(tuple(kept["asked"]), tuple(map(line_of, kept["lines"])))


async def keep(store: Store, number: int, kept: Proposed) -> None:
    """Keep this of a session, in place of what was kept."""
    lines = [json.loads(line.stored) for line in kept.lines]
    await store.note(_key(number), json.dumps({"asked": kept.asked, "lines": lines}))


async def still_standing(store: Store, number: int, summary: Summary) -> tuple[Line, ...]:
    """Return the lines of a session that still stand; those that do not are forgotten for good."""
    kept = await proposed(store, number)
    lines = standing(kept.lines, summary)
    if lines != kept.lines:
        await keep(store, number, Proposed(kept.asked, lines))
    return lines


def _key(number: int) -> str:
    return f"lines of session {number}"
