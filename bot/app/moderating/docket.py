"""Opens cases and lets them grow, as the rules find something: many findings at once are few writes."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.moderating.casebook import Casebook
from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.core.base.contribution import Contribution
from bot.core.base.errors import StoreError
from bot.core.base.words import WordsIn
from bot.core.moderation.rules import Verdict
from bot.core.moderation.settings import Action, Rule
from bot.core.moderation.watch import Wave
from bot.core.session.cases import BURST, MEASURES, Case, after, goes_further, is_firmer
from bot.core.session.facts import Fact, Measure, Moderated
from bot.core.session.state import Phase, Session

log = logging.getLogger(__name__)

Finding = tuple[Live, Contribution, Verdict | None, Wave | None]

APART = 3
"""So many findings of one rule about one person have a case each; what goes on after them is one more case."""


@dataclass(slots=True)
class Run:
    """What one rule finds about one person, again and again, until hosts decide about the case that gathers it.

    `apart` are the messages that have a case of their own; `matter` is what the gathering case is about, `number` its
    number (0: there is none yet).
    """

    apart: set[int] = field(default_factory=set)
    matter: int = 0
    number: int = 0

    def matter_of(self, message: int, most: int) -> int:
        """Return what the case of one more message is about."""
        if message in self.apart:
            return message
        if len(self.apart) < most and not self.matter:
            self.apart.add(message)
            return message
        self.matter = self.matter or message
        return self.matter


@dataclass(slots=True)
class Growth:
    """What is found about one rule and one matter: the case as it would be opened, its messages, what to do about whom.

    `messages` have their authors; `taken` is the firmest measure about each person, with those messages that are held.
    `run` is what the case gathers, if it does.
    """

    live: Live
    case: Case
    run: Run | None = None
    messages: list[tuple[int, int]] = field(default_factory=list)
    taken: dict[int, tuple[Measure, tuple[int, ...]]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The number of the case, or 0 where it may have to be opened first."""
        return self.run.number if self.run and self.run.matter == self.case.matter else 0

    def add(self, said: Contribution, measure: Measure) -> None:
        """Take a message in."""
        self.messages.append((said.id, said.author.id))
        before, held = self.taken.get(said.author.id, (measure, ()))
        firmest = measure if is_firmer(measure, before) else before
        self.taken[said.author.id] = firmest, (*held, said.id) if measure is Measure.HOLD else held


class Docket:
    """Acts on what was flagged; what follows is committed before anything is done about it."""

    def __init__(self, live: LiveSessions, store: Store, clock: Clock, casebook: Casebook, words: WordsIn) -> None:
        self._live = live
        self._store = store
        self._clock = clock
        self._casebook = casebook
        self._words = words
        self._found: list[Finding] = []
        self._runs: dict[tuple[int, int, Rule, Action | None], Run] = {}
        self._alarms: set[tuple[int, int]] = set()  # that hosts have: the session, and the message that began it
        self._background = Background("docket")
        self.acted: list[Callable[[Live], None]] = []

    def take(self, live: Live, said: Contribution, verdict: Verdict | None, wave: Wave | None) -> None:
        """Act upon what the rules say about a contribution; nobody waits for that."""
        if wave and (live.session.number, wave.first) in self._alarms:
            wave = None
        if verdict is None and wave is None:
            return
        self._found.append((live, said, verdict, wave))
        self._background.start("docket", self._act)

    def end(self, live: Live) -> None:
        """Forget what was going on in a session in which nothing is said any more."""
        if live.session.phase in (Phase.ARCHIVED, Phase.ROOM_GONE):
            self._runs = {key: run for key, run in self._runs.items() if key[0] != live.session.number}
            self._alarms = {key for key in self._alarms if key[0] != live.session.number}

    async def idle(self) -> None:
        """Return when everything that was found is acted upon."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    async def open(self, growth: Growth, key: str | None = None) -> int:
        """Open a case, or go further in the one there is; what a host decided about stands. Returns its number."""
        number = await self._write(growth)
        await self._record(growth.live, {number: growth}, key)
        return number

    async def _write(self, growth: Growth) -> int:
        """Have a case with its messages in the store, and return its number."""
        number = growth.number or await self._store.open_case(growth.case)
        if growth.messages:
            await self._store.add_to_case(number, growth.messages)
        return number

    async def _written(self, growth: Growth) -> int:
        """Do the same, and return 0 where that fails: other cases must not suffer."""
        session, matter = growth.live.session.number, growth.case.matter
        try:
            return await self._write(growth)
        except StoreError as error:
            log.warning("no case was opened: %s", error, extra={"session": session})
        except Exception:
            log.exception("no case was opened", extra={"session": session, "message_id": matter})
        return 0

    async def _record(self, live: Live, growths: Mapping[int, Growth], key: str | None = None) -> None:
        """Record what is done about cases of one session, by their numbers."""

        def done(session: Session) -> Sequence[Fact]:
            return [fact for number, growth in growths.items() for fact in self._measures(growth, number, session)]

        if key is not None or done(live.session):
            await self._live.record(live, done, key)

    def _measures(self, growth: Growth, number: int, session: Session) -> list[Fact]:
        """Return what is done about a case, as far as that goes further than what was done."""
        facts: list[Fact] = []
        state = session.cases.get(number)
        for person, (measure, held) in growth.taken.items():
            if goes_further(state, person, measure, held):
                case = replace(growth.case, id=number, person=person)
                fact = measured(case, measure, self._clock, messages=held)
                facts.append(fact)
                state = after(state, fact)
        return facts

    async def _act(self) -> None:
        found, self._found = self._found, []
        of_session: dict[int, list[Growth]] = {}
        for growth in self._grouped(found):
            of_session.setdefault(growth.live.session.number, []).append(growth)
        for growths in of_session.values():
            await self._act_in(growths[0].live, growths)

    async def _act_in(self, live: Live, growths: Sequence[Growth]) -> None:
        """Act upon what was found in one session: all of it in a few commits, but each case fails alone."""
        session = live.session.number
        numbers = await asyncio.gather(*map(self._written, growths))
        written = {number: growth for growth, number in zip(growths, numbers, strict=True) if number}
        try:
            await self._record(live, written)
        except StoreError as error:
            log.warning("nothing was done about cases: %s", error, extra={"session": session})
            return
        except Exception:
            log.exception("nothing was done about cases", extra={"session": session})
            return
        for number, growth in written.items():
            if growth.case.rule == BURST:
                self._alarms.add((session, growth.case.matter))
            if growth.run and growth.run.matter == growth.case.matter:
                growth.run.number = number
            self._casebook.touch(live, number)
        for listener in self.acted:
            listener(live)

    def _grouped(self, found: Iterable[Finding]) -> list[Growth]:
        """Return what is found, by session, rule and matter."""
        groups: dict[tuple[int, str, int], Growth] = {}
        for live, said, verdict, wave in found:
            session = live.session.number
            words = self._words(live.session.pack.language)
            if verdict:
                run = self._run(live, said, verdict)
                most = 0 if verdict.rule is Rule.FLOOD else APART
                matter = run.matter_of(said.id, most) if run else verdict.matter
                key = (session, str(verdict.rule), matter)
                if key not in groups:
                    case = case_of(live, verdict.rule, matter, said, verdict.reason(words), self._clock)
                    groups[key] = Growth(live, case, run)
                groups[key].add(said, MEASURES[verdict.action])
            if wave and (session, BURST, wave.first) not in groups:
                case = case_of(live, BURST, wave.first, said, wave.reason(words), self._clock)
                alarm = Growth(live, replace(case, person=0, text=""), taken={0: (Measure.FLAG, ())})
                groups[session, BURST, wave.first] = alarm
        return list(groups.values())

    def _run(self, live: Live, said: Contribution, verdict: Verdict) -> Run | None:
        """Return the run that a finding belongs to. What somebody says too fast is one, whatever follows from it.

        What is held is a matter of its own: hosts must see it to decide whether it comes back. So is one text that many
        send.
        """
        if verdict.action is Action.HOLD or verdict.matter != said.id:
            return None
        session, person = live.session, said.author.id
        key = session.number, person, verdict.rule, None if verdict.rule is Rule.FLOOD else verdict.action
        run = self._runs.setdefault(key, Run())
        state = session.cases.get(run.number)
        if state is not None and state.by is not None:
            run = self._runs[key] = Run()
        return run


def measured(
    case: Case, measure: Measure, clock: Clock, *, by: int | None = None, messages: tuple[int, ...] = ()
) -> Moderated:
    """Return the fact that something is done about a case, and the person in it."""
    return Moderated(
        at=clock.now(), by=by, case=case.id, rule=case.rule, person=case.person, measure=measure, messages=messages
    )


def case_of(live: Live, rule: str, matter: int, said: Contribution, reason: str, clock: Clock) -> Case:
    """Return a case about a contribution, before it has a number. About what is off the record it has no words."""
    is_kept = not live.session.is_off_record(said.channel, said.id)
    return Case(
        id=0,
        session=live.session.number,
        rule=str(rule),
        matter=matter,
        channel=said.channel,
        person=said.author.id,
        name=said.author.name if is_kept else "",
        text=said.text if is_kept else "",
        reason=reason if is_kept else "",
        opened_at=clock.now(),
    )
