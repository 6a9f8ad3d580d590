"""How far words speak for abuse: shipped, of an operator's own, and learned from texts."""

import json
from pathlib import Path

import pytest

from bot.adapters.yaml_files.wordings.loader import check_wordings_text, lexicons_in, shipped, shipped_weights
from bot.core.base.contribution import Contribution, Person
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.weighing import Weighing, entries_of, odds_of
from tests.meta import weights

OWN = """\
language: fi
weighing:
  start: "0"
  words:
    "2.5": hölynpöly rojute*
    "-1.5": kasvimaa
"""


def odds(text: str, folder: Path) -> float:
    return Said(Contribution(1, 1, Person(1, ""), text), lexicons_in(folder)("fi")).odds


@pytest.mark.parametrize("language", ["en", "fi"])
def test_both_languages_weigh_words_for_and_against(language: str) -> None:
    known = shipped_weights(language).weights.values()
    assert min(known) < 0 < max(known)
    path = Path(f"bot/wordings/{language}-weights.yaml")
    assert check_wordings_text(path.name, path.read_text(encoding="utf-8"))[1] == []


def test_an_operator_weighs_words_of_their_own(tmp_path: Path) -> None:
    before = odds("Tästä rojutestistä kasvimaa ja hölynpöly", tmp_path)
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    assert odds("Tästä rojutestistä kasvimaa ja hölynpöly", tmp_path) == pytest.approx(before + 2.5 + 2.5 - 1.5)


def test_what_is_learned_tells_the_texts_apart_and_can_be_read_again(tmp_path: Path) -> None:
    rows = [("gold coins for everybody", True), ("gold coins today", True), ("free gold coins", True)]
    rows += [("the garden is for everybody", False), ("a garden today", False), ("my garden", False)] * 2
    texts = tmp_path / "texts.jsonl"
    lines = [json.dumps({"text": text, "spam": spam}) for text, spam in rows]
    texts.write_text("\n".join([*lines, ""]), encoding="utf-8")
    learned = weights.learned(weights.read(texts, "en"), Weighing())
    assert learned.weights["gold"] > 0 > learned.weights["garden"]
    assert learned.weights["garde*"] < 0
    assert "free" not in learned.weights
    assert not [name for word in ("r a h a a", "aaaargh", "a1") for name in entries_of(word, "")], "these say nothing"
    language, problems = check_wordings_text("en-weights.yaml", weights.as_file("en", learned))
    assert language, problems
    assert language.weighing.weights["gold"] == round(learned.weights["gold"], 1)


def test_new_texts_move_only_what_they_are_about(tmp_path: Path) -> None:
    before = Weighing(-1.0, {"gold": 2.0, "garden": -2.0})
    texts = [(weights.weighed("honest gold", shipped("en")), False)] * 20
    learned = weights.learned(texts, before)
    assert learned.weights["gold"] < 2
    assert learned.weights["garden"] == -2
    assert learned.weights["honest"] < 0
    assert learned.start == pytest.approx(-1, abs=0.05)


def test_links_sums_and_small_words_weigh_no_more_than_they_may() -> None:
    texts = [(weights.weighed("this gold for $90: https://anna.example/a", shipped("en")), True)] * 40
    texts += [(weights.weighed("a garden", shipped("en")), False)] * 40
    learned = weights.learned(texts, Weighing()).weights
    assert learned["gold"] > weights.SMALL >= learned["this"]
    assert (learned["<link>"], learned["<amount>"]) <= (weights.AT_MOST["<link>"], weights.AT_MOST["<amount>"])


def test_so_many_per_cent_are_as_rare_in_each_language() -> None:
    gold, garden = weights.weighed("gold coins", shipped("en")), weights.weighed("my garden", shipped("en"))
    file = [(gold, True), (garden, False), (garden, False)]
    taught = weights.learned(file * 5, Weighing())
    balanced = weights.balanced(Weighing(-3.0, {"gold": 2.0}), [file] * 6, ())
    assert balanced.weights == {"gold": 2.0}
    assert balanced.start == pytest.approx(-3.0 + odds_of(80) - weights.odds(garden, taught))


def test_examples_and_near_misses_are_learned_from_too() -> None:
    assert {spam for _, spam in weights.examples("fi")} == {True, False}
