"""How a benchmark says what it found: the floor, our figure, the ratio and whether the bar is met, all of one run."""

import math
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from os import cpu_count
from statistics import median


def say(line: str) -> None:
    """Print a line at once: these programs run for a while."""
    print(line, flush=True)  # noqa: T201 – what benchmarks are for


def met(is_met: bool) -> str:
    return "met" if is_met else "NOT met"


def compare(what: str, floor: Sequence[float], ours: Sequence[float], bar: float) -> None:
    """Print both rates (the more, the better), their medians, and the ratio of the medians against its bar."""
    say(f"{what}, each round: floor {_list(floor)}; ours {_list(ours)}")
    ratio = median(ours) / median(floor)
    say(
        f"{what}: floor {median(floor):,.0f}, ours {median(ours):,.0f}: "
        f"{ratio:.2f} × floor, bar ≥ {bar:g}: {met(ratio >= bar)} (medians of {len(ours)} rounds)"
    )


def machine() -> str:
    """Return the day, and on what a benchmark runs."""
    where = f"{platform.system()} {platform.machine()}, {cpu_count()} cores, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {where}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of all does not exceed."""
    return sorted(values)[math.ceil(len(values) * share) - 1]


def _list(values: Sequence[float]) -> str:
    return " ".join(f"{value:,.0f}" for value in values)
