import pytest

from bot.core.record.talk.spoken_marks import spoken_mark
from bot.core.session.recap_state import Mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Decided: we meet monthly.", Mark.TAKEAWAY),
        ("**Decided:** we meet monthly.", Mark.TAKEAWAY),
        ("A3 Päätettiin: tapaamme kuukausittain.", Mark.TAKEAWAY),
        ("todo: write to Ada", Mark.NEXT_STEP),
        ("To-do: write to Ada", Mark.NEXT_STEP),
        ("Tehtävä: kirjoita Adalle", Mark.NEXT_STEP),
        ("Decided: ", None),
        ("I decided: no more.", None),
        ("Decided minds are quiet.", None),
        ("What is to do: nothing", None),
        ("", None),
    ],
)
def test_a_message_is_marked_by_the_word_with_which_it_begins(text: str, mark: Mark | None) -> None:
    assert spoken_mark(text) is mark
