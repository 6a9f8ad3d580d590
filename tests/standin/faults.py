"""What goes wrong on demand: requests that fail, hang or are done without an answer; events lost, doubled, held back.

A request is matched by a part of "METHOD /path/{template}", an event by its name. Nothing here acts on its own: a
fault is used up by the next requests or events that match it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

Deliver = Callable[[], None]
CUT = 0  # instead of a status: the line goes dead


@dataclass(eq=False)
class Gate:
    """Holds a request until the test lets it go on."""

    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def reached(self) -> None:
        await self.arrived.wait()

    def release(self) -> None:
        self.opened.set()

    async def hold(self) -> None:
        self.arrived.set()
        await self.opened.wait()


@dataclass(eq=False)
class RequestFault:
    """What to do with the next `times` requests that match; `status` None lets them through after all."""

    match: str
    times: int
    committed: bool  # do it first, and fail then
    status: int | None = None
    retry_after: float = 0.0
    everywhere: bool = False
    seconds: float = 0.0
    gate: Gate | None = None


@dataclass(eq=False)
class Held:
    """Events held back, in the order they happened."""

    name: str
    times: int
    waiting: list[Deliver] = field(default_factory=list)

    def release(self, *, reverse: bool = False) -> None:
        self.times = 0
        waiting, self.waiting = self.waiting, []
        for deliver in reversed(waiting) if reverse else waiting:
            deliver()


class Faults:
    """The faults that wait for their occasion."""

    def __init__(self) -> None:
        self.requests: list[RequestFault] = []
        self.gates: list[Gate] = []
        self.lost: dict[str, int] = {}
        self.doubled: dict[str, int] = {}
        self.held: list[Held] = []

    def fail_next(
        self, match: str = "", *, times: int = 1, status: int = 500, retry_after: float = 0.0, everywhere: bool = False
    ) -> None:
        """Answer with this status without doing anything (429 with `retry_after`, perhaps for everything)."""
        fault = RequestFault(match, times, committed=False, status=status, retry_after=retry_after)
        fault.everywhere = everywhere
        self.requests.append(fault)

    def cut_next(self, match: str = "", *, times: int = 1) -> None:
        """Cut the connection without doing anything (aiohttp quietly repeats a GET, PUT or DELETE once: cut two)."""
        self.requests.append(RequestFault(match, times, committed=False, status=CUT))

    def commit_then_fail(self, match: str = "", *, times: int = 1, status: int = 500) -> None:
        """Do it, then answer with this status all the same."""
        self.requests.append(RequestFault(match, times, committed=True, status=status))

    def commit_then_cut(self, match: str = "", *, times: int = 1) -> None:
        """Do it, then cut the connection."""
        self.requests.append(RequestFault(match, times, committed=True, status=CUT))

    def delay_next(self, seconds: float, match: str = "", *, times: int = 1) -> None:
        """Let the requests wait for so long, before doing them."""
        self.requests.append(RequestFault(match, times, committed=False, seconds=seconds))

    def hold_next(self, match: str = "", *, committed: bool = False) -> Gate:
        """Stop the next request at a gate: before it is done, or between the deed and the answer."""
        gate = Gate()
        self.gates.append(gate)
        self.requests.append(RequestFault(match, 1, committed=committed, gate=gate))
        return gate

    def lose_events(self, name: str, times: int = 1) -> None:
        """Never deliver the next events with this name, nor replay them."""
        self.lost[name] = times

    def double_events(self, name: str, times: int = 1) -> None:
        """Deliver the next events with this name twice."""
        self.doubled[name] = times

    def hold_events(self, name: str, times: int = 1_000_000) -> Held:
        """Keep the next events with this name back until `release`."""
        self.held.append(Held(name, times))
        return self.held[-1]

    def clear(self) -> None:
        """Nothing goes wrong any more; what was held goes on."""
        self.requests.clear()
        self.lost.clear()
        self.doubled.clear()
        for held in self.held:
            held.release()
        for gate in self.gates:
            gate.release()

    def take(self, called: str, *, committed: bool) -> RequestFault | None:
        """Use up and return the fault that is meant for this request at this point."""
        for fault in self.requests:
            if fault.times > 0 and fault.match in called and fault.committed is committed:
                fault.times -= 1
                return fault
        return None

    def pass_on(self, name: str, deliver: Deliver) -> None:
        """Deliver an event as often, or as late, as was asked for."""
        if self.lost.get(name, 0) > 0:
            self.lost[name] -= 1
            return
        for held in self.held:
            if held.name == name and held.times > 0:
                held.times -= 1
                held.waiting.append(deliver)
                return
        deliver()
        if self.doubled.get(name, 0) > 0:
            self.doubled[name] -= 1
            deliver()
