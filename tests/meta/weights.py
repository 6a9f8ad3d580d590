"""The weights of words, learned: `python -m tests.meta.weights LANGUAGE [--afresh] FILE…` writes the shipped file.

Each file has JSON lines, {"text", "spam"}: messages of both sorts in that language, the honest ones twice as many, and
written without sight of the rules. What is learned from should not be measured with.

Weights begin with those of the shipped file and move no further than the texts ask for, so a few dozen new ones mend
what they are about, and the texts of before need not be kept. With `--afresh` they begin with nothing, learn from the
wordings' examples, too, and 80 per cent are made to mean the same in each language; that takes six files or more. The
method is logistic regression with a normal prior, by cyclic coordinate descent (A. Genkin, D. Lewis, D. Madigan:
Large-scale Bayesian logistic regression for text categorization, 2007).
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import fill, indent

from bot.adapters.yaml_files.wordings.loader import WEIGHTS, WORDINGS, shipped, shipped_weights, shipped_wordings
from bot.core.base.contribution import Contribution, Person
from bot.core.moderation.message.lexicon import Lexicon
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.weighing import BEGINNINGS, Weighing, odds_of
from bot.core.text.stopwords import stopwords

PRIOR = 3.0
"""How strongly a weight is held where it begins: the inverse of the variance of its normal prior."""
HOLD = 1_000.0
"""How strongly the start is held."""
FEWEST = 3
"""Texts in which a word must be for its weight to move."""
AT_MOST = {"<link>": 0.5, "<amount>": 0.7, "<odd>": 2.0}
"""What may weigh no more, whatever is learned: texts written for this have too few honest links and sums."""
SMALL = 0.5
"""What a stop word may weigh at most: it is in all sorts of talk, whichever the texts were."""
LEAST = 0.1
"""A weight nearer to nothing than this is left out."""
_STOP_WORDS = stopwords("en") | stopwords("fi")
DATES = """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai tammikuu helmikuu
    maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu"""
"""Days and months, which say nothing of a message, whoever wrote of them; a word is one that begins as they do."""
_SMALL_BEGINNINGS = frozenset(word[:length] for word in _STOP_WORDS for length in BEGINNINGS)
SURE, ONE_IN, TURNS = 80, 200, 6
"""One in so many honest texts is that sure, in per cent, to be abuse; told by setting files aside in so many turns."""
ROUNDS = 40
"""Times that all weights are gone over; after these they hardly move."""

Texts = Sequence[tuple[Counter[str], bool]]
"""Texts as the names of what is weighed in each, and whether it is abuse."""


def read(path: Path, language: str) -> Texts:
    """Return the texts of a file, each message for itself."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    lexicon = shipped(language)
    return [(weighed(row["text"], lexicon), bool(row["spam"])) for row in rows]


def examples(language: str) -> Texts:
    """Return the examples and near misses of a language's wordings: those of hints are no abuse by themselves."""
    wordings = shipped_wordings(language)
    rows = [(text, True) for each in wordings if not each.sort for text in each.matches]
    rows += [(text, False) for each in wordings for text in each.passes]
    lexicon = shipped(language)
    return [(weighed(text, lexicon), spam) for text, spam in rows]


def weighed(text: str, lexicon: Lexicon) -> Counter[str]:
    """Return what a text is weighed by, and how often each counts."""
    return Counter(Said(Contribution(1, 1, Person(1, ""), text), lexicon).entries())


def learned(texts: Texts, before: Weighing) -> Weighing:
    """Return the weights that fit these texts, and lie as near to those before as that allows.

    Where the start is held depends on whether there are any: a few new texts say nothing of how common abuse is.
    """
    hold = HOLD if before.weights else 0.0
    found = Counter(name for names, _ in texts for name in names)
    columns: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, (names, _) in enumerate(texts):
        for name, count in names.items():
            if found[name] >= FEWEST:
                columns[name].append((place, count))
    weights = dict(before.weights)
    sums = [before.start + sum(weights.get(name, 0.0) * count for name, count in names.items()) for names, _ in texts]
    wanted = [float(spam) for _, spam in texts]
    start, everywhere = before.start, [(place, 1) for place in range(len(texts))]
    for _ in range(ROUNDS):
        start += _step(everywhere, sums, wanted, hold * (start - before.start), hold + PRIOR)
        for name, column in columns.items():
            weight = weights.get(name, 0.0)
            pull = PRIOR * (weight - before.weights.get(name, 0.0))
            weights[name] = weight + _step(column, sums, wanted, pull, PRIOR)
    return Weighing(start, {name: min(weight, _most(name)) for name, weight in weights.items()})


def _most(name: str) -> float:
    word = name.removesuffix("*")
    if len(word) >= min(BEGINNINGS) and any(each.startswith(word) or word.startswith(each) for each in DATES.split()):
        return 0.0
    is_small = name in _STOP_WORDS or (name.endswith("*") and name[:-1] in _SMALL_BEGINNINGS)
    return AT_MOST.get(name, SMALL if is_small else math.inf)


def balanced(weighing: Weighing, files: Sequence[Texts], others: Texts) -> Weighing:
    """Return weights that start where `SURE` per cent are as rare among honest texts in each language.

    Each file is weighed by what all the files of other turns, and the other texts, teach.
    """
    honest = []
    for turn in range(TURNS):
        taught = [text for place, texts in enumerate(files) if place % TURNS != turn for text in texts]
        weights = learned([*others, *taught], Weighing())
        honest += [odds(names, weights) for texts in files[turn::TURNS] for names, spam in texts if not spam]
    shift = odds_of(SURE) - sorted(honest, reverse=True)[len(honest) // ONE_IN]
    return Weighing(weighing.start + shift, weighing.weights)


def odds(names: Counter[str], weighing: Weighing) -> float:
    """Return what a text weighs."""
    return weighing.start + sum(weighing.weights.get(name, 0.0) * count for name, count in names.items())


def _step(
    column: Iterable[tuple[int, int]], sums: list[float], wanted: Sequence[float], pull: float, prior: float
) -> float:
    """Move one weight by a step of Newton's method, and the sums with it; return by how much."""
    slope, bend = pull, prior
    for place, count in column:
        sure = 1 / (1 + math.exp(-max(min(sums[place], 30.0), -30.0)))
        slope += count * (sure - wanted[place])
        bend += count * count * sure * (1 - sure)
    step = max(min(-slope / bend, 1.0), -1.0)
    for place, count in column:
        sums[place] += count * step
    return step


def as_file(language: str, weighing: Weighing) -> str:
    """Return a weighing as its file has it: by weight, the heaviest first."""
    by_weight: defaultdict[float, list[str]] = defaultdict(list)
    for name, weight in weighing.weights.items():
        if abs(weight) >= LEAST:
            by_weight[round(weight, 1)].append(name)
    lines = [HEAD, f"language: {language}", "weighing:", f'  start: "{weighing.start:.1f}"', "  words:"]
    for weight, names in sorted(by_weight.items(), reverse=True):
        lines += [f'    "{weight:g}": >-', indent(fill(" ".join(sorted(names)), 110, break_on_hyphens=False), " " * 6)]
    return "\n".join([*lines, ""])


HEAD = """\
# How far words speak for abuse (above 0) or for honest talk. The weights of a message's words are added up, of those
# that are written the same way once; a sum of 0 says that it is as likely one as the other. "lain*" is longer words
# that begin so, "<link>" each link. They were learned from texts of both sorts (`python -m tests.meta.weights`), and
# may be changed by hand."""


def main(arguments: list[str]) -> None:
    """Learn from the files, and write the shipped weights."""
    language, *rest = (each for each in arguments if not each.startswith("--"))
    files = [read(Path(path), language) for path in rest]
    texts = [text for each in files for text in each]
    if "--afresh" in arguments:
        others = examples(language)
        weighing = balanced(learned([*others, *texts], Weighing()), files, others)
    else:
        weighing = learned(texts, shipped_weights(language))
    target = Path(f"bot/{WORDINGS}/{language}{WEIGHTS}.yaml")
    target.write_text(as_file(language, weighing), encoding="utf-8")
    print(f"{target}: from {len(texts)} texts")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
