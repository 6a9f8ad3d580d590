"""From a file's data to a checked model: every fault becomes a problem with a place and a sentence."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from bot.adapters.yaml_files.problems import SHOWN, Found, KeySlip, Problem, in_order
from bot.adapters.yaml_files.shapes import BLANK, Entry, Fault, read
from bot.adapters.yaml_files.syntax.marked import Document

M = TypeVar("M", bound=Entry)
Rules = Callable[[dict[str, Any]], Iterable[Found]]
"""What concerns more than one value, looked at in the raw data: so it is found whatever else is wrong."""


def check(document: Document, model: type[M], rules: Rules | None = None) -> tuple[M | None, list[Problem]]:
    """Return the checked model, or None and everything that is wrong with the file, from top to bottom."""
    problems = list(document.problems)
    checked = None
    if document.readable:
        checked, faults = read(model, document.data)
        taken = {(problem.line, problem.column) for problem in problems}
        problems += (
            problem
            for problem, is_missing in _told(document, faults[:SHOWN])
            if is_missing or (problem.line, problem.column) not in taken
        )
        if rules and isinstance(document.data, dict):
            found = itertools.islice(rules(document.data), SHOWN)
            problems += [document.problem(loc, slip, of_key=isinstance(slip, KeySlip)) for loc, slip in found]
    return (None if problems else checked), in_order(problems)


def _told(document: Document, faults: Iterable[Fault]) -> Iterator[tuple[Problem, bool]]:
    """Yield each fault as a problem, and whether it is about something that is not there."""
    for fault in faults:
        problem = document.problem(fault.loc, fault.slip, of_key=fault.of_key)
        about_text = fault.by_check and problem.template != BLANK
        yield (document.hidden(fault.loc) if about_text else None) or problem, fault.is_missing
