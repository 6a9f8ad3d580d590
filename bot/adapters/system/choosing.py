"""Where quotes are chosen: in a thread, or in a small process of its own that ends with the work.

The small process holds what choosing needs and nothing else of the bot: no part of it is started again. Its memory is
the system's again when it ends. A thread waits for what it chooses; the event loop waits only until it is dead, which
takes about a millisecond.
"""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from subprocess import DEVNULL, PIPE, Popen

from bot.app.reading.records import Choose
from bot.core.record.choice.choosing import asked, choice_of, chosen
from bot.core.record.choice.quoting import Choice, Wanted

log = logging.getLogger(__name__)

AT_ONCE = 2
"""How many processes choose at the same time, however many chats close together."""

# The small process is not told where this one finds its modules, but for its arguments. It ends before garbage counts.
PROGRAM = """
import gc, sys
gc.disable()
sys.path[:] = sys.argv[1:]
from bot.core.record.choice.choosing import answered
for line in sys.stdin:
    print(answered(line), flush=True)
"""


@asynccontextmanager
async def in_thread() -> AsyncIterator[Choose]:
    """Choose in a thread of this process: for what is short-lived anyway."""
    yield _choose_here


class InProcess:
    """Chooses in a process for each summary, which is started while the answers are still read."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Choose]:
        """Let one summary's quotes be chosen, question by question."""
        with ExitStack() as stack:
            starting = asyncio.create_task(self._start(stack))

            async def choose(wanted: Wanted) -> Choice:
                try:
                    return await asyncio.to_thread(_ask, await asyncio.shield(starting), wanted)
                except (OSError, EOFError) as error:  # too many processes, or out of memory
                    log.warning("quotes are chosen in the bot itself: %r", error)
                    return await _choose_here(wanted)

            try:
                yield choose
            finally:
                starting.cancel()
                await asyncio.gather(starting, return_exceptions=True)

    async def _start(self, stack: ExitStack) -> Popen[bytes]:
        await self._turns.acquire()
        stack.callback(self._turns.release)
        return stack.enter_context(_child())


async def _choose_here(wanted: Wanted) -> Choice:
    return await asyncio.to_thread(chosen, wanted)


@contextmanager
def _child() -> Iterator[Popen[bytes]]:
    """Start a process that chooses, and end it without giving way: being broken off once more leaves nothing behind."""
    child = Popen([sys.executable, "-c", PROGRAM, *sys.path], stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def _ask(child: Popen[bytes], wanted: Wanted) -> Choice:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(asked(wanted).encode() + b"\n")
    child.stdin.flush()
    line = child.stdout.readline()
    if not line:
        raise EOFError("the process that chooses has ended")
    return choice_of(line)
