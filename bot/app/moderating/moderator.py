"""Does what hosts decide about cases, and what members ask for: that hosts look at something, or look again."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.app.live.seldom import Seldom
from bot.app.live.sessions import Live, LiveSessions
from bot.app.moderating.casebook import Casebook
from bot.app.moderating.docket import Docket, Growth, case_of, measured
from bot.app.moderating.same_texts import copies_of_case
from bot.app.moderating.watching import Watching
from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Refused
from bot.core.base.words import N_, NN_
from bot.core.moderation.judged import JUDGED, Judgement, judgements
from bot.core.moderation.settings import Rule
from bot.core.posts.moderating.case_cards import rule_of
from bot.core.session.cases import TELLING, TOLD, Case, is_settled
from bot.core.session.facts import Fact, Measure
from bot.core.session.state import CaseState, Session
from bot.core.text.showing.posts import name, quoted

log = logging.getLogger(__name__)

LONGEST = 500
"""How long a member's words to the hosts may be."""

COUNTED = (Measure.FINE, Measure.LEAVE_OUT, Measure.NOTICE, Measure.HOLD, Measure.REJECT)
"""What hosts decide about what was said, rather than about who said it."""

TOO_OFTEN = NN_(
    "You told the hosts about {count} message within a minute. Wait a moment before the next one.",
    "You told the hosts about {count} messages within a minute. Wait a moment before the next one.",
)
TOLD_AT_ONCE = 3
WITHIN = timedelta(minutes=1)
"""How often one member may tell the hosts about messages within how long: each message is a card on their desk."""


class Moderator:
    """Hears hosts and members about cases; what follows is committed before anything is done about it.

    Hosts are heard one after the other: whoever clicked first has decided.
    """

    def __init__(
        self, live: LiveSessions, store: Store, clock: Clock, watching: Watching, docket: Docket, casebook: Casebook
    ) -> None:
        self._live = live
        self._store = store
        self._clock = clock
        self._watching = watching
        self._casebook = casebook
        self._docket = docket
        self._telling = Seldom(clock, TOLD_AT_ONCE, WITHIN)
        self._turn = asyncio.Lock()

    async def decide(self, number: int, measure: Measure, by: Person, key: str) -> tuple[Case, Session, bool]:
        """Do what a host decided about a case. Returns the case, its session, and whether this host was first."""
        async with self._turn:
            return await self._decided(number, measure, by, key)

    async def _decided(self, number: int, measure: Measure, by: Person, key: str) -> tuple[Case, Session, bool]:
        case, live = await self._found(number)
        if measure is not Measure.FINE and not is_settled(live.session.cases[number], measure):
            await self._store.add_to_case(number, await copies_of_case(self._store, case.session, number))
        messages = await self._store.messages_of_case(number)

        def decided(session: Session) -> Sequence[Fact]:
            state = session.cases[number]
            if is_settled(state, measure):
                return []
            return [
                measured(replace(case, person=person), measure, self._clock, by=by.id, messages=held)
                for person, held in _concerned(case, state, measure, messages)
            ]

        facts = await self._live.record(live, decided, key)
        await self._store.know(live.session.number, by)
        if measure is Measure.FINE and facts and (rule := rule_of(case)):
            self._watching.forgive(case.session, [person for _, person in messages], rule)
        if facts:
            await self._remember(case, live, measure, [message for message, _ in messages])
        if measure is Measure.REJECT and facts:
            await self._store.delete(case.session, [message for message, _ in messages], with_cases=False)
        self._casebook.touch(live, number)
        return case, live.session, bool(facts)

    async def _remember(self, case: Case, live: Live, measure: Measure, messages: Sequence[int]) -> None:
        """Let what was decided about these messages count the next time: fingerprints and sites, no words."""
        session, fine = live.session, measure is Measure.FINE
        rule = rule_of(case) or (Rule.BLOCKLIST if case.rule == TOLD and not fine else None)
        if rule not in JUDGED or measure not in COUNTED:
            return
        lexicon, now = self._watching.lexicon(session), self._clock.now()
        found: list[Judgement] = []
        async for said in self._store.read(case.session, messages):
            found += judgements(said, rule, fine=fine, at=now, lexicon=lexicon)
        await self._store.judge(case.session, found)
        self._watching.judged(session.room.guild, found)

    async def tell(self, message: int, by: Person, why: str, key: str) -> None:
        """Put a message before the hosts because a member asks them to look; nobody else learns of it."""
        number = await self._store.session_of(message)
        if number is None or (said := await anext(self._store.read(number, [message]), None)) is None:
            raise NotFound(N_("This message is not part of a chat's record."))
        if not self._telling.allows(by.id):
            raise Refused(TOO_OFTEN, count=TOLD_AT_ONCE)
        live = await self._live.take_up(number)
        reason = f"{name(by.name)}: “{quoted(why, LONGEST)}”"
        growth = Growth(live, case_of(live, TOLD, message, said, reason, self._clock))
        growth.add(said, Measure.TOLD)
        case = await self._docket.open(growth, key)
        await self._store.add_reason(case, reason, by.id)
        self._casebook.touch(live, case)

    async def appeal(self, number: int, by: Person, why: str, key: str) -> None:
        """Put a case before the hosts again because the member whom it is about asks for that, once."""
        await self.can_appeal(number, by)
        case, live = await self._found(number)
        await self._store.add_reason(number, f"{name(by.name)}: “{quoted(why, LONGEST)}”", by.id)

        def appealed(session: Session) -> Sequence[Fact]:
            _must_be_open(session.cases[number], by)
            return [measured(case, Measure.APPEAL, self._clock, by=by.id)]

        await self._live.record(live, appealed, key)
        self._casebook.touch(live, number)

    async def can_appeal(self, number: int, by: Person) -> None:
        """Refuse unless this member can ask the hosts to look at a case again."""
        case, live = await self._found(number)
        if by.id not in {case.person, *(person for _, person in await self._store.messages_of_case(number))}:
            raise Refused(N_("Only the author of the message can ask for that."))
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


def _concerned(
    case: Case, state: CaseState, measure: Measure, messages: Sequence[tuple[int, int]]
) -> list[tuple[int, tuple[int, ...]]]:
    """Return whom a host's decision is about, the first of the case before others, each with what is held of theirs.

    Who is told or timed out, or was, is so each for themselves; everything else is done about the case as a whole.
    """
    others: Collection[int] = ()
    if measure in (*TELLING, Measure.TIME_OUT):
        others = {person for _, person in messages}
    elif measure is Measure.FINE:
        others = state.told | state.timed_out
    people = dict.fromkeys((case.person, *sorted(others)))
    if measure is not Measure.HOLD:
        return [(person, ()) for person in people]
    return [(person, tuple(message for message, author in messages if author == person)) for person in people]


def _must_be_open(state: CaseState, by: Person) -> None:
    """Refuse an appeal that nobody needs: the hosts were asked, or found it fine."""
    if state.measure is Measure.FINE:
        raise Refused(N_("A host looked at it and kept it."))
    if by.id in state.appeals:
        raise Refused(N_("You asked already; a host will look."))
