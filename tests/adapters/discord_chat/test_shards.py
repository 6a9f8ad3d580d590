"""Several shards in one process: each takes up its own chats, and what happens to one is no matter of the others."""

import asyncio
import inspect
import logging
from collections.abc import Awaitable
from pathlib import Path

import pytest

from bot import wiring
from bot.adapters.discord_chat import client
from bot.config import Config, Discord
from bot.core.base.errors import ConfigError, RoomError
from tests.adapters.discord_chat.discord_room import Run, first_question
from tests.standin import Channel, Permission, Person, StandIn

HISTORY = "GET /channels/{channel_id}/messages"
FOUR = {"discord": Discord(shards=4)}

pytestmark = pytest.mark.usefixtures("hasty")


def server(discord: StandIn, shard: int) -> tuple[Channel, Person]:
    guild = discord.guild(f"Server {shard}", shard=shard)
    return guild.channel("general"), guild.member(f"Host {shard}", Permission.MANAGE_EVENTS)


def rereads(discord: StandIn) -> set[int]:
    """Return the channels and threads whose history was read."""
    return {int(request.path.split("/")[2]) for request in discord.requests if request.called == HISTORY}


async def test_each_shard_takes_up_its_own_chats_only(
    discord: StandIn, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    servers = [server(discord, shard) for shard in range(4)]
    async with run(FOUR) as bot:
        threads = [await first_question(channel, host) for channel, host in servers]
        assert [shard for shard, _ in discord.gateway.begun] == [0, 1, 2, 3]
        await bot.engine.idle()
        discord.requests.clear()
        discord.gateway.drop(shard=1)
        await discord.until(lambda: discord.gateway.resumes == 1, "shard 1 resumes")
        discord.gateway.drop(shard=2, resumable=False)
        await discord.until(lambda: discord.gateway.identifies == 5, "shard 2 begins a new session")
        await discord.until(lambda: rereads(discord) >= {servers[2][0].id, threads[2].id}, "its chat is reread")
        await bot.engine.idle()
        assert rereads(discord) == {servers[2][0].id, threads[2].id}, "and no other"
        for number, (thread, (_, host)) in enumerate(zip(threads, servers, strict=True), start=1):
            await host.says("Sky", thread)
            await bot.records(1, [(host.user.name, "Sky", "thread")], session=number)
    told = [record for record in caplog.records if record.name.startswith("bot.") and "connected a" in record.message]
    assert [record.shard for record in told] == [0, 1, 2, 3, 1, 2]  # type: ignore[attr-defined]


async def test_who_is_told_in_private_can_appeal_although_that_comes_to_another_shard(
    discord: StandIn, run: Run
) -> None:
    _, (channel, host) = server(discord, 0), server(discord, 1)
    ada = discord.guild("Server 1").member("Ada")
    async with run({"discord": Discord(shards=2), "moderation": {"self_promotion": "notice"}}):
        await ada.says("Subscribe to my channel and buy my new course!", await first_question(channel, host))
        told = await ada.is_told("This is automatic")
        form = await (await ada.clicks(told, "Ask a host to look")).modal()
        await (await ada.submits(form, text="It is not mine")).answered("one of them will take a look")
        await (await channel.gains_thread("Hosts")).hears("It is not mine")
    private = [
        session.shard
        for session in discord.gateway.sessions.values()
        for event in session.events
        if event["t"] == "INTERACTION_CREATE" and "guild_id" not in event["d"]
    ]
    assert private == [(0, 2)] * 2


async def test_while_one_shard_gets_no_answer_the_others_connect_again(discord: StandIn, run: Run) -> None:
    _, (channel, host) = server(discord, 0), server(discord, 1)
    async with run({"discord": Discord(shards=2)}):
        discord.gateway.mute = 1
        discord.gateway.drop()
        await discord.until(lambda: discord.gateway.resumes == 1, "the other resumes")
        discord.gateway.drop()
        await discord.until(lambda: discord.gateway.resumes == 2, "and again")
        assert discord.gateway.identifies == 2
        await (await host.runs("tchat start", channel, pack="colours", when="now")).answered("Session")


class AtOnce:
    """The module asyncio, but for sleeping."""

    sleep = staticmethod(lambda _: asyncio.sleep(0))

    def __getattr__(self, name: str) -> object:
        return getattr(asyncio, name)


async def test_while_the_gateway_is_away_at_the_start_tries_do_not_pile_up(
    discord: StandIn, run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("discord.shard.asyncio", AtOnce())
    discord.gateway.go_dark()
    depths = []

    async def wait_for(shard: Awaitable[object], timeout: float) -> object:  # noqa: ASYNC109 – stands in for asyncio's
        depths.append(len(inspect.stack()))
        return await asyncio.wait_for(shard, timeout)

    monkeypatch.setattr(AtOnce, "wait_for", staticmethod(wait_for), raising=False)
    returns = asyncio.create_task(discord.until(lambda: discord.gateway.refused >= 5, "five tries in vain"))
    returns.add_done_callback(lambda _: discord.gateway.come_back())
    async with run({"discord": Discord(shards=2)}):
        assert discord.gateway.identifies == 2
    assert len(set(depths)) == 1
    told = [record for record in caplog.records if "cannot be reached" in record.getMessage()]
    assert len(told) == 1
    assert [record for record in caplog.records if record.exc_info] == []


async def test_a_server_that_removed_the_bot_while_a_shard_was_away_is_not_served(
    discord: StandIn, tmp_path: Path
) -> None:
    for shard in range(2):
        server(discord, shard)
    left = discord.guild("Server 1")
    async with wiring.on_discord(Config(data_dir=tmp_path, discord=Discord(shards=2)), discord.token) as bot:
        await discord.until(lambda: discord.gateway.identifies == 2, "both shards connect")
        await bot.client.wait_until_ready()
        assert bot.client.get_guild(left.id)
        discord.gateway.drop(resumable=False)
        left.removes_bot()
        await bot.client.wait_for("shard_ready", check=lambda shard: shard == 1)
        assert [guild.name for guild in bot.client.guilds] == ["Server 0"]


async def test_as_many_shards_as_discord_advises_in_a_power_of_two(discord: StandIn, tmp_path: Path) -> None:
    discord.world.shards = 3
    async with wiring.on_discord(Config(data_dir=tmp_path), discord.token) as bot:
        await discord.until(lambda: discord.gateway.identifies == 4, "four shards connect")
        discord.gateway.drop("close", code=4011, shard=3)
        with pytest.raises(RoomError, match="wants more shards than 4"):
            await bot.failing


async def test_a_shard_that_has_many_servers_is_told_once(
    discord: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(client, "MANY_SERVERS", 2)
    for name in ("one", "two"):
        discord.guild(name, shard=0)
    async with wiring.on_discord(Config(data_dir=tmp_path, discord=Discord(shards=2)), discord.token) as bot:
        await bot.client.wait_until_ready()
        assert [r.shard for r in caplog.records if "set discord.shards to auto or to 4" in r.getMessage()] == [0]  # type: ignore[attr-defined]
        joined = asyncio.Event()
        bot.engine.slots.changed.append(joined.set)
        for name in ("three", "four"):
            joined.clear()
            discord.guild(name, shard=1)
            await joined.wait()
        told = [r.shard for r in caplog.records if "I am on 2 servers here" in r.getMessage()]  # type: ignore[attr-defined]
        assert told == [0, 1]


async def test_too_few_shards_that_an_operator_wants_are_for_the_operator_to_mend(
    discord: StandIn, tmp_path: Path
) -> None:
    server(discord, 0)
    discord.gateway.guilds_per_shard = 0
    async with wiring.on_discord(Config(data_dir=tmp_path, discord=Discord(shards=1)), discord.token) as bot:
        with pytest.raises(ConfigError, match="shards: 1 is too few"):
            await bot.failing


async def test_it_does_not_touch_the_last_connections_of_a_day(discord: StandIn, tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path, discord=Discord(shards=4))
    discord.world.sessions_left, discord.world.more_after = 53, 3_600_000
    async with wiring.on_discord(config, discord.token, wiring.How(once=True)) as bot:
        with pytest.raises(RoomError, match=r"only 53 more connections until .* UTC"):
            await bot.failing
    assert discord.gateway.identifies == 0
