"""Opens cases and lets them grow, as the rules find something: many findings at once are few writes."""

import logging
from collections.abc import Callable, Iterable, Sequence
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


@dataclass(slots=True)
class Growth:
    """What is found about one rule and one matter: the case as it would be opened, its messages, what to do about whom.

    `messages` have their authors; `taken` is the firmest measure about each person, with those messages that are held.
    """

    live: Live
    case: Case
    messages: list[tuple[int, int]] = field(default_factory=list)
    taken: dict[int, tuple[Measure, tuple[int, ...]]] = field(default_factory=dict)

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
        self._paces: dict[tuple[int, int], tuple[int, int]] = {}
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
            self._paces = {key: pace for key, pace in self._paces.items() if key[0] != live.session.number}
            self._alarms = {key for key in self._alarms if key[0] != live.session.number}

    async def idle(self) -> None:
        """Return when everything that was found is acted upon."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    async def open(self, growth: Growth, key: str | None = None) -> int:
        """Open a case, or go further in the one there is; what a host decided about stands. Returns its number."""
        live = growth.live
        number = await self._store.open_case(growth.case)
        if growth.messages:
            await self._store.add_to_case(number, growth.messages)

        def opened(session: Session) -> Sequence[Fact]:
            facts = []
            state = session.cases.get(number)
            for person, (measure, held) in growth.taken.items():
                if goes_further(state, person, measure, held):
                    case = replace(growth.case, id=number, person=person)
                    facts.append(measured(case, measure, self._clock, messages=held))
                    state = after(state, facts[-1])
            return facts

        if key is not None or opened(live.session):
            await self._live.record(live, opened, key)
        return number

    async def _act(self) -> None:
        found, self._found = self._found, []
        for growth in self._grouped(found):
            live, session = growth.live, growth.live.session.number
            try:
                number = await self.open(growth)
                if growth.case.rule == BURST:
                    self._alarms.add((session, growth.case.matter))
                if growth.case.rule == Rule.FLOOD:
                    self._paces[session, growth.case.person] = growth.case.matter, number
                self._casebook.touch(live, number)
            except StoreError as error:
                log.warning("no case was opened: %s", error, extra={"session": session})
            except Exception:
                log.exception("no case was opened", extra={"session": session, "message_id": growth.case.matter})
            for listener in self.acted:
                listener(live)

    def _grouped(self, found: Iterable[Finding]) -> list[Growth]:
        """Return what is found, by session, rule and matter."""
        groups: dict[tuple[int, str, int], Growth] = {}
        for live, said, verdict, wave in found:
            session = live.session.number
            words = self._words(live.session.pack.language)
            if verdict:
                matter = self._matter(live, said, verdict)
                key = (session, str(verdict.rule), matter)
                if key not in groups:
                    case = case_of(live, verdict.rule, matter, said, verdict.reason(words), self._clock)
                    groups[key] = Growth(live, case)
                groups[key].add(said, MEASURES[verdict.action])
            if wave and (session, BURST, wave.first) not in groups:
                case = case_of(live, BURST, wave.first, said, wave.reason(words), self._clock)
                alarm = Growth(live, replace(case, person=0, text=""), taken={0: (Measure.FLAG, ())})
                groups[session, BURST, wave.first] = alarm
        return list(groups.values())

    def _matter(self, live: Live, said: Contribution, verdict: Verdict) -> int:
        """Return what a case is about: all that one person says too fast is one matter, until hosts decide.

        What is held is a matter of its own: hosts must see it to decide whether it comes back.
        """
        if verdict.rule is not Rule.FLOOD or verdict.action is Action.HOLD:
            return verdict.matter
        session, person = live.session, said.author.id
        matter, number = self._paces.setdefault((session.number, person), (verdict.matter, 0))
        state = session.cases.get(number)
        if state is not None and state.by is not None:
            matter = verdict.matter
            self._paces[session.number, person] = matter, 0
        return matter


def measured(
    case: Case, measure: Measure, clock: Clock, *, by: int | None = None, messages: tuple[int, ...] = ()
) -> Moderated:
    """Return the fact that something is done about a case, and the person in it."""
    return Moderated(
        at=clock.now(), by=by, case=case.id, rule=case.rule, person=case.person, measure=measure, messages=messages
    )


def case_of(live: Live, rule: str, matter: int, said: Contribution, reason: str, clock: Clock) -> Case:
    """Return a case about a contribution, as it is before it has a number."""
    return Case(
        id=0,
        session=live.session.number,
        rule=str(rule),
        matter=matter,
        channel=said.channel,
        person=said.author.id,
        name=said.author.name,
        text=said.text,
        reason=reason,
        opened_at=clock.now(),
    )
