"""What is due when."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.app.live.agenda import Agenda
from tests.clock import NOON

ACTS = st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 9)))


@given(acts=ACTS, now=st.integers(0, 9))
def test_it_holds_the_last_instant_of_each_key_and_gives_out_what_is_due_in_order(
    acts: list[tuple[int, int | None]], now: int
) -> None:
    agenda, kept = Agenda(), dict[int, int]()
    for key, minute in acts:
        agenda.set(key, None if minute is None else NOON + timedelta(minutes=minute))
        if minute is None:
            kept.pop(key, None)
        else:
            kept[key] = minute
    first = min(kept.values(), default=None)
    assert agenda.next_due() == (None if first is None else NOON + timedelta(minutes=first))
    taken = agenda.take(NOON + timedelta(minutes=now))
    assert sorted(taken) == sorted(key for key, minute in kept.items() if minute <= now)
    assert [kept[key] for key in taken] == sorted(kept[key] for key in taken)
    later = min((minute for minute in kept.values() if minute > now), default=None)
    assert agenda.next_due() == (None if later is None else NOON + timedelta(minutes=later))
