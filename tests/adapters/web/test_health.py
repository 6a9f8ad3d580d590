"""What programs that watch the bot are told."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.adapters.catalogues import LANGUAGES, guide, words
from bot.adapters.web.frame.server import serving
from bot.adapters.web.health import routes
from bot.adapters.web.health.readings import LoopLag
from bot.adapters.web.health.routes import health_of
from bot.app.live.vitals import Link
from bot.core.base.errors import StoreError
from tests.adapters.web.sites import Answered, Visitor
from tests.stage import Stage, pack_of, staged

LINKS = {0: Link(is_connected=True, latency=0.042, made=1), 1: Link(is_connected=True, latency=None, made=2)}


@asynccontextmanager
async def watched(folder: Path, *, token: str = "") -> AsyncIterator[tuple[Stage, Visitor]]:
    async with (
        staged(folder) as stage,
        health_of(stage.engine, lambda: LINKS, lambda: 3, words, token=token) as app,
        serving(app, host="127.0.0.1", port=0) as address,
        aiohttp.ClientSession() as session,
    ):
        yield stage, Visitor(address, session, app)


def figures(answered: Answered) -> dict[str, float]:
    assert answered.headers["Content-Type"].startswith("text/plain")
    return {
        "".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answered.text)
        for sample in family.samples
    }


async def test_the_figures_are_those_of_now(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, visitor):
        before = figures(await visitor.asks("/metrics"))
        assert (before["tchat_connected"], before["tchat_sessions"]) == (1, 0)
        assert (before["tchat_shard_latency_seconds0"], "tchat_shard_latency_seconds1" in before) == (0.042, False)
        assert (before["tchat_shard_connections_total1"], before["tchat_slices_held"]) == (2, 64)
        await stage.start(pack_of("What is blue?", "What is red?"))
        stage.engine.vitals.lateness[1] = timedelta(seconds=2.5)
        stage.engine.vitals.troubles[1] = "Discord is away"
        now = figures(await visitor.asks("/metrics"))
        assert now["tchat_sessions"] == now["tchat_sessions_in_trouble"] == 1
        assert now["tchat_step_lateness_seconds"] == 2.5


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_guides_alerts_are_about_figures_that_there_are(tmp_path: Path, language: str) -> None:
    (block,) = re.findall(r"^```yaml\n(groups:.*?)^```", guide("operator", language), re.MULTILINE | re.DOTALL)
    rules = yaml.safe_load(block)["groups"][0]["rules"]
    assert {rule["alert"] for rule in rules} == set(re.findall(r"`(Tchat\w+)`", guide("operator", language)))
    async with watched(tmp_path) as (_, visitor):
        text = (await visitor.asks("/metrics")).text
    for rule in rules:
        name, labels = re.findall(r"(tchat_\w+|up)({.*?})?", rule["expr"])[0]
        assert name == "up" or re.search(f"^{name}{re.escape(labels)}[ {{]", text, re.MULTILINE), rule


async def test_posts_that_do_not_reach_the_room_show(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, visitor):
        await stage.start(pack_of("What is blue?", "What is red?"))
        before = figures(await visitor.asks("/metrics"))
        assert (before["tchat_oldest_post_seconds"], before["tchat_followers"]) == (0, 3)
        assert before["tchat_room_failures_totaltried again"] == 0
        stage.room.faults.dead = True
        await stage.advance(minutes=7)
        now = figures(await visitor.asks("/metrics"))
        assert now["tchat_oldest_post_seconds"] == 120  # the first question was due after five minutes
        assert now["tchat_room_failures_totaltried again"] >= 1
        assert now["tchat_room_failures_totalrefused"] == 0


async def test_a_bot_that_commits_is_healthy_whatever_discord_does(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, visitor):
        stage.engine.vitals.troubles[1] = "Discord is away"
        answered = await visitor.asks("/healthz")
        assert (answered.status, json.loads(answered.body)["record"]) == (200, "written")


async def test_a_writer_that_is_stuck_needs_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(routes, "PATIENCE", 0.01)
    async with watched(tmp_path) as (stage, visitor):
        monkeypatch.setattr(stage.store, "settled", never)
        answered = await visitor.asks("/healthz")
        assert (answered.status, json.loads(answered.body)["record"]) == (503, "stuck")


async def test_a_full_disk_is_told_and_needs_no_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail() -> None:
        raise StoreError("The disk is full.")

    async with watched(tmp_path) as (stage, visitor):
        monkeypatch.setattr(stage.store, "settled", fail)
        answered = await visitor.asks("/healthz")
        assert (answered.status, json.loads(answered.body)["record"]) == (200, "cannot be written")


async def test_with_a_token_only_who_sends_it_is_answered(tmp_path: Path) -> None:
    async with watched(tmp_path, token="secret") as (_, visitor):
        for path in ("/metrics", "/healthz"):
            for sent in ("", "Bearer other", "secrets"):
                assert (await visitor.asks(path, headers={"Authorization": sent})).status == 404
            held = {"Authorization": "Bearer secret", "Host": "bot.example:9464"}
            assert (await visitor.asks(path, headers=held)).status == 200


async def test_a_loop_that_is_held_up_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    lag, loop = LoopLag(), asyncio.get_running_loop()
    real, turns = loop.time, []

    def call_later(delay: float, turn: Callable[[float], None], due: float) -> asyncio.Handle:
        turns.append((turn, due))
        return loop.call_soon(int)

    monkeypatch.setattr(loop, "call_later", call_later)
    with lag.watched():
        turn, due = turns[-1]
        monkeypatch.setattr(loop, "time", lambda: due + 3)
        turn(due)
        monkeypatch.setattr(loop, "time", real)
        assert lag.worst() == pytest.approx(3)
        assert lag.worst() == 0
