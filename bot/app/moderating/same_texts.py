"""What says the same as the messages of a case: what hosts decide about one holds for the others."""

from bot.app.ports.store import Store
from bot.core.record.talk.copies import Copies


async def copies_of_case(store: Store, session: int, case: int) -> list[tuple[int, int]]:
    """Return the messages of a session, with their authors, that say the same as one of a case by the same person."""
    known = dict(await store.messages_of_case(case))
    copies = Copies()
    firsts = {copies.take(said, None) async for said in store.read(session, sorted(known))}
    theirs = [said for said in await store.said_by(session, sorted(set(known.values()))) if said not in known]
    return [
        (said.id, said.author.id) async for said in store.read(session, theirs) if copies.take(said, None) in firsts
    ]
