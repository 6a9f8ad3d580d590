"""What is read of a running bot each time that somebody asks, and how late its event loop is."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.app.engine import Engine
from bot.app.live.vitals import Link

EVERY = 1.0
"""How often, in seconds, the loop is asked for a turn."""


class LoopLag:
    """How late the event loop gives a turn; `worst` since it was asked for last."""

    def __init__(self) -> None:
        self._worst = 0.0

    def worst(self) -> float:
        """Return the longest delay since the last time, in seconds."""
        worst, self._worst = self._worst, 0.0
        return worst

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Ask for a turn again and again, for the length of a block."""
        loop = asyncio.get_running_loop()
        timer: asyncio.TimerHandle

        def turn(due: float) -> None:
            nonlocal timer
            self._worst = max(self._worst, loop.time() - due)
            timer = loop.call_later(EVERY, turn, loop.time() + EVERY)

        turn(loop.time())
        try:
            yield
        finally:
            timer.cancel()


class Readings(Collector):
    """Figures of a running bot, as Prometheus wants them."""

    def __init__(
        self, engine: Engine, lag: LoopLag, links: Callable[[], Mapping[int, Link]], followers: Callable[[], int]
    ) -> None:
        self._engine = engine
        self._lag = lag
        self._links = links
        self._followers = followers
        self.waiting_since: datetime | None = None
        """When the oldest post was decided that is not in the room yet: asked of the store before each reading."""

    def collect(self) -> Iterator[Metric]:
        """Return all figures as they are now."""
        engine, vitals = self._engine, self._engine.vitals
        late = max(vitals.lateness.values(), default=timedelta())
        links = self._links()
        is_connected = all(link.is_connected for link in links.values())
        waits = engine.clock.now() - self.waiting_since if self.waiting_since else timedelta()
        figures = (
            ("connected", "Whether Discord can be reached (1) or not (0).", float(is_connected)),
            ("slices_held", "How many of the 64 parts of all servers are ours.", float(len(engine.live.share.slices))),
            ("sessions", "Chats that still have something to come.", float(len(list(engine.live)))),
            ("step_lateness_seconds", "How late the last step of a chat was, at most.", late.total_seconds()),
            ("writes_waiting", "Writes that wait to be committed.", float(engine.store.backlog)),
            ("messages_waiting", "Messages that wait because nothing can be written.", float(engine.collector.waiting)),
            ("oldest_post_seconds", "For how long the oldest post waits to be in the room.", waits.total_seconds()),
            ("followers", "Streams to people who follow a chat in the browser.", float(self._followers())),
            ("sessions_in_trouble", "Chats whose posts do not reach Discord now.", float(len(vitals.troubles))),
            ("loop_lag_seconds", "How late the event loop was, at most, since the last time.", self._lag.worst()),
        )
        for name, about, value in figures:
            yield GaugeMetricFamily(f"tchat_{name}", about, value=value)
        yield from _shards(links)
        failures = CounterMetricFamily("tchat_room_failures", "Posts that Discord did not take.", labels=["outcome"])
        for outcome in ("tried again", "refused"):
            failures.add_metric([outcome], float(vitals.failures[outcome]))
        yield failures


def _shards(links: Mapping[int, Link]) -> Iterator[Metric]:
    """Return the figures of each shard."""
    connected = GaugeMetricFamily(
        "tchat_shard_connected", "Whether a shard is connected (1) or not (0).", labels=["shard"]
    )
    latency = GaugeMetricFamily("tchat_shard_latency_seconds", "How long Discord takes to answer.", labels=["shard"])
    made = CounterMetricFamily("tchat_shard_connections", "How often a shard was connected.", labels=["shard"])
    for shard, link in links.items():
        connected.add_metric([str(shard)], float(link.is_connected))
        made.add_metric([str(shard)], float(link.made))
        if link.latency is not None:
            latency.add_metric([str(shard)], link.latency)
    yield from (connected, latency, made)
