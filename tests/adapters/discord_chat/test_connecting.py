"""Connecting, losing the connection, and ending: what passes is waited for, the rest is one sentence."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import wiring
from bot.adapters.discord_chat.room import connecting, starts
from bot.adapters.discord_chat.room.starts import HOUR, Starts
from bot.adapters.sqlite.store import open_store
from bot.adapters.system.clock import FastClock
from bot.app.delivery import lanes
from bot.config import Config, Discord, load_config
from bot.core.base.errors import ConfigError, RoomError
from bot.core.moderation.settings import Action
from tests.adapters.discord_chat.discord_process import BotProcess
from tests.adapters.discord_chat.discord_room import PACK, Run, cards, first_question, surely
from tests.clock import NOON
from tests.standin import Channel, Person, StandIn

POST = "POST /channels/{channel_id}/messages"
HISTORY = "GET /channels/{channel_id}/messages"
ME = "GET /users/@me"
CONFIG = "data_dir: {folder}/data\nprompts_dir: {folder}\n"

pytestmark = pytest.mark.usefixtures("hasty", "_no_pauses")


@pytest.fixture
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "PAUSES", (timedelta(seconds=0.01),))


@pytest.mark.parametrize("cut", [True, False])
async def test_while_discord_cannot_be_reached_at_the_start_it_keeps_trying_and_says_so_once(
    cut: bool, discord: StandIn, run: Run, general: Channel, meghan: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    if cut:
        discord.faults.cut_next(ME, times=6)
    else:
        discord.faults.fail_next(ME, times=3, status=503)
        discord.faults.fail_next("GET /gateway/bot", times=2, status=503)
    async with run():
        await first_question(general, meghan)
    said = [record.message for record in caplog.records if record.name.startswith("bot.")]
    assert len([line for line in said if "cannot be reached" in line]) == 1
    assert len([line for line in said if line.startswith("connected as")]) == 1
    assert [record for record in caplog.records if record.exc_info] == []


async def test_asked_to_try_once_it_ends_if_discord_cannot_be_reached(discord: StandIn, tmp_path: Path) -> None:
    discord.faults.fail_next(ME, status=503)
    async with wiring.on_discord(Config(data_dir=tmp_path), discord.token, wiring.How(once=True)) as bot:
        with pytest.raises(RoomError, match="Discord cannot be reached"):
            await bot.failing


async def test_a_wrong_token_ends_it_at_once(discord: StandIn, tmp_path: Path) -> None:
    async with wiring.on_discord(Config(data_dir=tmp_path), "no such token") as bot:
        with pytest.raises(ConfigError, match="does not know this token"):
            await bot.failing


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (4004, "does not know this token"),
        (4010, "does not accept these shards"),
        (4011, "shards: 1 is too few"),
        (4012, "install a newer version"),
        (4013, "install a newer version"),
        (4014, "switch on Message Content Intent"),
    ],
)
async def test_a_connection_that_is_closed_for_good_is_one_sentence(
    code: int, sentence: str, discord: StandIn, tmp_path: Path
) -> None:
    config = Config(data_dir=tmp_path, discord=Discord(shards=1))
    async with wiring.on_discord(config, discord.token) as bot:
        await discord.gateway.connected()
        discord.gateway.drop("close", code=code)
        with pytest.raises(ConfigError, match=sentence):
            await bot.failing


async def test_what_discord_py_has_to_say_after_the_end_is_let_be(discord: StandIn, tmp_path: Path) -> None:
    async with wiring.on_discord(Config(data_dir=tmp_path), discord.token) as bot:
        await discord.gateway.connected()
    bot.client.dispatch("ready")  # as it does when it has waited for the last server


async def test_a_lost_connection_is_said_once_and_its_return_too(
    discord: StandIn, run: Run, general: Channel, meghan: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with run():
        discord.gateway.go_dark()
        await discord.until(lambda: discord.gateway.refused >= 3, "three tries in vain")
        discord.gateway.come_back()
        await discord.until(lambda: discord.gateway.resumes, "the bot resumes")
        await (await meghan.runs("tchat start", general, pack="colours", when="now")).answered("Session")
    said = [record.message for record in caplog.records]
    assert len([line for line in said if "cannot be reached" in line]) == 1
    assert "connected again" in said
    assert [record for record in caplog.records if record.exc_info] == []


async def test_a_resumed_connection_ends_the_waiting_for_a_retry(
    discord: StandIn, run: Run, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "PAUSES", (timedelta(hours=1),))
    async with run() as bot:
        await first_question(general, meghan)
        late = asyncio.Event()
        bot.engine.delivery.rested.append(
            lambda _: late.set() if any(request.status == 503 for request in discord.requests) else None
        )
        discord.faults.fail_next(POST, status=503)
        await surely(meghan, await meghan.runs("tchat next", general))
        async with asyncio.timeout(10):
            await late.wait()
        discord.gateway.drop()
        await general.gains_thread("Q2 · What is red?")
    assert len(cards(general, 2)) == 1


async def test_when_a_day_s_sessions_are_used_up_it_waits_for_the_next(
    discord: StandIn, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    discord.world.sessions_left, discord.world.more_after = 0, 20
    async with run():
        assert "only 0 more connections" in caplog.text


async def test_starts_are_counted_across_lives_and_wait_longer_from_the_tenth_in_an_hour(tmp_path: Path) -> None:
    clock, pauses = FastClock(NOON, 0), []
    for _ in range(12):
        async with open_store(tmp_path / "tchat.db") as store:
            pauses.append(await Starts(store, clock).pause())
            await Starts(store, clock).turn(0, waited=True)
    minutes = [pause // timedelta(minutes=1) for pause in pauses]
    assert minutes == [0] * 9 + [1, 2, 3]
    clock.skip_to(clock.now() + HOUR)
    async with open_store(tmp_path / "tchat.db") as store:
        assert await Starts(store, clock).pause() == timedelta()


async def test_a_bot_that_was_started_too_often_waits_before_it_connects(
    discord: StandIn, run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(starts, "FREE", 1)
    monkeypatch.setattr(starts, "PAUSE", timedelta(seconds=0.01))
    async with run():
        assert "too often" not in caplog.text
        discord.gateway.drop(resumable=False)
        await discord.until(lambda: discord.gateway.identifies == 2, "the bot begins another session")
    async with run():
        assert "too often" in caplog.text


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG.format(folder=tmp_path), encoding="utf-8")
    (tmp_path / "colours.yaml").write_text(PACK, encoding="utf-8")
    return path


async def test_it_ends_without_a_word_of_complaint_while_a_reread_is_on(
    discord: StandIn, general: Channel, meghan: Person, config: Path
) -> None:
    async with BotProcess(discord, config) as bot:
        await bot.logs("connected as")
        await first_question(general, meghan)
        gate = discord.faults.hold_next(HISTORY)
        discord.gateway.drop(resumable=False)
        await gate.reached()
        assert await bot.stop() == 0
        assert bot.errors() == []
        assert [line for line in bot.lines if "voice" in line] == [], "nobody speaks, so nobody need hear of it"


@pytest.mark.parametrize("fate", ["cut", "dark", "frozen"])
async def test_it_ends_while_the_gateway_is_out_of_reach(
    fate: str, discord: StandIn, general: Channel, config: Path
) -> None:
    async with BotProcess(discord, config) as bot:
        await bot.logs("connected as")
        if fate == "frozen":
            discord.gateway.freeze()
        else:
            discord.gateway.go_dark()
        if fate == "dark":
            await discord.until(lambda: discord.gateway.refused, "it tries to connect")
        assert await bot.stop() == 0
        assert bot.errors() == []


async def test_settings_are_taken_in_again_where_they_can_be(
    discord: StandIn, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "config.yaml"

    def written(text: str) -> Callable[[], Config]:
        file.write_text(f"data_dir: {tmp_path}/data\n{text}", encoding="utf-8")
        return partial(load_config, file)

    caplog.set_level("INFO")
    async with wiring.on_discord(written("")(), discord.token) as bot:
        assert (await bot.engine.rules.of(1)).flood.action is Action.FLAG
        wiring.reload(bot, written("moderation: {flood: notice}\nroles: {host: [Hosts]}\nlanguage_of_mars: 1\n"))
        assert "language_of_mars" in caplog.records[-1].getMessage()
        assert (bot.roles.host, (await bot.engine.rules.of(1)).flood.action) == ((), Action.FLAG)
        wiring.reload(bot, written("moderation: {flood: notice}\nroles: {host: [Hosts]}\nprompts_dir: elsewhere\n"))
        assert caplog.records[-1].getMessage() == "the configuration was taken in; restart for: prompts_dir"
        assert (bot.roles.host, (await bot.engine.rules.of(1)).flood.action) == (("Hosts",), Action.NOTICE)
        wordings = tmp_path / "data" / "wordings"
        wordings.mkdir()
        (wordings / "sites.yaml").write_text("sites: 7\n", encoding="utf-8")
        wiring.reload(bot, written(""))
        assert "sites.yaml:1:" in caplog.records[-1].getMessage()
        assert bot.roles.host == ("Hosts",)
        (wordings / "sites.yaml").write_text("names: {tchat: tchat.example}\nprograms: tchat\n", encoding="utf-8")
        wiring.reload(bot, written(""))
        assert bot.engine.rules.lexicon("en").sites.is_program("setup.tchat")
        assert not bot.roles.host
