"""Reading the record back: a session as a transcript, and its summary. Both are made anew each time."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.app.store import Store
from bot.app.values import Stored
from bot.core.cards import Stand
from bot.core.contribution import Contribution
from bot.core.filing import Filing, file_all, landmarks
from bot.core.phrases import shortened
from bot.core.session import Session
from bot.core.summary import Summary, summarise
from bot.core.transcript import AskedQuestion, Entry, Event, Head, ReplyTo, asked_questions, events_of, head_of

CHUNK = 500
EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Record:
    """A session's record, as `core.transcript.Transcript` wants it."""

    head: Head
    questions: tuple[AskedQuestion, ...]
    events: tuple[Event, ...]
    session: Session
    filings: Mapping[int, Filing]
    store: Store

    def answers(self, number: int) -> AsyncIterator[Entry]:
        return self._entries(
            [m for m, filing in self.filings.items() if filing.is_answer and filing.question == number]
        )

    def channel(self) -> AsyncIterator[Entry]:
        return self._entries([message for message, filing in self.filings.items() if not filing.is_answer])

    async def _entries(self, messages: Sequence[int]) -> AsyncIterator[Entry]:
        ids = iter(messages)
        while chunk := list(islice(ids, CHUNK)):
            said = [contribution async for contribution in self.store.read(self.session.number, chunk)]
            targets = {c.reply_to for c in said if c.reply_to is not None} & self.filings.keys()
            answered = {c.id: c async for c in self.store.read(self.session.number, sorted(targets))}
            for contribution in said:
                yield self._entry(contribution, answered)

    def _entry(self, said: Contribution, answered: Mapping[int, Contribution]) -> Entry:
        ruling = self.session.rulings.get(said.id)
        return Entry(
            contribution=said,
            filing=self.filings[said.id],
            featured=bool(ruling and ruling.featured),
            reply=_reply(said.reply_to, answered),
            link=self.session.room.link(said.id, said.channel),
        )


def _reply(target: int | None, answered: Mapping[int, Contribution]) -> ReplyTo | None:
    if target is None:
        return None
    if (original := answered.get(target)) is None:
        return ReplyTo(target, None, None)
    return ReplyTo(target, original.author.name, shortened(" ".join(original.text.split()), EXCERPT))


class Records:
    """Reads transcripts and summaries; `zone` names the zone of sessions whose pack has none."""

    def __init__(self, store: Store, *, zone: str, quotes: int) -> None:
        self._store = store
        self._zone = zone
        self._quotes = quotes

    async def transcript(self, number: int) -> Record:
        """Return a session's record; raise `NotFound` if there is no such session."""
        stored: Stored = await self._store.load(number)
        stand = Stand(stored.session, stored.landed)
        marks = landmarks(stored.session, stand.cards(), stand.closing())
        history = await self._store.facts(number)
        names = await self._store.names(number)
        return Record(
            head=head_of(stored.session, self._zone),
            questions=asked_questions(stand),
            events=events_of(history, names),
            session=stored.session,
            filings=file_all(await self._store.traces(number), marks, stored.session.rulings),
            store=self._store,
        )

    async def summary(self, number: int) -> Summary:
        """Return a session's summary, made from the record as it stands."""
        record = await self.transcript(number)
        answers = {q.number: [entry async for entry in record.answers(q.number)] for q in record.questions}
        talk = [entry async for entry in record.channel()]
        return await asyncio.to_thread(summarise, record.head, record.questions, answers, talk, quotes=self._quotes)
