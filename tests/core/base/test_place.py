"""Which servers a process looks after, as operators write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.base.place import EVERYTHING, SLICES, Share

COUNTS = st.sampled_from([1, 2, 4, 8, 16, 32, 64])
GUILDS = st.integers(0, 2**63 - 1)


@pytest.mark.parametrize(
    ("text", "numbers"), [("0/1", (0,)), ("0-1/4", (0, 1)), ("0-1,4-5/8", (0, 1, 4, 5)), ("3,5/16", (3, 5))]
)
def test_they_are_read_and_written(text: str, numbers: tuple[int, ...]) -> None:
    share = Share.read(text)
    assert share is not None
    assert (share.numbers, str(share)) == (numbers, text)


@pytest.mark.parametrize(
    "text", ["", "0", "4/4", "0-1/3", "1-0/4", "1,0/4", "0,0/4", "0-0,/4", "0/0", "0/128", "-1/4", "٠/1"]
)
def test_anything_else_is_none(text: str) -> None:
    assert Share.read(text) is None


@given(COUNTS, GUILDS)
def test_each_server_has_one_shard_as_discord_counts(count: int, guild: int) -> None:
    assert [n for n in range(count) if Share((n,), count).has(guild)] == [(guild >> 22) % count]


@given(COUNTS, GUILDS, st.data())
def test_processes_that_count_differently_agree_by_slices(count: int, guild: int, data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(0, count - 1), min_size=1, unique=True).map(sorted).map(tuple))
    share = Share(numbers, count)
    assert Share.read(str(share)) == share
    assert share.has(guild) == ((guild >> 22) % SLICES in share.slices)
    assert share.have_first == (0 in share.slices)


def test_everything_is_every_slice() -> None:
    assert EVERYTHING.slices == list(range(SLICES))
