"""Reading the record back: a session as a transcript, its summary, its cases' log. All are made again each time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping, Sequence, Set
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import chain, islice
from weakref import WeakValueDictionary

from bot.app.moderating.server_rules import ServerRules
from bot.app.ports.store import Store
from bot.app.ports.values import Stored
from bot.app.reading.ahead import Ahead
from bot.app.reading.lines import proposed
from bot.app.reading.sifting import NOTHING, Aside, Sieve, counts, set_aside, without_copies
from bot.core.base.contribution import Contribution
from bot.core.base.place import DISCORD
from bot.core.base.words import N_, WordsIn
from bot.core.moderation.settings import Action, Rule
from bot.core.posts.moderating import case_log
from bot.core.record import public
from bot.core.record.choice.quoting import Choice, Wanted
from bot.core.record.filing import Filer, Filing, When, landmarks
from bot.core.record.public import Guise, Key
from bot.core.record.recap import Recap, recap_of
from bot.core.record.summary import AnswersTo, Summarising, Summary, excerpt, most_liked, pointer
from bot.core.record.transcript import (
    AskedQuestion,
    Entry,
    Event,
    Head,
    ReplyTo,
    asked_questions,
    deleted_threads,
    events_of,
    head_of,
)
from bot.core.script.slots import occurrences
from bot.core.session.landed import Stand
from bot.core.session.listing import Tally
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import archives
from bot.core.text.showing.posts import quoted

Choose = Callable[[Wanted], Awaitable[Choice]]

Choosing = Callable[[], AbstractAsyncContextManager[Choose]]
"""Opens what chooses the quotes of one summary, question by question, without holding up the event loop."""

PSEUDONYM = N_("Member {code}")

CHUNK = 250
"""How many messages are looked at before others have a turn."""
EXCERPT = 80
REMEMBERED = 256
"""For how many questions it is remembered which quotes were chosen: a decision, a post and a file need the same."""


@dataclass(frozen=True, slots=True)
class Record:
    """A session's record, as `core.transcript.Transcript` wants it.

    `cards` are the messages that ask the questions, `deleted_threads` the questions' threads that are gone, `removed`
    the messages that their authors had taken out; `aside` is what is kept out of the summary, `left_out` how many
    messages hosts kept out of the record; `guise` says how people appear.
    """

    head: Head
    questions: tuple[AskedQuestion, ...]
    events: tuple[Event, ...]
    session: Session
    filings: Mapping[int, Filing]
    cards: frozenset[int]
    deleted_threads: frozenset[int]
    removed: frozenset[int]
    aside: Aside
    left_out: int
    store: Store
    guise: Guise

    def placed(self, place: str) -> "Record":
        """Return the record with links that lead elsewhere than into the room: to an address that lacks only an id."""
        questions = public.placed_questions(self.questions, place)
        return replace(self, questions=questions, guise=replace(self.guise, place=place))

    def answers(self, number: int) -> AsyncIterator[Entry]:
        return self.entries([m for m, filing in self.filings.items() if filing.is_answer and filing.question == number])

    def channel(self) -> AsyncIterator[Entry]:
        return self.entries([message for message, filing in self.filings.items() if not filing.is_answer])

    async def entries(self, messages: Sequence[int]) -> AsyncIterator[Entry]:
        """Walk through the contributions with these ids, in the order given; deleted ones are left out."""
        ids = iter(messages)
        while chunk := list(islice(ids, CHUNK)):
            said = [contribution async for contribution in self.store.read(self.session.number, chunk)]
            targets = {c.reply_to for c in said if c.reply_to is not None} & self.filings.keys()
            answered = {c.id: c async for c in self.store.read(self.session.number, sorted(targets))}
            answers = {id_: self.guise.said(each) for id_, each in answered.items()}
            for contribution in said:
                yield self._entry(contribution, answers)

    def _entry(self, said: Contribution, answered: Mapping[int, Contribution]) -> Entry:
        ruling = self.session.rulings.get(said.id)
        featured = bool(ruling and ruling.featured)
        return Entry(
            contribution=self.guise.said(said),
            filing=self.filings[said.id],
            featured=featured,
            reply=_reply(said.reply_to, answered, self.removed),
            link=self.guise.link(self.session.room, said.id, said.channel),
            thread_deleted=said.channel in self.deleted_threads,
            aside=said.id in self.aside.messages and not featured,
        )


def _key_of(wanted: Wanted) -> bytes:
    return sha256(repr(wanted).encode(errors="surrogatepass")).digest()


def _reply(target: int | None, answered: Mapping[int, Contribution], removed: Set[int]) -> ReplyTo | None:
    if target is None:
        return None
    if (original := answered.get(target)) is None:
        return ReplyTo(target, None, None, removed=target in removed)
    return ReplyTo(target, original.author.name, quoted(original.text, EXCERPT))


def _target(entry: Entry, record: Record) -> int | None:
    """Return the message that an answer answers; None if that is the question itself."""
    said = entry.contribution
    target = said.reply_to
    if target is None and said.channel != record.session.room.channel:
        target = said.channel  # a member's own thread has the id of the message that it hangs on
    return None if target in record.cards else target


UNFILED = Filing(None, None, When.ON_TIME)
"""How something stands in its author's own record that was left out of everybody else's."""


class Records:
    """Reads transcripts and summaries.

    `zone` names the zone of sessions whose pack has none; `choosing` opens what chooses quotes; `words` are those of
    pseudonyms.
    """

    def __init__(
        self, store: Store, rules: ServerRules, *, zone: str, quotes: int, choosing: Choosing, words: WordsIn
    ) -> None:
        self._store = store
        self._rules = rules
        self._words = words
        self._choosing = choosing
        self._chosen: dict[bytes, Choice] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._zone = zone
        self._quotes = quotes

    async def transcript(self, number: int) -> Record:
        """Return a session's record for its organisers; raise `NotFound` if there is no such session."""
        stored: Stored = await self._store.load(number)
        stand = Stand(stored.session, stored.landed)
        marks = landmarks(stored.session, stand.cards(), stand.closing(), stand.answers())
        filer = Filer(marks, stored.session.rulings, stored.session.withheld)
        removed = set[int]()
        async for trace in self._store.traces(number):
            filer.file(trace)
            if trace.removed:
                removed.add(trace.id)
        history = stored.history
        names = await self._store.names(number)
        filings, left_out = await without_copies(self._store, stored.session, history, filer)
        head = replace(head_of(stored.session, self._zone, names), expired=await self._store.expired(number))
        return Record(
            head=head,
            questions=asked_questions(stand),
            events=events_of(history, names),
            session=stored.session,
            filings=filings,
            cards=frozenset(stand.cards()),
            deleted_threads=deleted_threads(stand, history),
            removed=frozenset(removed),
            aside=await set_aside(self._store, stored.session),
            left_out=left_out,
            store=self._store,
            guise=public.organisers(names),
        )

    async def public_transcript(self, number: int) -> Record:
        """Return a session's record for everybody: its answers, but for what is set aside or not to be quoted."""
        return (await self.both(number))[1]

    async def both(self, number: int) -> tuple[Record, Record]:
        """Return a session's record for its organisers, and the one for everybody."""
        record = await self.transcript(number)
        return record, await self._public(record)

    async def _public(self, record: Record) -> Record:
        session, store, number = record.session, self._store, record.session.number
        choices = await store.choices(session.room.guild)
        sieve = Sieve(session, record.filings, record.aside)
        await sieve.prepare(store)
        answers = [message for message, filing in record.filings.items() if filing.is_answer]
        absent = set(await store.said_by(number, sorted(public.silent(choices))))
        absent |= {e.contribution.id async for e in record.entries(answers) if sieve.first(e) is None}
        speakers = {e.contribution.author.id async for e in record.entries(answers)}
        guise = public.published(record.head.names, speakers, choices, *self._naming(session))
        return replace(
            record,
            head=public.public_head(record.head, guise),
            questions=public.placed_questions(record.questions),
            events=public.public_events(await store.facts(number)),
            filings={message: record.filings[message] for message in answers if message not in absent},
            deleted_threads=frozenset(),  # links lead into the record itself
            guise=guise,
        )

    async def tally(self, number: int) -> Tally:
        """Count a session's answers as its summary does, and those that the public record has, too.

        Of what was deleted long after the chat it is how much there was.
        """
        record, public = await self.both(number)
        is_answer, sieve = await self._counting(record), Sieve(record.session, record.filings, record.aside)
        await sieve.prepare(self._store)
        authors: dict[int, int] = {}
        async for entry in record.entries([m for m, filing in record.filings.items() if filing.is_answer]):
            said = entry.contribution
            if sieve.first(entry) == said.id and is_answer(entry):
                authors[said.id] = said.author.id
        shown = authors.keys() & public.filings.keys()
        answers, people = len(authors), len(set(authors.values()))
        if (expired := record.head.expired) is not None:
            answers, people = sum(count for count, _ in expired.questions.values()), expired.people
        return Tally(len(record.questions), answers, people, len(shown), len({authors[each] for each in shown}))

    async def own_transcript(self, number: int, person: int) -> Record:
        """Return what somebody said in a session, whatever became of it; of others it has nothing."""
        record = await self.transcript(number)
        said = await self._store.said_by(number, [person])
        filings = {message: record.filings.get(message, UNFILED) for message in said}
        return replace(record, filings=filings, events=(), aside=NOTHING)  # what hosts think of it is theirs

    def _naming(self, session: Session) -> tuple[Key, str]:
        """Return what pseudonyms are made with, and what they look like."""
        template = self._words(session.pack.language).gettext(PSEUDONYM)
        return Key(self._store.installation, session.number), template

    async def _for_the_room(self, number: int) -> tuple[Record, frozenset[int]]:
        """Return a session's record as its summary shows people, and who is not to be quoted."""
        record = await self.transcript(number)
        choices = await self._store.choices(record.session.room.guild)
        guise = public.in_the_room(record.head.names, choices, *self._naming(record.session))
        head = replace(record.head, names=guise.shown_names)
        return replace(record, head=head, guise=guise), public.silent(choices)

    async def summary(self, number: int, *, place: str | None = None) -> Summary:
        """Return a session's summary, made from the record as it stands, one question after the other.

        Its links lead into the room, or to a `place`. Who asks for the same session meanwhile waits: the post, the
        files and the draft of a chat that closes are wanted at once, and each keeps the record of all that was said.
        """
        turn = self._turns.setdefault(number, asyncio.Lock())
        async with turn:
            return await self._summarised(number, place)

    async def _summarised(self, number: int, place: str | None) -> Summary:
        record, silent = await self._for_the_room(number)
        if place is not None:
            record = record.placed(place)
        is_answer = await self._counting(record)
        sieve = Sieve(record.session, record.filings, record.aside)
        summarising = Summarising(record.head, hosts=record.session.hosts.keys(), left_out=record.left_out)
        await sieve.prepare(self._store)
        heard: Counter[Hashable] = Counter()
        async with self._choosing() as choose, Ahead() as ahead:  # quotes are chosen while the next question is read
            for question in record.questions:
                answers = AnswersTo(question, record.head, quotes=self._quotes, dropped=record.session.recap.dropped)
                async for entry in record.answers(question.number):
                    first = sieve.first(entry)
                    said = entry.contribution.id
                    if first == said and is_answer(entry):
                        quotable = entry.contribution.author.id not in silent
                        summarising.add(entry if quotable else public.wordless(entry))
                        answers.add(entry, _target(entry, record), quotable=quotable)
                    elif first == said:
                        summarising.add_remark(entry)
                    elif first is not None:
                        summarising.add_copy()
                        answers.repeat(said, first)
                await ahead.then(partial(self._add_section, summarising, answers, record, choose, heard))
        async for entry in record.channel():
            if sieve.first(entry) == entry.contribution.id:
                shown = public.wordless(entry) if entry.contribution.author.id in silent else entry
                (summarising.add if is_answer(entry) else summarising.add_remark)(shown)
        return await self._finished(summarising, record, silent)

    async def _counting(self, record: Record) -> Callable[[Entry], bool]:
        """Return what tells whether something that was said is more than a remark."""
        rules = await self._rules.of(record.session.room.guild)
        stock = None if rules.action_of(Rule.CANNED) is Action.OFF else self._rules.lexicon
        return partial(counts, language=record.head.language, stock=stock)

    async def _add_section(
        self,
        summarising: Summarising,
        answers: AnswersTo,
        record: Record,
        choose: Choose,
        heard: Counter[Hashable],
    ) -> None:
        wanted = replace(answers.wanted(), heard=tuple(heard.items()))
        choice = await self._choice_of(wanted, choose)
        heard.update(wanted.answers[quote.answer].author for quote in choice.quotes if not quote.is_open)
        quoted = [entry async for entry in record.entries(answers.ids(choice.quotes))]
        summarising.add_section(answers.section(choice.quotes, quoted), answers, choice.taken_up)

    async def _finished(self, summarising: Summarising, record: Record, silent: frozenset[int]) -> Summary:
        """Return the summary with what others built on, and with what hosts marked."""
        replies = summarising.words_built_on()
        reactors = summarising.reactors(await self._store.reactors(record.session.number))
        liked = most_liked(reactors)
        marks = record.session.recap.marks
        wanted = {*marks, *chain.from_iterable(replies.values()), *liked}
        there = {
            entry.contribution.id: entry
            async for entry in record.entries(sorted(wanted & record.filings.keys()))
            if entry.contribution.author.id not in silent
        }
        shown = [there[each] for each in liked if each in there and each not in record.session.recap.dropped]
        best = [replace(quote, reactors=reactors[quote.id]) for quote in map(excerpt, shown) if quote]
        summary = summarising.summary(
            taken_up={
                message: [pointer(there[reply]) for reply in by if reply in there] for message, by in replies.items()
            },
            reactors=reactors,
            liked=best if len(best) == len(liked) else (),
            marked={message: there[message] for message in marks if message in there},
        )
        return summary.with_numbers_of(record.head.expired) if record.head.expired else summary

    async def recap(self, number: int, *, place: str | None = None) -> Recap:
        """Return a session's recap: its summary with what hosts decided about it, and when the next chat is.

        Its links lead into the room, or to a `place`.
        """
        stored = await self._store.load(number)
        session, preview = stored.session, Stand(stored.session, stored.landed).preview()
        return recap_of(
            await self.summary(number, place=place),
            session.recap,
            await self._next(session),
            preview=session.room.link(preview) if preview and session.room.platform == DISCORD else None,
            late_until=archives(session).due if session.phase is Phase.CLOSED else None,
            next_said=session.pack.next.in_language(session.pack.language) if session.pack.next else "",
            lines=(await proposed(self._store, number)).lines,
        )

    async def _next(self, session: Session) -> datetime | None:
        """Return when the next chat in a session's room begins: one that is set, else its slot's next time."""
        if session.closed_at is None or session.room.platform != DISCORD:
            return None
        ahead = [(await self._store.load(each)).session for each in await self._store.ahead(DISCORD, session.closed_at)]
        set_up = [
            each.opens_at
            for each in ahead
            if each.room == session.room and each.opens_at and each.opens_at > session.closed_at and not each.is_over
        ]
        slots = [slot for slot in await self._store.slots() if slot.channel == session.room.channel]
        recurring = [next(occurrences(slot, session.closed_at)) for slot in slots]
        return min([*set_up, *recurring], default=None)

    async def _choice_of(self, wanted: Wanted, choose: Choose) -> Choice:
        """Return what was chosen of a question's answers: once, however often a summary is made of the same ones."""
        key = await asyncio.to_thread(_key_of, wanted)
        if key not in self._chosen:
            while len(self._chosen) >= REMEMBERED:
                del self._chosen[next(iter(self._chosen))]
            self._chosen[key] = await choose(wanted) if wanted.answers else Choice()
        return self._chosen[key]

    async def measures(self, number: int) -> list[case_log.Taken]:
        """Return what was done about a session's cases, the newest first; raise `NotFound` if there is no session."""
        stored = await self._store.load(number)
        store = self._store
        facts = await store.facts(number)
        cases = await store.cases(number)
        messages = await store.messages_by_case(number)
        names = await store.names(number)
        return case_log.measures(stored.session, facts, cases, messages, names)
