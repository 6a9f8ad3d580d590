"""What members and hosts ask for about reviewed questions: to send an answer, to decide about it, to change it.

The rules look at an answer before it is queued; what they find stands on its card, and a host decides.
"""

import asyncio
from collections.abc import Sequence

from bot.app.live.sessions import Live, LiveSessions
from bot.app.moderating.watching import Watching
from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.core.base.contribution import Contribution, Person
from bot.core.base.errors import NotFound, Refused
from bot.core.base.ids import first_at
from bot.core.base.words import N_, WordsIn
from bot.core.session import pending
from bot.core.session.facts import AnswerSent, Fact
from bot.core.session.pending import PendingAnswer, is_alike, waiting
from bot.core.session.state import PendingState, Session

UNRECORDED = N_(
    "Not sent: you asked me not to record you, and hosts can only read an answer that is recorded. To send it, choose "
    "/mydata → *Record me again* first; that covers everything you write."
)


class Reviews:
    """Every method returns after the commit; desk and room follow by themselves. `key` names the request."""

    def __init__(self, live: LiveSessions, store: Store, clock: Clock, watching: Watching, words: WordsIn) -> None:
        self._live = live
        self._store = store
        self._clock = clock
        self._watching = watching
        self._words = words
        self._turn = asyncio.Lock()

    async def session(self, number: int) -> Session:
        """Return a session."""
        return (await self._live.take_up(number)).session

    async def must_take(self, number: int, question: int) -> None:
        """Refuse unless a question of a session takes answers by its button now."""
        pending.must_take(await self.session(number), question)

    async def send(self, number: int, question: int, by: Person, text: str, key: str) -> None:
        """Put a member's answer before the hosts; what says the same as one that waits joins it."""
        live = await self._live.take_up(number)
        text = pending.fitting(text)
        async with self._turn:  # of two that say the same at once, the second joins the first
            pending.must_take(live.session, question)
            await self._must_be_recordable(live.session.room.guild, by.id)
            pending.must_be_recorded(live.session, live.stand.place_of_answers(question), self._clock.now())
            if await self._store.session_with(key) is not None:
                return
            await self._forget(live)
            cards = waiting(live.session, question)
            queued = [answer for answer in await self._store.pending_answers(number) if answer.id in cards]
            pending.must_be_new(text, (answer for answer in queued if answer.person == by.id))
            alike = next((cards[answer.id] for answer in queued if is_alike(answer.text, text)), None)
            now = self._clock.now()
            reason = await self._reason(live, question, by, text)
            id = await self._store.add_pending_answer(
                PendingAnswer(0, number, question, by.id, by.name, text, reason, now)
            )

            def sent(session: Session) -> Sequence[Fact]:
                pending.must_take(session, question)
                like = alike if alike in waiting(session, question) else None
                return [AnswerSent(at=now, answer=id, number=question, person=by.id, like=like)]

            await self._live.record(live, sent, key)

    async def _must_be_recordable(self, guild: int, person: int) -> None:
        """Refuse an answer of who is not to be recorded: it would be kept, for the hosts and in the record."""
        choice = (await self._store.choices(guild)).get(person)
        if choice is not None and choice.unrecorded_from is not None:
            raise Refused(UNRECORDED)

    async def decide(self, answer: int, by: Person, key: str, *, approve: bool) -> tuple[Live, PendingState, bool]:
        """Approve an answer or set it aside; return its session, where it stands, and whether this host was first."""
        live = await self.live_of(answer)
        now = self._clock.now()
        facts = await self._live.record(live, lambda s: pending.settle(s, answer, now, by.id, approve=approve), key)
        await self._store.know(live.session.number, by)
        return live, live.session.pending[answer], bool(facts)

    async def text_of(self, message: int, by: Person) -> str:
        """Return an approved answer to its author, who wants to change it."""
        live, answer = await self._found(message)
        pending.reword(live.session, answer, self._clock.now(), by.id)
        said = await anext(self._store.read(live.session.number, [message]), None)
        if said is None:
            raise NotFound(N_("This answer no longer exists."))
        return said.text

    async def edit(self, message: int, by: Person, text: str, key: str) -> None:
        """Change an approved answer: the message in the room and the record."""
        live, answer = await self._found(message)
        text = pending.fitting(text)
        now = self._clock.now()
        pending.reword(live.session, answer, now, by.id)  # refused before anything is kept
        await self._store.word_pending_answer(answer, text, now)
        await self._live.record(live, lambda session: pending.reword(session, answer, now, by.id), key)

    async def remove(self, message: int, by: Person, key: str) -> None:
        """Take an approved answer back: the message in the room and what the record has of it."""
        live, answer = await self._found(message)
        now = self._clock.now()
        if await self._live.record(live, lambda session: pending.withdraw(session, answer, now, by.id), key):
            await self._store.delete(live.session.number, [message])

    async def _forget(self, live: Live) -> None:
        """Forget words whose sending broke off before it was decided."""
        for answer in await self._store.pending_answers(live.session.number):
            if not pending.is_known(live.session, answer.id):
                await self._store.empty_pending_answer(answer.id, answer.text)

    async def live_of(self, answer: int) -> Live:
        """Return the session of a pending answer that is on a card; raise `NotFound` if there is none."""
        found = await self._store.pending_answer(answer)
        live = await self._live.take_up(found.session) if found else None
        if live is None or answer not in live.session.pending:
            raise NotFound(N_("This answer no longer exists."))
        return live

    async def _found(self, message: int) -> tuple[Live, int]:
        number = await self._store.session_of(message)
        live = await self._live.take_up(number) if number is not None else None
        answer = live.stand.answers().get(message) if live else None
        if live is None or answer is None:
            raise Refused(N_("This is for answers that I posted for you; edit your own messages as usual."))
        return live, answer

    async def _reason(self, live: Live, question: int, by: Person, text: str) -> str:
        """Return what a rule says about an answer, in the session's language; empty if none does."""
        session = live.session
        now = self._clock.now()
        said = Contribution(first_at(now), live.stand.place_of_answers(question), by, text)
        verdict = await self._watching.preview(live, said, question)
        return verdict.reason(self._words(session.pack.language)) if verdict else ""
