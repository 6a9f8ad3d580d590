"""Which contributions a summary counts: each once, whatever was decided about a text holding for all its copies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.app.moderating.same_texts import copies_of_case
from bot.app.moderating.server_rules import Lexicons
from bot.app.ports.store import Store
from bot.core.base.contribution import Contribution, Person
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.wordings import is_canned
from bot.core.moderation.settings import Rule
from bot.core.record.filing import Filer, Filing, How
from bot.core.record.talk.copies import Copies
from bot.core.record.talk.remarks import LANGUAGES, is_fragment, is_talk
from bot.core.record.transcript import Entry
from bot.core.session.cases import BURST, Case
from bot.core.session.facts import Fact, LeftOut, Measure
from bot.core.session.state import Session
from bot.core.text.own import own_links

LONGEST_CANNED = 150
"""From this many characters on, a text is more than a greeting."""

PACE = (Rule.FLOOD, BURST)
"""What is about how often somebody writes, not about a text."""

FLOODED = 3
"""From how many copies on none of them counts; a text that was sent twice by mistake is an answer still."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What rules and hosts keep out of the summary: `messages`, and the copies of what stands in `texts`.

    `texts` are messages; of what hosts rejected only the words are left, with whoever wrote them: `rejected`.
    """

    messages: frozenset[int]
    texts: frozenset[int]
    rejected: tuple[tuple[int, str], ...]


NOTHING = Aside(frozenset(), frozenset(), ())


async def set_aside(store: Store, session: Session) -> Aside:
    """Return what is kept out of a session's summary."""
    messages = await store.messages_by_case(session.number)
    cases = [case for case in await store.cases(session.number) if session.is_aside(case.id)]
    about_texts = [case for case in cases if await _takes_copies_along(store, session, case)]
    rejected = [case for case in cases if session.cases[case.id].measure is Measure.REJECT]
    return Aside(
        messages=frozenset(chain.from_iterable(messages.get(case.id, ()) for case in cases)),
        texts=frozenset(chain.from_iterable(messages.get(case.id, ()) for case in about_texts)),
        rejected=tuple((case.person, case.text) for case in rejected),
    )


async def _takes_copies_along(store: Store, session: Session, case: Case) -> bool:
    """Whether what a case is about is left out wherever it was said, and not only where a rule found it."""
    if session.cases[case.id].by is not None:
        return True
    if case.rule == Rule.COPY_PASTE:
        found = await store.messages_of_case(case.id)
        if len(found) >= FLOODED:
            return True
        return len(found) + len(await copies_of_case(store, session.number, case.id)) >= FLOODED
    return case.rule not in PACE


async def without_copies(
    store: Store, session: Session, history: Sequence[Fact], filer: Filer
) -> tuple[Mapping[int, Filing], int]:
    """Return the filings but for copies of what hosts left out, and how many messages they did.

    What people leave out themselves is one message, and nobody's business.
    """
    decided = {fact.message: fact for fact in history if isinstance(fact, LeftOut)}
    left_out = sorted(message for message, fact in decided.items() if fact.left_out)
    originals = [s async for s in store.read(session.number, left_out) if decided[s.id].by != s.author.id]
    if not originals:
        return filer.filings, 0
    copies = Copies()
    dropped = {copies.take(said, _question(filer.filing_of(said.id))) for said in originals}
    people = sorted({said.author.id for said in originals})
    theirs = [message for message in await store.said_by(session.number, people) if message in filer.filings]
    gone = {
        said.id
        async for said in store.read(session.number, theirs)
        if copies.take(said, _question(filer.filing_of(said.id))) in dropped and said.id not in decided
    }
    kept = {message: filing for message, filing in filer.filings.items() if message not in gone}
    return kept, len(originals) + len(gone)


TOGETHER = 250
"""From how many messages on no further person's are compared at the same time: texts and their words take memory."""


class Sieve:
    """Tells what is said for the first time from its copies, and both from what is left out.

    Nobody copies another, so what was said is compared person by person, before it is read question by question.
    """

    def __init__(self, session: Session, filings: Mapping[int, Filing], aside: Aside) -> None:
        self._session = session
        self._filings = filings
        self._aside = aside
        self._firsts: dict[int, int] = {}
        self._gone: set[int] = set()

    async def prepare(self, store: Store) -> None:
        """Learn what is a copy of what, and what goes with something that is left out."""
        theirs: dict[int, list[int]] = {}
        for person, messages in await store.said_by_each(self._session.number):
            theirs[person] = messages
            if sum(map(len, theirs.values())) >= TOGETHER:
                await self._compare(store, theirs)
                theirs.clear()
        await self._compare(store, theirs)

    async def _compare(self, store: Store, theirs: Mapping[int, Sequence[int]]) -> None:
        """Compare what some people said: a featured message stands for its copies, what is aside takes them along."""
        number, rulings, copies = self._session.number, self._session.rulings, Copies()
        said_by_them = frozenset(chain.from_iterable(theirs.values()))
        there = said_by_them & self._filings.keys()
        featured = [message for message, ruling in rulings.items() if ruling.featured and message in there]
        async for said in store.read(number, featured):
            copies.take(said, self._filings[said.id].question)
        dropped = set()
        async for said in store.read(number, sorted(self._aside.texts & said_by_them)):
            dropped.add(copies.take(said, _question(self._filings.get(said.id))))
        for place, (author, text) in enumerate(self._aside.rejected, start=1):
            if author in theirs:
                dropped.add(copies.take(Contribution(-place, 0, Person(author, ""), text), None))
        async for said in store.read(number, sorted(there, key=self._order)):
            first = copies.take(said, self._filings[said.id].question)
            if first in dropped:
                self._gone.add(said.id)
            elif first != said.id:
                self._firsts[said.id] = first

    def _order(self, message: int) -> tuple[bool, int, int]:
        """Answers come before talk, question by question."""
        filing = self._filings[message]
        return not filing.is_answer, filing.question or 0 if filing.is_answer else 0, message

    def first(self, entry: Entry) -> int | None:
        """Return the message for which an entry stands: itself, or what it is a copy of; None if it is left out."""
        message = entry.contribution.id
        if entry.featured:
            return message
        if message in self._aside.messages or message in self._gone:
            return None
        return self._firsts.get(message, message)


def counts(entry: Entry, *, language: str, stock: Lexicons | None) -> bool:
    """Return whether what somebody said is more than a remark; what a host filed or featured always is.

    `stock` is by what stock phrases are known, in whatever language: people thank in their own. Where they count, None.
    """
    said = entry.contribution
    if (
        entry.featured
        or entry.filing.how is How.HOST
        or said.attachments
        or said.forwarded
        or any(own_links(said.text))
    ):
        return True
    if stock is None:
        return not is_fragment(said.text, language)
    if len(said.text) < LONGEST_CANNED:
        languages = dict.fromkeys((language, *LANGUAGES))
        if any(is_canned(Said(said, stock(each))) for each in languages):
            return False
    return not is_talk(said.text, language)


def _question(filing: Filing | None) -> int | None:
    return filing.question if filing else None
