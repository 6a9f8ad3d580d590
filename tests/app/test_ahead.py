"""Pieces of work of which one goes on while the next is prepared."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.app.reading.ahead import Ahead


async def test_pieces_end_in_their_order_and_all_have_ended_at_the_end() -> None:
    told: list[str] = []
    gate = asyncio.Event()

    async def first() -> None:
        await gate.wait()
        told.append("first")

    async def second() -> None:
        told.append("second")

    async with Ahead() as ahead:
        await ahead.then(first)
        told.append("prepared")
        gate.set()
        await ahead.then(second)
    assert told == ["prepared", "first", "second"]


async def test_what_goes_wrong_is_raised_where_it_is_waited_for() -> None:
    async def broken() -> None:
        raise ValueError("no")

    async def never() -> None:
        raise AssertionError

    async def working(*pieces: Callable[[], Awaitable[None]]) -> None:
        async with Ahead() as ahead:
            for piece in pieces:
                await ahead.then(piece)

    for pieces in ((broken, never), (broken,)):
        with pytest.raises(ValueError, match="no"):
            await working(*pieces)


async def test_leaving_early_ends_what_goes_on() -> None:
    ended = asyncio.Event()

    async def long() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async def working() -> None:
        async with Ahead() as ahead:
            await ahead.then(long)
            await asyncio.sleep(0)
            raise KeyError

    with pytest.raises(KeyError):
        await working()
    assert ended.is_set()
