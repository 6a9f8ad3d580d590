"""The plug is pulled at every point between deciding and marking, one after the other, and the talk comes out the same.

One chat is played over and over; each time the process dies at the next moment, is started again on what the disk and
the room hold, and goes on to the end. Nothing may be there twice, nothing missing.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.rehearsal.room import BOT
from bot.core.base.errors import StoreError
from bot.core.session.facts import Measure
from tests.stage import Stage, pack_of, staged
from tests.tripwire import Crash, Tripwire

PACK = pack_of("What is blue?", "What is red?", minutes=20)
Act = Callable[[Stage], Awaitable[object]]

LINKED = re.compile(r"(?<=#m)\d+")
"""The ids in links: what the desk and the room show at the same time comes in any order."""


async def _says(stage: Stage) -> None:
    """What members do happens, whether or not the bot is alive to hear it."""
    ada = stage.member("Ada")
    if not any(message.text == "the sky" for message in stage.room.messages.values()):
        await ada.says("the sky", in_thread=1)


async def _edits(stage: Stage) -> None:
    sky = next(message for message in stage.room.messages.values() if message.author.name == "Ada")
    await stage.member("Ada").edits(sky, "the sky, mostly")


CHAT: list[Act] = [
    lambda stage: stage.start(PACK, key="start"),
    lambda stage: stage.advance_until(lambda session: session.current == 1),
    _says,
    lambda stage: stage.host("pause", key="pause"),
    lambda stage: stage.host("resume", key="resume"),
    _edits,
    lambda stage: stage.advance_until(lambda session: session.current == 2),
    lambda stage: stage.host("extend", 1, key="extend"),
    lambda stage: stage.host("close", key="close", sure=True),
    lambda stage: stage.advance(minutes=1),
    lambda stage: stage.advance(hours=50),
]


async def _pushes(stage: Stage) -> None:
    if not any(message.text == PUSH for message in stage.room.messages.values()):
        await stage.member("Spam").says(PUSH, in_thread=1)
    await stage.advance(seconds=10)


PUSH = "Subscribe to my channel and buy my new course, link in bio!"
FOUND: list[Act] = [
    lambda stage: stage.start(PACK, key="start"),
    lambda stage: stage.advance_until(lambda session: session.current == 1),
    _pushes,
]
DECIDED: list[Act] = [
    lambda stage: stage.decides(Measure.HOLD),
    lambda stage: stage.decides(Measure.FINE),
    lambda stage: stage.advance(minutes=1),
]


async def _play(stage: Stage, wire: Tripwire, away: timedelta, acts: list[Act]) -> None:
    for act in acts:
        finished = False
        while not finished:
            tripped = wire.tripped
            try:
                await act(stage)
                finished = wire.tripped == tripped
            except Crash:
                pass
            if not finished:
                await stage.restart(after=away)
    await stage.engine.idle()


async def _outcome(folder: Path, at: int | None, away: timedelta) -> tuple[Counter[str], list[str], Tripwire]:
    wire = Tripwire(at)
    async with staged(folder, wire=wire) as stage:
        await _play(stage, wire, away, CHAT)
        said = (message.text for message in stage.room.messages.values() if message.author == BOT)
        posts = Counter(LINKED.sub("", text) for text in said)
        landed = (await stage.store.load(1)).landed
        shown = [message for effect, message in landed.items() if not effect.is_change]
        assert len(shown) == len(set(shown)), "two effects claim one post"
        assert len(shown) == posts.total(), "a post belongs to no effect"
        assert await stage.store.pending(1) == []
        return posts, await stage.answers(1), wire


async def test_wherever_the_plug_is_pulled_everything_is_there_once(tmp_path: Path) -> None:
    expected, answers, wire = await _outcome(tmp_path / "whole", None, timedelta())
    assert answers == ["Ada: the sky, mostly (thread)"]
    assert wire.moments > 100
    for at in range(1, wire.moments + 1):
        posts, said, tripped = await _outcome(tmp_path / str(at), at, timedelta())
        assert tripped.tripped, f"moment {at} never came"
        assert posts == expected, f"pulled at moment {at}"
        assert said == answers, f"pulled at moment {at}"


async def test_whichever_commit_gets_no_answer_everything_is_there_once(tmp_path: Path) -> None:
    expected, answers, commits = await _unanswered(tmp_path / "whole", 0)
    assert commits > 50
    for at in range(1, commits + 1, 2):
        posts, said, _ = await _unanswered(tmp_path / str(at), at)
        assert posts.total() == expected.total(), f"no answer to commit {at}: {expected - posts} {posts - expected}"
        assert said == answers, f"no answer to commit {at}"


async def _unanswered(folder: Path, at: int) -> tuple[Counter[str], list[str], int]:
    async with staged(folder) as stage:
        stage.disk.deaf_at = at
        for act in CHAT:
            before, told = stage.disk.commits, False
            try:
                await act(stage)
            except StoreError:  # whoever asked was told, and asks again
                told = True
            if before < at <= stage.disk.commits:
                await stage.engine.erasure.follow()
                await stage.advance(seconds=5)
            if told:
                await act(stage)
        await stage.advance(minutes=1)
        said = (message.text for message in stage.room.messages.values() if message.author == BOT)
        posts = Counter(LINKED.sub("", text) for text in said if "save messages" not in text)
        return posts, await stage.answers(1), stage.disk.commits


@pytest.mark.parametrize(("minutes", "first"), [(2, 1), (7, 2)])
async def test_also_when_the_bot_is_away_for_longer_than_a_nonce_holds(
    tmp_path: Path, minutes: int, first: int
) -> None:
    away = timedelta(minutes=minutes)
    expected, answers, wire = await _outcome(tmp_path / "whole", None, away)
    for at in range(first, wire.moments + 1, 2):  # every moment has its turn, by one absence or the other
        posts, said, _ = await _outcome(tmp_path / str(at), at, away)
        assert posts.total() == expected.total(), f"pulled at moment {at}: {expected - posts} became {posts - expected}"
        assert said == answers, f"pulled at moment {at}"


async def _decided(folder: Path, at: int | None) -> tuple[Counter[str], list[str], list[str], int, int]:
    wire = Tripwire(at)
    async with staged(folder, wire=wire) as stage:
        await _play(stage, wire, timedelta(), FOUND)
        found = wire.moments
        await _play(stage, wire, timedelta(), DECIDED)
        shown = [m for m in stage.room.messages.values() if m.author == BOT and m not in stage.desk()]
        assert await stage.store.pending(1) == []
        answers, words = await stage.answers(1), stage.private("Spam")
        return Counter(message.text for message in shown), answers, words, found, wire.moments


async def test_what_hosts_decide_is_done_once_wherever_the_plug_is_pulled(tmp_path: Path) -> None:
    posts, answers, words, found, moments = await _decided(tmp_path / "whole", None)
    assert answers == [f"Spam: {PUSH} (thread)"]
    assert posts[f"**Spam:** {PUSH}"] == 1
    assert len(words) == 2
    for at in range(found + 1, moments + 1):
        assert (await _decided(tmp_path / str(at), at))[:3] == (posts, answers, words), f"pulled at moment {at}"
