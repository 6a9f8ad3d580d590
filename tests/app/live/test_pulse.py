"""The pulse of a running bot: who started it hears it, and the record says whether Discord is reached."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app.live.pulse import CONNECTED, Pulse
from bot.app.ports.store import Store
from bot.core.base.errors import StoreError
from tests.clock import HandClock
from tests.engines import SqliteEngine


@dataclass
class Patient:
    store: Store
    clock: HandClock = field(default_factory=HandClock)
    connected: bool = False
    beats: list[str] = field(default_factory=list)

    async def beat(self) -> list[str]:
        """Let ten seconds pass, and return all beats so far."""
        self.clock.moves(seconds=10)
        await self.clock.asleep()
        return self.beats


@asynccontextmanager
async def beating(folder: Path) -> AsyncIterator[Patient]:
    async with SqliteEngine(folder).database().opened() as store:
        patient = Patient(store)
        pulse = asyncio.create_task(Pulse(store, patient.clock, lambda: patient.connected, patient.beats.append).run())
        await patient.clock.asleep()
        yield patient
        pulse.cancel()


async def test_it_beats_whether_discord_is_reached_or_not_and_notes_that(tmp_path: Path) -> None:
    async with beating(tmp_path) as patient:
        assert (patient.beats, await patient.store.recall(f"{CONNECTED}0/1")) == (["waiting for Discord"], "")
        patient.connected = True
        assert await patient.beat() == ["waiting for Discord", "connected to Discord"]
        assert await patient.store.recall(f"{CONNECTED}0/1") == "yes"
        assert (await patient.beat())[2:] == ["connected to Discord"]
        patient.connected = False
        assert (await patient.beat())[3:] == ["waiting for Discord"]
        assert await patient.store.recall(f"{CONNECTED}0/1") == ""


async def test_what_cannot_be_written_is_no_reason_for_a_restart_but_a_writer_that_hangs_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with beating(tmp_path) as patient:

        async def full() -> None:
            raise StoreError("the disk is full")

        monkeypatch.setattr(patient.store, "settled", full)
        assert len(await patient.beat()) == 2
        asked, freed = asyncio.Event(), asyncio.Event()

        async def hanging() -> None:
            asked.set()
            await freed.wait()

        monkeypatch.setattr(patient.store, "settled", hanging)
        patient.clock.moves(seconds=10)
        await asked.wait()
        assert len(patient.beats) == 2
        freed.set()
        await patient.clock.asleep()
        assert len(patient.beats) == 3
