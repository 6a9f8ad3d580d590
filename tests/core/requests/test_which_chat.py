"""Which of several chats in one channel is meant."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.requests.which_chat import by_meaning, fitting
from bot.core.session.listing import Listed, listed
from bot.core.session.state import Phase
from tests.core.sessions import at, set_session


def _chat(number: int, phase: Phase, opens: float = 0, closed: float | None = None) -> Listed:
    when = at(opens), None if closed is None else at(closed)
    return replace(listed(set_session()), number=number, phase=phase, opens_at=when[0], closed_at=when[1])


@pytest.mark.parametrize(
    ("chats", "meant", "fit"),
    [
        ([], [], []),
        ([_chat(1, Phase.SCHEDULED, 90), _chat(2, Phase.SCHEDULED, 10)], [2, 1], [2, 1]),
        ([_chat(1, Phase.SCHEDULED, 10), _chat(2, Phase.OPEN)], [2, 1], [2, 1]),
        ([_chat(1, Phase.SCHEDULED, 10), _chat(2, Phase.PAUSED)], [2, 1], [2, 1]),
        ([_chat(1, Phase.SCHEDULED, 10), _chat(2, Phase.HELD, 20)], [2, 1], [2, 1]),
        ([_chat(1, Phase.CLOSED, 0, 5), _chat(2, Phase.SCHEDULED, 90)], [2, 1], [2]),
        ([_chat(1, Phase.CLOSED, 0, 5), _chat(2, Phase.CLOSED, 0, 9)], [2, 1], [2, 1]),
        ([_chat(1, Phase.CANCELLED), _chat(2, Phase.ARCHIVED), _chat(3, Phase.ROOM_GONE)], [], []),
    ],
)
def test_the_running_one_else_the_next_else_the_last(chats: Sequence[Listed], meant: list[int], fit: list[int]) -> None:
    ordered = by_meaning(chats)
    assert [chat.number for chat in ordered] == meant
    assert [chat.number for chat in fitting(ordered)] == fit
