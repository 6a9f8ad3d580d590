"""Watches over what is said: opens cases by the rules and by members' words, and does what hosts decide about them."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.app.casebook import Casebook
from bot.app.errands import Errands
from bot.app.live import Live, LiveSessions
from bot.app.ports import Clock
from bot.app.rules import Rules
from bot.app.store import Store
from bot.core.case_cards import rule_of
from bot.core.cases import BURST, MEASURES, TOLD, Case, is_firmer
from bot.core.contribution import Contribution, Person
from bot.core.facts import Fact, Measure, Moderated
from bot.core.moderation.rules import Verdict
from bot.core.moderation.settings import Action, Rule
from bot.core.moderation.watch import Standing, Watch
from bot.core.session import CaseState, Session
from bot.core.words import N_, WordsIn
from bot.errors import NotFound, Refused, StoreError

log = logging.getLogger(__name__)

LONGEST = 500
"""How long a member's words to the hosts may be."""

AT_ONCE = 200
"""How many contributions are seen again before others get a turn."""


@dataclass(slots=True)
class Watched:
    """The watch over one session, and the turn of whoever has it judge something."""

    watch: Watch
    turn: asyncio.Lock


class Moderator:
    """Judges contributions as they are stored; what follows is committed before anything is done about it."""

    def __init__(
        self, live: LiveSessions, store: Store, clock: Clock, rules: Rules, casebook: Casebook, words: WordsIn
    ) -> None:
        self._live = live
        self._store = store
        self._clock = clock
        self._rules = rules
        self._casebook = casebook
        self._words = words
        self._watched: dict[int, Watched] = {}
        self._loading: dict[int, asyncio.Lock] = {}
        self._hosts: dict[tuple[int, int], bool] = {}
        self._unjudged: deque[tuple[Live, Contribution]] = deque()
        self._errands = Errands("judge")
        self.acted: list[Callable[[Live], None]] = []

    def take(self, live: Live, said: Contribution) -> None:
        """Have a contribution judged that was said or edited; nobody waits for that."""
        self._unjudged.append((live, said))
        self._errands.start("judge", self._judge_all)

    async def idle(self) -> None:
        """Return when everything that was said is judged."""
        await self._errands.idle()

    async def close(self) -> None:
        """Break off."""
        await self._errands.close()

    async def _judge_all(self) -> None:
        while self._unjudged:
            live, said = self._unjudged.popleft()
            await self._judge(live, said)
            for listener in self.acted:
                listener(live)

    async def _judge(self, live: Live, said: Contribution) -> None:
        """Judge a contribution, and act upon the verdict."""
        guild, author = live.session.room.guild, said.author
        if author.is_host is not None:
            self._hosts[guild, author.id] = author.is_host
        try:
            watched = await self._watch_over(live, said.id)
            async with watched.turn:
                standing = self._standing(live.session, author.id)
                verdict = watched.watch.see(said, question=_question(live, said), standing=standing)
                burst = watched.watch.burst
            if verdict and verdict.action > Action.OFF and verdict.rule is not Rule.CANNED:
                await self._act(live, said, verdict)
            if burst:
                reason = burst.reason(self._words(live.session.pack.language))
                await self._open(live, _case(live, BURST, burst.first, said, reason, self._clock), Measure.FLAG, ())
        except StoreError as error:
            log.warning("not judged: %s", error, extra={"session": live.session.number, "message_id": said.id})
        except Exception:
            log.exception("not judged", extra={"session": live.session.number, "message_id": said.id})

    def forget(self, live: Live, message: int) -> None:
        """Take in that a message was deleted: nothing that follows is held against it."""
        if (watched := self._watched.get(live.session.number)) and message not in live.session.withheld:
            watched.watch.forget(message)

    async def preview(self, live: Live, said: Contribution, question: int) -> Verdict | None:
        """Return what the rules say about something that is not in the room yet; nothing is done, nor remembered."""
        if said.author.is_host is not None:
            self._hosts[live.session.room.guild, said.author.id] = said.author.is_host
        watched = await self._watch_over(live, said.id)
        async with watched.turn:
            standing = self._standing(live.session, said.author.id)
            verdict = watched.watch.see(said, question=question, standing=standing)
            watched.watch.forget(said.id)
        is_weighty = verdict and verdict.action > Action.OFF and verdict.rule is not Rule.CANNED
        return verdict if is_weighty else None

    def begin_anew(self, guild: int) -> None:
        """Let a server's sessions be watched by rules that were changed."""
        for live in self._live:
            if live.session.room.guild == guild:
                self._watched.pop(live.session.number, None)

    async def decide(self, number: int, measure: Measure, by: Person, key: str) -> tuple[Case, Session, bool]:
        """Do what a host decided about a case. Returns the case, its session, and whether this host was first."""
        case, live = await self._found(number)
        messages = tuple(message for message, _ in await self._store.messages_of_case(number))

        def decided(session: Session) -> Sequence[Fact]:
            state = session.cases[number]
            if _is_settled(state, measure):
                return []
            return [self._measure(case, measure, messages if measure is Measure.HOLD else (), by.id)]

        facts = await self._live.record(live, decided, key)
        await self._store.know(live.session.number, by)
        if measure is Measure.FINE and facts:
            self._forgive(live, case, (person for _, person in await self._store.messages_of_case(number)))
        if measure is Measure.REJECT and facts:
            await self._store.delete(case.session, messages)
        self._casebook.touch(live, number)
        return case, live.session, bool(facts)

    async def tell(self, message: int, by: Person, why: str, key: str) -> None:
        """Put a message before the hosts because a member asks them to look; nobody else learns of it."""
        number = await self._store.session_of(message)
        if number is None:
            raise NotFound(N_("This message is not part of a chat's record."))
        live = await self._live.take_up(number)
        said = await anext(self._store.read(number, [message]), None)
        assert said is not None
        reason = f"{by.name}: “{_in_short(why)}”"
        case = await self._open(live, _case(live, TOLD, message, said, reason, self._clock), Measure.TOLD, (), key)
        await self._store.add_to_case(case, message, said.author.id)
        await self._store.add_reason(case, reason)
        self._casebook.touch(live, case)

    async def appeal(self, number: int, by: Person, why: str, key: str) -> None:
        """Put a case before the hosts again because the member whom it is about asks for that, once."""
        case, live = await self._found(number)
        if by.id not in {case.person, *(person for _, person in await self._store.messages_of_case(number))}:
            raise Refused(N_("Only whoever it is about can ask for that."))
        await self._store.add_reason(number, f"{by.name}: “{_in_short(why)}”")

        def appealed(session: Session) -> Sequence[Fact]:
            if by.id in session.cases[number].appeals:
                raise Refused(N_("The hosts were asked already; they will look."))
            return [self._measure(case, Measure.APPEAL, (), by.id)]

        await self._live.record(live, appealed, key)
        self._casebook.touch(live, number)

    async def _found(self, number: int) -> tuple[Case, Live]:
        case = await self._store.case(number)
        live = await self._live.take_up(case.session) if case else None
        if case is None or live is None or number not in live.session.cases:
            raise NotFound(N_("There is no case {number}."), number=number)
        return case, live

    async def _act(self, live: Live, said: Contribution, verdict: Verdict) -> None:
        reason = verdict.reason(self._words(live.session.pack.language))
        case = _case(live, verdict.rule, verdict.matter, said, reason, self._clock)
        measure = MEASURES[verdict.action]
        number = await self._open(live, case, measure, (said.id,))
        await self._store.add_to_case(number, said.id, said.author.id)
        self._casebook.touch(live, number)

    async def _open(
        self, live: Live, case: Case, measure: Measure, messages: tuple[int, ...], key: str | None = None
    ) -> int:
        """Open a case, or go further in the one there is; what a host decided about stands. Returns its number."""
        number = await self._store.open_case(case)
        held = messages if measure is Measure.HOLD else ()

        def opened(session: Session) -> Sequence[Fact]:
            state = session.cases.get(number)
            if state is not None and (state.by is not None or state.measure is Measure.FINE):
                return []
            grows = state is not None and state.measure is Measure.HOLD and bool(held)
            if state is None or grows or is_firmer(measure, state.measure):
                return [self._measure(replace(case, id=number), measure, held, None)]
            return []

        await self._live.record(live, opened, key)
        return number

    def _measure(self, case: Case, measure: Measure, messages: tuple[int, ...], by: int | None) -> Moderated:
        now = self._clock.now()
        return Moderated(
            at=now, by=by, case=case.id, rule=case.rule, person=case.person, measure=measure, messages=messages
        )

    def _forgive(self, live: Live, case: Case, people: Iterable[int]) -> None:
        if (rule := rule_of(case)) and (watched := self._watched.get(live.session.number)):
            for person in people:
                watched.watch.forgive(person, rule)

    async def _watch_over(self, live: Live, before: int) -> Watched:
        """Return the session's watch; a new one first sees again what was said before this message."""
        number = live.session.number
        async with self._loading.setdefault(number, asyncio.Lock()):
            if number not in self._watched:
                session = live.session
                settings = await self._rules.of(session.room.guild)
                watch = Watch(settings, pack=session.pack, hosts=session.hosts)
                await self._replay(watch, live, before)
                self._watched[number] = Watched(watch, asyncio.Lock())
            return self._watched[number]

    async def _replay(self, watch: Watch, live: Live, before: int) -> None:
        session = live.session
        held = [
            trace.id async for trace in self._store.traces(session.number) if trace.id < before and not trace.deleted
        ]
        count = 0
        async for said in self._store.read(session.number, held):
            standing = self._standing(session, said.author.id)
            watch.see(
                said,
                question=_question(live, said),
                standing=Standing.HOST if standing is Standing.HOST else Standing.MEMBER,
            )
            count += 1
            if count % AT_ONCE == 0:
                await asyncio.sleep(0)
        for case in await self._store.cases(session.number):
            state, rule = session.cases.get(case.id), rule_of(case)
            if rule and state and state.measure is Measure.FINE:
                for _, person in await self._store.messages_of_case(case.id):
                    watch.forgive(person, rule)

    def _standing(self, session: Session, person: int) -> Standing:
        """Return what is known of somebody: nobody is ever acted upon whose roles are not known."""
        is_host = self._hosts.get((session.room.guild, person))
        if is_host or person in session.hosts:
            return Standing.HOST
        return Standing.UNKNOWN if is_host is None else Standing.MEMBER


def _question(live: Live, said: Contribution) -> int | None:
    """Return the question to which something is said, as far as its place tells."""
    session = live.session
    if said.channel == session.room.channel:
        return session.current
    return next((number for number, card in live.stand.cards().items() if card == said.channel), None)


def _case(live: Live, rule: str, matter: int, said: Contribution, reason: str, clock: Clock) -> Case:
    person = 0 if rule == BURST else said.author.id
    return Case(
        id=0,
        session=live.session.number,
        rule=str(rule),
        matter=matter,
        channel=said.channel,
        person=person,
        name=said.author.name,
        text=said.text,
        reason=reason,
        opened_at=clock.now(),
    )


def _is_settled(state: CaseState, measure: Measure) -> bool:
    """Whether nothing is left to decide: another host was faster. What was decided can still be undone."""
    if state.measure in (Measure.FINE, Measure.REJECT):
        return True
    return state.by is not None and measure is not Measure.FINE


def _in_short(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
