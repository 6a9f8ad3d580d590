"""Tries mutants one by one, each in a process of its own that is forked after the tests were collected.

First every test runs once, to see which lines it reaches and how long it takes. Then the fork of each mutant gives the
function its broken code (so nothing is imported or collected again) and runs tests that reach the line until one fails.
"""

import gc
import os
import pickle
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from importlib import import_module
from itertools import accumulate, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FunctionType
from typing import TextIO

import coverage
import pytest

from tests.mutation.mutants import ROOT, Key, Mutant

PATIENCE = 20.0
"""How many seconds of tests a mutant has to survive: of the processor's time, so that a busy machine tells the same."""


class Fate(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"


@dataclass
class Survey:
    """What the tests do when nothing is broken: the seconds of each, and which of them reach a line."""

    seconds: dict[str, float]
    reach: dict[str, dict[int, list[str]]]

    def __post_init__(self) -> None:
        self._widths = Counter(test for lines in self.reach.values() for tests in lines.values() for test in tests)

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests for a mutant, those that reach least of the bot first: they look most closely.

        A line within a statement may only be known by an earlier one.
        """
        lines = self.reach.get(str(mutant.path), {})
        line = max((each for each in lines if mutant.start <= each <= mutant.line), default=0)
        tests = sorted(filter(None, lines.get(line, [])), key=self._widths.__getitem__)
        spent = accumulate(self.seconds[test] for test in tests)
        return [test for test, seconds in zip(tests, spent, strict=True) if seconds <= PATIENCE]


class Trial:
    """A plugin of pytest that runs the collected tests on mutants instead of running them once."""

    def __init__(
        self, mutants: Sequence[Mutant], *, sample: int, jobs: int, tell: Callable[[Mutant, Fate], None]
    ) -> None:
        self.fates: dict[Mutant, Fate] = {}
        self.unreached = 0
        self._mutants, self._sample, self._jobs = mutants, sample, jobs
        self._tell = tell
        self._running: dict[int, Mutant] = {}

    def pytest_sessionstart(self) -> None:
        """Have hypothesis try the same examples every time, and remember none."""
        from hypothesis import HealthCheck, settings  # pytest wants to be the first to import it

        slow = [HealthCheck.too_slow]
        settings.register_profile("trial", database=None, deadline=None, derandomize=True, suppress_health_check=slow)
        settings.load_profile("trial")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Only forks run tests; the first failure is all that they have to tell."""
        if report.failed:
            print(report.nodeid, report.longreprtext, sep="\n", file=sys.stderr, flush=True)  # noqa: T201
            os._exit(1)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Survey the tests, then try a sample of the mutants that they reach."""
        items = {item.nodeid: item for item in session.items}
        survey = _survey(session.items)
        tests = {mutant: survey.tests_of(mutant) for mutant in self._mutants}
        reached = [mutant for mutant in self._mutants if tests[mutant]]
        self.unreached = len(tests) - len(reached)
        originals = _functions()
        gc.freeze()
        for mutant in _spread(reached)[: self._sample]:
            while len(self._running) >= self._jobs:
                self._wait()
            attempt = partial(_attempt, originals[mutant.key], mutant.code(), [items[test] for test in tests[mutant]])
            self._running[_fork(attempt)] = mutant
        while self._running:
            self._wait()
        return True

    def _wait(self) -> None:
        pid, status = os.wait()
        mutant, fate = self._running.pop(pid), Fate.KILLED if status else Fate.SURVIVED
        self.fates[mutant] = fate
        self._tell(mutant, fate)


def _survey(items: Sequence[pytest.Item]) -> Survey:
    with TemporaryDirectory() as folder:
        path = Path(folder, "survey")
        pid = _fork(lambda: path.write_bytes(pickle.dumps(_surveyed(items))))
        if os.waitpid(pid, 0)[1]:
            raise pytest.UsageError("a test fails although nothing is broken")
        survey = pickle.loads(path.read_bytes())
    assert isinstance(survey, Survey)
    return survey


def _surveyed(items: Sequence[pytest.Item]) -> Survey:
    _silence(sys.stdout)
    seconds = {}
    os.environ["COVERAGE_CORE"] = "ctrace"  # the other core cannot tell which test it was
    watch = coverage.Coverage(data_file=None, config_file=False, source=[str(ROOT / "bot")])
    watch.start()
    for item in items:
        watch.switch_context(item.nodeid)
        begun = time.process_time()
        _run([item])
        seconds[item.nodeid] = time.process_time() - begun
    watch.stop()
    data = watch.get_data()
    return Survey(seconds, {file: data.contexts_by_lineno(file) for file in data.measured_files()})


def _spread(mutants: Sequence[Mutant]) -> list[Mutant]:
    """Take from every package in turn. Which ones depends on nothing but the mutants, so a sample stays the same."""
    packages = defaultdict(list)
    for mutant in sorted(mutants, key=Mutant.lot):
        packages[mutant.package].append(mutant)
    return [mutant for turn in zip_longest(*packages.values()) for mutant in turn if mutant]


def _functions() -> dict[Key, list[FunctionType]]:
    """Every function of core and app that there is, by where its code stands."""
    for path in [*ROOT.glob("bot/core/**/*.py"), *ROOT.glob("bot/app/**/*.py")]:
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    found: dict[Key, list[FunctionType]] = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType):
            code = each.__code__
            found.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(each)
    return found


def _attempt(functions: Sequence[FunctionType], code: CodeType, items: Sequence[pytest.Item]) -> None:
    _silence(sys.stdout, sys.stderr)
    signal.alarm(10 * round(PATIENCE))
    for function in functions:
        function.__code__ = code
    _run(items)


def _run(items: Sequence[pytest.Item]) -> None:
    for item, following in zip_longest(items, items[1:]):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _silence(*streams: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        os.dup2(nowhere, stream.fileno())


def _fork(work: Callable[[], object]) -> int:
    """Do the work in a fork, and return its process id. The fork ends with 0, or with 1 if the work fails."""
    if pid := os.fork():
        return pid
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
