"""How many answers the questions of a session have by now."""

from collections import Counter
from collections.abc import Mapping

from bot.app.ports.store import Store
from bot.core.record.filing import Filer, Filing, landmarks
from bot.core.session.landed import Stand


async def answers_of(store: Store, stand: Stand) -> Counter[int]:
    """Return how many answers each question has, without those that a case keeps out of the summary."""
    session = stand.session
    cases = await store.messages_by_case(session.number)
    aside = {message for case, messages in cases.items() if session.is_aside(case) for message in messages}
    featured = {message for message, ruling in session.rulings.items() if ruling.featured}
    filings = await _filings(store, stand)
    counted = (filing for message, filing in filings.items() if message not in aside or message in featured)
    return Counter(f.question for f in counted if f.is_answer and f.question is not None)


async def is_answered(store: Store, stand: Stand) -> bool:
    """Return whether anybody has answered, be it an answer that hosts still have to read or decide about."""
    session = stand.session
    if session.pending or session.cases:
        return True
    return any(filing.is_answer for filing in (await _filings(store, stand)).values())


async def _filings(store: Store, stand: Stand) -> Mapping[int, Filing]:
    session = stand.session
    marks = landmarks(session, stand.cards(), stand.closing(), stand.answers())
    filer = Filer(marks, session.rulings, session.withheld)
    async for trace in store.traces(session.number):
        filer.file(trace)
    return filer.filings
