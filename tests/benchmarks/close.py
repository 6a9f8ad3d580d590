"""How soon after the close the summary is in the room, with the installed command.

    python -m tests.benchmarks.close [BUSY]

A chat of six questions with 72 answers is closed by its host while BUSY loops take the CPU (none unless told). The time
runs from the closing words in the room to the summary; the bar is 1 s on an idle machine, 3 s beside two busy loops.
The bot is the console script `tchat` beside this Python: a process that it starts must not load the bot a second time.
"""

import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

from tests.benchmarks.crowd import bot, committed, crowd
from tests.benchmarks.figures import met, say
from tests.benchmarks.memory import PACK, QUESTIONS

ANSWERS, PEOPLE = 72, 12
IDLE_BAR, BUSY_BAR = 1.0, 3.0
SCRIPT = Path(sys.executable).with_name("tchat")


async def main(busy: int) -> None:
    loop = asyncio.get_running_loop()
    with TemporaryDirectory() as name, ExitStack() as loops:
        folder = Path(name)
        async with crowd(PEOPLE) as everybody, bot(everybody, folder, PACK, command=[SCRIPT]) as running:
            channel = everybody.guild.channel("general")
            await everybody.opens(channel)
            for number in range(1, QUESTIONS + 1):
                thread = await everybody.asks(number, channel)
                for _ in range(ANSWERS // QUESTIONS):
                    await everybody.speaks(thread)
            await committed(folder / "data" / "tchat.db", ANSWERS)
            for _ in range(busy):
                child = loops.enter_context(Popen([sys.executable, "-c", "while True: pass"]))  # noqa: ASYNC220 – at once
                loops.callback(child.kill)
            used = running.cpu()
            await everybody.command("tchat close", channel)
            began = loop.time()
            await channel.hears("## #TChat recap")
            seconds, used = loop.time() - began, running.cpu() - used
    bar = BUSY_BAR if busy else IDLE_BAR
    say(
        f"summary of {ANSWERS} answers after the close, beside {busy} busy loops: {seconds:.2f} s, "
        f"{used:.2f} s of the bot's CPU, bar ≤ {bar:g} s: {met(seconds <= bar)}"
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
