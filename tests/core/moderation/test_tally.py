"""What counts towards limits, against the plain way to keep it: a list of all that was noted."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.moderation.tally import Tally

NOTED = st.lists(
    st.tuples(st.integers(1, 2), st.sampled_from("ab"), st.integers(1, 9), st.sampled_from(["add", "drop", "clear"])),
    max_size=30,
)


@given(NOTED, st.integers(1, 10), st.integers(1, 4))
def test_the_latest_under_a_key_are_known_in_any_order(
    events: list[tuple[int, str, int, str]], before: int, most: int
) -> None:
    tally, plain = Tally(), list[tuple[int, str, int]]()
    for person, key, message, what in events:
        if what == "add":
            tally.add(person, key, message)
            plain.append((person, key, message))
        elif what == "drop":
            tally.drop(message)
            plain = [each for each in plain if each[2] != message]
        else:
            tally.clear(person, key)
            plain = [each for each in plain if each[:2] != (person, key)]
    for person in (1, 2):
        for key in "ab":
            within = lambda id: id >= before - 3  # noqa: E731
            ids = sorted(id for who, under, id in plain if (who, under) == (person, key) and id < before)
            assert tally.under(person, key, before, most=most) == ids[-most:]
            assert tally.under(person, key, before, most=most, within=3) == list(filter(within, ids))[-most:]
