"""Telling whether a process still runs, and whether it is the same one."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.adapters.system import process

LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells processes apart")


@LINUX
def test_a_process_is_told_from_another_with_its_number() -> None:
    me = process.number()
    mark = process.mark_of(me)
    boot, space, began = mark.split(" ")
    assert process.is_alive(me, mark) is True
    assert process.is_alive(me, f"{boot} {space} {int(began) + 1}") is False
    assert process.is_alive(me, f"another-boot {space} {began}") is False
    assert process.is_alive(me, f"{boot} pid:[1] {began}") is None
    assert process.is_alive(me, "") is True
    assert process.host() == socket.gethostname()


@LINUX
def test_a_process_that_ended_is_dead_even_before_anybody_noticed() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = process.mark_of(child.pid)
    assert process.is_alive(child.pid, mark) is True
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert process.is_alive(child.pid, mark) is False
    child.communicate()
    assert process.is_alive(child.pid, mark) is False
    assert process.is_alive(child.pid, "") is False


def test_without_proc_the_number_has_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(process, "PROC", tmp_path)
    assert process.mark_of(os.getpid()) == ""
    assert process.is_alive(os.getpid(), "") is True
    monkeypatch.setattr(os, "name", "nt")
    assert process.is_alive(os.getpid(), "") is None


ENDING = """
import os, signal, time
from bot.adapters.system import process
ending = process.Ending({seconds})
with process.ending_on_signal(lambda: os.write(1, b"asked\\n"), ending):  # print may be interrupted by itself
    print("ready", flush=True)
    while True:
        time.sleep(60)
"""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_it_at_once(sign: signal.Signals) -> None:
    with _deaf(seconds=3600) as ended:
        ended.send_signal(sign)
        assert _line(ended) == "asked"
        ended.send_signal(sign)
        assert ended.wait() == -sign


def test_what_cannot_close_in_time_is_ended() -> None:
    with _deaf(seconds=0.01) as ended:
        ended.send_signal(signal.SIGTERM)
        assert _line(ended) == "asked"
        assert ended.wait() == 1


async def _asked_to_end(ending: process.Ending) -> str:
    signal.raise_signal(signal.SIGTERM)
    await ending.asked.wait()
    ending.may_last(3600)
    return "closed"


def test_after_the_run_signals_do_what_they_did_before() -> None:
    before = {sign: signal.getsignal(sign) for sign in process.SIGNS}
    assert process.run_until_signal(_asked_to_end, seconds=3600) == "closed"
    assert {sign: signal.getsignal(sign) for sign in process.SIGNS} == before
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


@contextmanager
def _deaf(*, seconds: float) -> Iterator["subprocess.Popen[str]"]:
    """Run a process that never ends by itself, once it listens to signals."""
    arguments = [sys.executable, "-c", ENDING.format(seconds=seconds)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as ended:
        try:
            assert _line(ended) == "ready"
            yield ended
        finally:
            ended.kill()


def _line(ended: "subprocess.Popen[str]") -> str:
    assert ended.stdout
    return ended.stdout.readline().strip()
