"""Opens cases, by the rules and by members' words, and does what hosts decide about them."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.app.casebook import Casebook
from bot.app.errands import Errands
from bot.app.live import Live, LiveSessions
from bot.app.ports import Clock
from bot.app.store import Store
from bot.app.watching import Watching
from bot.core.case_cards import rule_of
from bot.core.cases import BURST, MEASURES, TOLD, Case, is_firmer, is_settled
from bot.core.contribution import Contribution, Person
from bot.core.facts import Fact, Measure, Moderated
from bot.core.moderation.rules import Verdict
from bot.core.moderation.settings import Rule
from bot.core.moderation.watch import Burst
from bot.core.session import CaseState, Session
from bot.core.words import N_, WordsIn
from bot.errors import NotFound, Refused, StoreError

log = logging.getLogger(__name__)

LONGEST = 500
"""How long a member's words to the hosts may be."""


class Moderator:
    """Acts upon what came to notice; what follows is committed before anything is done about it."""

    def __init__(
        self, live: LiveSessions, store: Store, clock: Clock, watching: Watching, casebook: Casebook, words: WordsIn
    ) -> None:
        self._live = live
        self._store = store
        self._clock = clock
        self._watching = watching
        self._casebook = casebook
        self._words = words
        self._judged: deque[tuple[Live, Contribution, Verdict | None, Burst | None]] = deque()
        self._errands = Errands("moderator")
        self.acted: list[Callable[[Live], None]] = []

    def judged(self, live: Live, said: Contribution, verdict: Verdict | None, burst: Burst | None) -> None:
        """Act upon what the rules say about a contribution; nobody waits for that."""
        self._judged.append((live, said, verdict, burst))
        self._errands.start("act", self._act_on_all)

    async def idle(self) -> None:
        """Return when everything that was judged is acted upon."""
        await self._errands.idle()

    async def close(self) -> None:
        """Break off."""
        await self._errands.close()

    async def decide(self, number: int, measure: Measure, by: Person, key: str) -> tuple[Case, Session, bool]:
        """Do what a host decided about a case. Returns the case, its session, and whether this host was first."""
        case, live = await self._found(number)
        messages = tuple(message for message, _ in await self._store.messages_of_case(number))

        def decided(session: Session) -> Sequence[Fact]:
            state = session.cases[number]
            if is_settled(state, measure):
                return []
            return [self._measure(case, measure, messages if measure is Measure.HOLD else (), by.id)]

        facts = await self._live.record(live, decided, key)
        await self._store.know(live.session.number, by)
        if measure is Measure.FINE and facts and (rule := rule_of(case)):
            people = [person for _, person in await self._store.messages_of_case(number)]
            self._watching.forgive(case.session, people, rule)
        if measure is Measure.REJECT and facts:
            await self._store.delete(case.session, messages)
        self._casebook.touch(live, number)
        return case, live.session, bool(facts)

    async def tell(self, message: int, by: Person, why: str, key: str) -> None:
        """Put a message before the hosts because a member asks them to look; nobody else learns of it."""
        number = await self._store.session_of(message)
        said = await anext(self._store.read(number, [message]), None) if number is not None else None
        if number is None or said is None:
            raise NotFound(N_("This message is not part of a chat's record."))
        live = await self._live.take_up(number)
        reason = f"{by.name}: “{_in_short(why)}”"
        case = await self._open(live, _case(live, TOLD, message, said, reason, self._clock), Measure.TOLD, (), key)
        await self._store.add_to_case(case, message, said.author.id)
        await self._store.add_reason(case, reason)
        self._casebook.touch(live, case)

    async def appeal(self, number: int, by: Person, why: str, key: str) -> None:
        """Put a case before the hosts again because the member whom it is about asks for that, once."""
        await self.can_appeal(number, by)
        case, live = await self._found(number)
        await self._store.add_reason(number, f"{by.name}: “{_in_short(why)}”")

        def appealed(session: Session) -> Sequence[Fact]:
            _must_be_open(session.cases[number], by)
            return [self._measure(case, Measure.APPEAL, (), by.id)]

        await self._live.record(live, appealed, key)
        self._casebook.touch(live, number)

    async def can_appeal(self, number: int, by: Person) -> None:
        """Refuse unless this member can ask the hosts to look at a case again."""
        case, live = await self._found(number)
        if by.id not in {case.person, *(person for _, person in await self._store.messages_of_case(number))}:
            raise Refused(N_("Only whoever it is about can ask for that."))
        _must_be_open(live.session.cases[number], by)

    async def live_of(self, number: int) -> Live:
        """Return the session of a case; raise `NotFound` if there is no such case."""
        return (await self._found(number))[1]

    async def _found(self, number: int) -> tuple[Case, Live]:
        case = await self._store.case(number)
        live = await self._live.take_up(case.session) if case else None
        if case is None or live is None or number not in live.session.cases:
            raise NotFound(N_("There is no case {number}."), number=number)
        return case, live

    async def _act_on_all(self) -> None:
        while self._judged:
            live, said, verdict, burst = self._judged.popleft()
            try:
                if verdict:
                    await self._act(live, said, verdict)
                if burst:
                    reason = burst.reason(self._words(live.session.pack.language))
                    case = _case(live, BURST, burst.first, said, reason, self._clock)
                    await self._open(live, case, Measure.FLAG, ())
            except StoreError as error:
                log.warning("no case was opened: %s", error, extra={"session": live.session.number})
            except Exception:
                log.exception("no case was opened", extra={"session": live.session.number, "message_id": said.id})
            for listener in self.acted:
                listener(live)

    async def _act(self, live: Live, said: Contribution, verdict: Verdict) -> None:
        reason = verdict.reason(self._words(live.session.pack.language))
        case = _case(live, verdict.rule, await self._matter(live, said, verdict), said, reason, self._clock)
        measure = MEASURES[verdict.action]
        number = await self._open(live, case, measure, (said.id,))
        await self._store.add_to_case(number, said.id, said.author.id)
        self._casebook.touch(live, number)

    async def _matter(self, live: Live, said: Contribution, verdict: Verdict) -> int:
        """Return what a case is about: all that one person says too fast is one matter until hosts decide."""
        if verdict.rule is Rule.FLOOD:
            for case in await self._store.cases(live.session.number):
                state = live.session.cases.get(case.id)
                if state and state.by is None and (case.rule, case.person) == (Rule.FLOOD, said.author.id):
                    return case.matter
        return verdict.matter

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


def _must_be_open(state: CaseState, by: Person) -> None:
    """Refuse an appeal that nobody needs: the hosts were asked, or found it fine."""
    if state.measure is Measure.FINE:
        raise Refused(N_("A host has looked at it and found it fine; nothing is held against you."))
    if by.id in state.appeals:
        raise Refused(N_("The hosts were asked already; they will look."))


def _in_short(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
