"""Pending answers as they are shown: cards on the desk, approved answers in the room, private words to authors.

An approved answer is a message of the bot's, and a contribution of its author's under that message's id.
"""

import logging
from contextlib import suppress
from dataclasses import replace

from bot.app.hosting.desk import HostDesk
from bot.app.live.sessions import Live
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Gone, Unsure
from bot.core.base.contribution import Contribution, Person
from bot.core.base.errors import RoomError
from bot.core.base.post import Post
from bot.core.base.words import WordsIn
from bot.core.posts.reviewing.pending_cards import answer_post, outcome, pending_card
from bot.core.session.effects.answers import EditPendingCard, PendingCard
from bot.core.session.pending import PendingAnswer

log = logging.getLogger(__name__)


class Answers:
    """Renders what is about pending answers, and performs those of its effects that make no new message."""

    def __init__(self, store: Store, room: Room, desk: HostDesk, words: WordsIn) -> None:
        self._store = store
        self._room = room
        self._desk = desk
        self._words = words

    async def answer(self, live: Live, answer: int) -> Post | None:
        """Return an approved answer as it is posted; None where its words are gone."""
        found = await self._found(answer)
        return answer_post(found.name, found.text) if found.text else None

    async def outcome(self, live: Live, answer: int) -> Post | None:
        """Return what an author is told about their answer; None where they took it back, or were erased."""
        found = await self._found(answer)
        if not found.name or live.session.pending[_lead(live, answer)].by == found.person:
            return None
        place = live.stand.place_of_answers(found.question)
        return outcome(live.session, _lead(live, answer), found, place, self._words(live.session.pack.language))

    async def card(self, live: Live, answer: int) -> Post:
        """Return the card of a pending answer, as it stands."""
        return pending_card(live.session, await self._found(answer), self._words(live.session.pack.language))

    async def author(self, answer: int) -> int:
        """Return who sent a pending answer."""
        return (await self._found(answer)).person

    def place(self, live: Live, answer: int) -> int:
        """Return where an approved answer belongs."""
        return live.stand.place_of_answers(live.session.pending[answer].question)

    async def record(self, live: Live, answer: int, message: int) -> None:
        """Take an approved answer into the record, now that it is in the room; its words are kept only there then.

        Where its author was erased while it was on its way, it is taken out of the room again.
        """
        found = await self._found(answer)
        if not found.name:
            await self._room.remove(self.place(live, answer), message)
        if found.text:
            author = Person(found.person, found.name)
            await self._store.save(
                live.session.number, Contribution(message, self.place(live, answer), author, found.text)
            )
            await self._store.empty_pending_answer(answer, found.text)

    async def told(self, live: Live, answer: int) -> None:
        """Forget the words of a pending answer that will not be posted, now that its author knows."""
        if answer != _lead(live, answer) or not live.session.pending[answer].is_approved:
            await self._store.empty_pending_answer(answer, (await self._found(answer)).text)

    async def edit_card(self, live: Live, effect: EditPendingCard) -> None:
        """Edit a card, unless it will be edited again right away: many copies of one answer are not many edits."""
        pending = [each.effect for each in await self._store.pending(live.session.number)]
        if any(isinstance(e, EditPendingCard) and e.answer == effect.answer and e.fact > effect.fact for e in pending):
            return
        await self._edit_card(live, effect.answer)

    async def hide_names(self, live: Live) -> None:
        """Edit the cards of answers whose authors were erased; one that cannot be edited is left to the hosts."""
        for answer in live.session.pending:
            if not (await self._found(answer)).name:
                try:
                    await self._edit_card(live, answer)
                except (RoomError, Unsure) as error:
                    log.warning("a card was not edited: %s", error, extra={"session": live.session.number})

    async def _edit_card(self, live: Live, answer: int) -> None:
        shown = [m for e, m in live.landed.items() if isinstance(e, PendingCard) and e.answer == answer]
        if shown:
            card = await self.card(live, answer)
            with suppress(Gone):
                await self._room.edit(await self._desk.channel_of(live), max(shown), card)

    async def reword(self, live: Live, id: int) -> None:
        """Show an author's new words, in the record first; nothing happens where the answer is gone."""
        number = live.session.number
        answer = await self._found(id)
        message = live.stand.answer(id)
        if message is None or not answer.text:
            return
        if said := await anext(self._store.read(number, [message]), None):
            await self._store.save(number, replace(said, text=answer.text, edited_at=answer.sent_at))
            await self._room.edit(said.channel, message, answer_post(said.author.name, answer.text))
        await self._store.empty_pending_answer(id, answer.text)

    async def withdraw(self, live: Live, answer: int) -> None:
        """Take an approved answer out of the record and the room."""
        if (message := live.stand.answer(answer)) is not None:
            await self._store.delete(live.session.number, [message])
            await self._room.remove(self.place(live, answer), message)

    async def _found(self, answer: int) -> PendingAnswer:
        """Return a pending answer of which a session tells; what is kept of it outlasts its words."""
        found = await self._store.pending_answer(answer)
        assert found is not None
        return found


def _lead(live: Live, answer: int) -> int:
    """Return the pending answer whose card a pending answer is on."""
    pending = live.session.pending
    return answer if answer in pending else next(lead for lead, state in pending.items() if answer in state.others)
