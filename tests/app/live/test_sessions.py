"""Which session a message belongs to: found by its channel, however many chats there are."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app.live.sessions import Live, LiveSessions
from bot.core.base.errors import Refused
from bot.core.base.ids import first_at
from bot.core.session import decisions
from bot.core.session.state import Phase
from tests.stage import Stage, pack_of


async def test_a_session_hears_in_its_channel_and_its_threads_until_it_is_forgotten(stage: Stage) -> None:
    ada, sessions = stage.member("Ada"), stage.engine.live
    await stage.start(pack_of("What is blue?"))
    await stage.advance(minutes=6)
    said = await ada.says("the sea", in_thread=1)
    own = await stage.room.branch(await ada.says("A1 lakes"), "lakes")
    live = sessions.get(stage.number)
    assert live is not None
    assert sessions.route(said.channel, said.id) is live
    assert sessions.route(own, said.id) is live
    assert sessions.route(own + 1, said.id) is None
    assert sessions.in_channel(own) is live
    assert own in await stage.store.threads(stage.number)
    sessions.listen(live, own)
    sessions.forget(live)
    sessions.forget(live)
    assert sessions.route(said.channel, said.id) is None
    assert sessions.route(own, said.id) is None
    assert sessions.in_channel(stage.room.ref.channel) is None
    one, other = await asyncio.gather(sessions.take_up(stage.number), sessions.take_up(stage.number))
    assert one is other


async def test_what_is_said_before_the_opening_and_after_the_archive_is_nobodys(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.room.branch(await ada.says("is this on?"), "nobody's")
    await stage.start(pack_of("What is blue?"), opens_in=timedelta(hours=1))
    await ada.says("good morning")
    await stage.advance(minutes=66)
    kept = await ada.says("the sea", in_thread=1)
    live = stage.engine.live.get(stage.number)
    assert live is not None
    await stage.advance(days=3)
    assert not live.hears(kept.channel, kept.id)
    await ada.says("and the lakes", channel=kept.channel)
    assert [entry.contribution.text async for entry in (await stage.record()).answers(1)] == ["the sea"]
    assert await stage.talk() == []


async def test_a_session_that_is_forgotten_takes_nothing_from_the_next_in_its_channel(stage: Stage) -> None:
    await stage.start(pack_of("What is blue?"))
    first = stage.engine.live.get(stage.number)
    await stage.start(pack_of("What is red?"), opens_in=timedelta(hours=1))
    assert first is not None
    stage.engine.live.forget(first)
    meant = stage.engine.live.in_channel(stage.room.ref.channel)
    assert meant is not None
    assert meant.session.number == stage.number


async def test_what_is_held_from_before_a_session_was_forgotten_does_not_end_its_next_time(stage: Stage) -> None:
    """Two lanes may be done with an archived session, and its recap may be looked at between them."""
    sessions, said = stage.engine.live, stage.room.ref.channel
    await stage.start(pack_of("What is blue?"))
    before = sessions.get(stage.number)
    assert before is not None
    sessions.forget(before)
    again = await sessions.take_up(stage.number)
    sessions.forget(before)
    assert sessions.in_channel(said) is again
    sessions.forget(again)
    assert sessions.in_channel(said) is None


async def test_what_another_process_decided_is_seen_before_the_next_decision(stage: Stage) -> None:
    await stage.start(pack_of("What is blue?", "What is red?"))
    await stage.advance(minutes=6)
    elsewhere = LiveSessions(stage.store)
    there = await elsewhere.take_up(stage.number)
    await elsewhere.record(there, lambda session: decisions.pause(session, stage.clock.now(), 901))
    with pytest.raises(Refused, match="already paused"):
        await stage.host("pause")
    await elsewhere.record(there, lambda session: decisions.skip(session, stage.clock.now(), 901, sure=True))
    await stage.host("resume")
    assert (stage.session.phase, stage.session.upcoming) == (Phase.OPEN, ())
    assert len(await stage.store.facts(stage.number)) == stage.session.facts


async def test_a_message_asks_no_other_chat(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = stage.engine.live
    for channel in range(10_000, 10_050):
        ref = replace(stage.room.ref, channel=channel)
        await stage.engine.host.start(pack_of("Why?"), ref, by=None, opens_at=stage.clock.now(), key=None)
    await stage.engine.tick()
    asked: list[Live] = []
    hears = Live.hears

    def counted(live: Live, channel: int, message: int) -> bool:
        asked.append(live)
        return hears(live, channel, message)

    monkeypatch.setattr(Live, "hears", counted)
    found = sessions.route(10_007, first_at(stage.clock.now() + timedelta(minutes=1)))
    assert found is not None
    assert found.session.room.channel == 10_007
    assert asked == [found]
