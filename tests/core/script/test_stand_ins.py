"""Who answers in a rehearsal of a pack that has no cast."""

import pytest

from bot.adapters.catalogues import words
from bot.core.script.cast import Part, PartKind, Says
from bot.core.script.pack import Question, Text
from bot.core.script.stand_ins import EXCERPT, MEMBERS, stand_ins
from tests.core.sessions import pack_of


@pytest.mark.parametrize("language", ["en", "fi"])
def test_each_answers_each_question_once_and_never_in_the_same_words(language: str) -> None:
    pack = pack_of(25, language=language)
    cast = stand_ins(pack, words(language))
    lines = [line for scene in cast.scenes for line in scene.lines]
    assert len(lines) == 25 * MEMBERS
    assert len({line.deed.text for line in lines if isinstance(line.deed, Says)}) == len(lines)
    assert {line.who for line in cast.lines_of(Part(PartKind.QUESTION, 7))} == set(cast.members)


def test_a_long_question_is_not_repeated_in_full() -> None:
    pack = pack_of(questions=(Question(Text({"en": "Why? " * 200})),))
    (scene,) = stand_ins(pack, words("en")).scenes
    assert all(len(line.deed.text) < 3 * EXCERPT for line in scene.lines if isinstance(line.deed, Says))
