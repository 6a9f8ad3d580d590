"""How well the tests bite: breaks `bot/core` and `bot/app` in many small ways, and counts what no test notices.

`python -m tests.mutation` takes a sample, the same number of every package; `PATH…` takes every mutant of these modules
or folders. It prints a line for each survivor, then the score of each package. The files stay as they are. It needs
`fork`, so it does not run on Windows.
"""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest

from tests.benchmarks.figures import say
from tests.mutation.mutants import ROOT, Mutant, mutants
from tests.mutation.trial import Fate, Trial

WHOLE = ("bot/core", "bot/app")
TESTS = ("tests/core", "tests/app", "tests/stories", "tests/contracts")
SLOW = (
    "tests/stories/test_crashes.py",
    "tests/stories/test_reviewed.py::test_wherever_the_plug_is_pulled_an_answer_is_there_once",
    "tests/stories/test_odd_words.py::test_ten_thousand_answers_fit_a_short_post",
)
"""Tests that take many seconds, and would only find what a faster one finds."""
OPTIONS = ("-qq", "-s", "-p", "no:cacheprovider", "-o", "tmp_path_retention_policy=failed", "-o", "timeout=0")
"""No timeouts of pytest: they use the alarm that ends a fork which hangs."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--sample", type=click.IntRange(1), help="How many mutants: 1,000 of the whole, all of a PATH.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True)
def main(paths: tuple[Path, ...], sample: int | None, jobs: int) -> None:
    """Break PATHs (bot/core and bot/app) in many small ways, and count what no test notices."""
    places = paths or tuple(map(Path, WHOLE))
    files = sorted({file.resolve() for each in places for file in ([each] if each.is_file() else each.rglob("*.py"))})
    found = [mutant for file in files for mutant in mutants(file)]
    trial = Trial(found, sample=sample or (len(found) if paths else 1000), jobs=jobs, tell=_tell)
    with TemporaryDirectory() as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder  # forks leave files behind, and other runs of pytest delete such
        if status := pytest.main([*OPTIONS, *TESTS, *(f"--deselect={each}" for each in SLOW)], plugins=[trial]):
            raise SystemExit(f"The tests fail before anything is broken ({status}).")
    _report(trial.fates, trial.unreached)


def _tell(mutant: Mutant, fate: Fate) -> None:
    if fate is Fate.SURVIVED:
        say(f"survived  {mutant.path.relative_to(ROOT)}:{mutant.line}  {mutant.function}: {mutant.what}")


def _report(fates: Mapping[Mutant, Fate], unreached: int) -> None:
    counts = Counter((mutant.package, fate) for mutant, fate in fates.items())
    for package in sorted({package for package, _ in counts}):
        _score(package, {fate: counts[package, fate] for fate in Fate})
    _score("all", Counter(fates.values()))
    say(f"not tried, as no test that takes part reaches them: {unreached:,}")


def _score(name: str, counts: Mapping[Fate, int]) -> None:
    killed, survived = counts[Fate.KILLED], counts[Fate.SURVIVED]
    say(f"{name:<28}killed {killed:>6,}  survived {survived:>5,}  score {killed / max(1, killed + survived):>5.0%}")


main()
