"""The rules of moderation, measured: `python -m tests.benchmarks.moderation [--preset P] [--wrong] [--speed] FILE…`.

Each file is one session of JSON lines in order, {"author", "at", "text", "spam"}; or each line is a session of honest
answers by as many people, {"question", "answers": [{"text"}]}. They are watched with the preset `standard`, or another.
Any verdict but *canned* counts as an alarm. The last line is {"f1", "precision", "recall", "false_alarms"}; the last of
them is the share of honest messages that got an alarm. Texts from web pages may have HTML in them; it is undone.

`--wrong` prints what was missed and what was blamed without reason. `--speed` prints how long a verdict takes in the
median when 10,000 contributions stand before it (asked for are less than 50 µs), and what a session of 20,000 keeps in
memory; both of the texts of the files, or of invented ones without any.
"""

import json
import random
import re
import statistics
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from bot.adapters.yaml_files.wordings.loader import shipped
from bot.core.base import ids
from bot.core.base.contribution import Contribution, Person
from bot.core.moderation.settings import PRESETS, STANDARD, Rule, RuleSettings
from bot.core.moderation.watch import Watch
from bot.core.script.pack import Pack, Question, Text

LANGUAGE = "fi"
"""Talks in Finnish are read by Finnish and English."""
OPENED = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
APART = timedelta(seconds=30)
"""Between two messages of which nobody knows when they were written."""
PEOPLE = 200
SYLLABLES = "an be ca do en fi go hi is ka lo mu no ok pa ri so ta ur vy".split()  # noqa: SIM905 - a table
_TAG = re.compile(r'<br\s*/?>|</?b>|<a href="[^>]*>|</a>')


@dataclass(frozen=True)
class Sample:
    """A message, and whether people called it spam."""

    contribution: Contribution
    spam: bool


def sessions(path: Path) -> Iterator[tuple[Pack | None, list[Sample]]]:
    """Yield the sessions of a file, with what was asked in each, as far as that is known."""
    rows = [json.loads(line) for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines())]
    if not any("answers" in row for row in rows):
        yield None, list(_samples(rows))
        return
    for row in rows:
        answers = [
            {"author": str(place), "text": each["text"], "spam": False} for place, each in enumerate(row["answers"])
        ]
        question = Question(Text({"en": row["question"]}))
        yield Pack("honest", Text({"en": row["question"]}), (question,)), list(_samples(answers))


def _samples(rows: Iterable[dict[str, Any]]) -> Iterator[Sample]:
    """Yield the messages of a session; the first is moved to its opening, the others keep their distance."""
    people: dict[str, int] = {}
    start: datetime | None = None
    passed = timedelta()
    for place, row in enumerate(rows):
        if row.get("at"):
            now = datetime.fromisoformat(row["at"]).replace(tzinfo=UTC)
            start = start or now
            passed = max(passed, now - start)
        else:
            passed = place * APART
        author = Person(people.setdefault(row["author"], len(people) + 1), row["author"])
        text = unescape(_TAG.sub(" ", row["text"]))
        yield Sample(_contribution(place, passed, author, text), bool(row["spam"]))


def measure(path: Path, settings: RuleSettings, *, wrong: bool) -> Counter[tuple[bool, bool]]:
    """Watch the sessions of a file; count by whether it was spam, and whether there was an alarm."""
    counts = Counter[tuple[bool, bool]]()
    for pack, talk in sessions(path):
        watch = Watch(settings, shipped(LANGUAGE), pack=pack)
        for sample in talk:
            verdict = watch.see(sample.contribution, question=1 if pack else None)
            alarm = verdict is not None and verdict.rule is not Rule.CANNED
            counts[sample.spam, alarm] += 1
            if wrong and alarm is not sample.spam:
                found = "missed" if sample.spam else f"blamed by {verdict}"
                print(found, repr(sample.contribution.text[:300]))  # noqa: T201
    return counts


def figures(counts: Counter[tuple[bool, bool]]) -> dict[str, float]:
    """Return the figures for the last line."""
    hits, missed, blamed, passed = (
        counts[pair] for pair in ((True, True), (True, False), (False, True), (False, False))
    )
    return {
        "f1": _share(2 * hits, 2 * hits + missed + blamed),
        "precision": _share(hits, hits + blamed),
        "recall": _share(hits, hits + missed),
        "false_alarms": _share(blamed, blamed + passed),
    }


def speed(texts: list[str]) -> dict[str, float]:
    """Return the median of a verdict in microseconds at 10,000 contributions, and the state of 20,000 in megabytes."""
    talk = list(_talk(texts, random.Random(1)))
    taken = []
    watch = Watch(STANDARD, shipped(LANGUAGE))
    for place, contribution in enumerate(talk[:12_000]):
        begun = time.perf_counter_ns()
        watch.see(contribution, question=place // 1_000 + 1)
        taken.append(time.perf_counter_ns() - begun)
    tracemalloc.start()  # the caches, which all sessions share, are warm by now
    watch = Watch(STANDARD, shipped(LANGUAGE))
    for place, contribution in enumerate(talk):
        watch.see(contribution, question=place // 1_000 + 1)
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return {"microseconds": statistics.median(taken[10_000:]) / 1_000, "megabytes": kept / 1e6}


def _talk(texts: list[str], chance: random.Random) -> Iterator[Contribution]:
    """Yield 20,000 contributions of 200 people: these texts, shuffled in halves, or invented words."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(8_000)]
    weights = [1 / place for place in range(1, len(words) + 1)]  # few words are frequent, most are rare
    for place in range(20_000):
        halves = [chance.choice(texts).split() for _ in range(2)] if texts else []
        made = [word for half in halves for word in half[: len(half) // 2]]
        text = " ".join(made or chance.choices(words, weights, k=chance.randint(4, 30)))
        author = chance.randint(1, PEOPLE)
        yield _contribution(place, timedelta(seconds=place / 2), Person(author, f"p{author}"), text)


def _contribution(place: int, passed: timedelta, author: Person, text: str) -> Contribution:
    return Contribution(ids.first_at(OPENED + passed) + place, 1, author, text)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def main(arguments: list[str]) -> None:
    """Measure what the arguments ask for."""
    preset = arguments[arguments.index("--preset") + 1] if "--preset" in arguments else "standard"
    files = [Path(each) for each in arguments if not each.startswith("--") and each != preset]
    if "--speed" in arguments:
        texts = [sample.contribution.text for path in files for _, talk in sessions(path) for sample in talk]
        print(json.dumps(speed(texts)))  # noqa: T201 – the figures are what this command is for
    total = Counter[tuple[bool, bool]]()
    for path in files:
        total += measure(path, PRESETS[preset], wrong="--wrong" in arguments)
    print(json.dumps(figures(total)))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
