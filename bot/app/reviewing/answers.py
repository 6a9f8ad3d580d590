"""Drafts as they are shown: cards on the host desk, approved answers in the room, private words to their authors.

An approved answer is a message of the bot's, and a contribution of its author's under that message's id.
"""

from contextlib import suppress
from dataclasses import replace

from bot.app.hosting.desk import HostDesk
from bot.app.live.sessions import Live
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Gone
from bot.core.base.contribution import Contribution, Person
from bot.core.base.post import Post
from bot.core.base.words import WordsIn
from bot.core.posts.reviewing.pending_cards import answer_post, draft_card, outcome
from bot.core.session.effects.answers import EditPendingCard, PendingCard


class Answers:
    """Renders what is about drafts, and performs those of its effects that make no new message."""

    def __init__(self, store: Store, room: Room, desk: HostDesk, words: WordsIn) -> None:
        self._store = store
        self._room = room
        self._desk = desk
        self._words = words

    async def answer(self, live: Live, draft: int) -> Post | None:
        """Return an approved answer as it is posted; None where its words are gone."""
        found = await self._store.draft(draft)
        return answer_post(found.name, found.text) if found and found.text else None

    async def outcome(self, live: Live, draft: int) -> Post | None:
        """Return what an author is told about their answer."""
        if (found := await self._store.draft(draft)) is None:
            return None
        place = live.stand.place_of_answers(found.question)
        return outcome(live.session, _lead(live, draft), found, place, self._words(live.session.pack.language))

    async def card(self, live: Live, draft: int) -> Post | None:
        """Return the card of a draft, as it stands."""
        found = await self._store.draft(draft)
        return draft_card(live.session, found, self._words(live.session.pack.language)) if found else None

    async def author(self, draft: int) -> int:
        """Return who sent a draft."""
        found = await self._store.draft(draft)
        assert found is not None
        return found.person

    def place(self, live: Live, draft: int) -> int:
        """Return where an approved draft belongs."""
        return live.stand.place_of_answers(live.session.drafts[draft].question)

    async def record(self, live: Live, draft: int, message: int) -> None:
        """Take an approved answer into the record, now that it is in the room; its words are kept only there then."""
        found = await self._store.draft(draft)
        if found and found.text:
            author = Person(found.person, found.name)
            await self._store.save(
                live.session.number, Contribution(message, self.place(live, draft), author, found.text)
            )
            await self._store.empty_draft(draft, found.text)

    async def told(self, live: Live, draft: int) -> None:
        """Forget the words of a draft that will not be posted, now that its author knows."""
        found = await self._store.draft(draft)
        if found and (draft != _lead(live, draft) or not live.session.drafts[draft].is_approved):
            await self._store.empty_draft(draft, found.text)

    async def edit_card(self, live: Live, effect: EditPendingCard) -> None:
        """Edit a card, unless it will be edited again right away: many copies of one answer are not many edits."""
        pending = [each.effect for each in await self._store.pending(live.session.number)]
        if any(isinstance(e, EditPendingCard) and e.answer == effect.answer and e.fact > effect.fact for e in pending):
            return
        shown = [m for e, m in live.landed.items() if isinstance(e, PendingCard) and e.answer == effect.answer]
        card = await self.card(live, effect.answer)
        if shown and card:
            with suppress(Gone):
                await self._room.edit(await self._desk.channel_of(live), max(shown), card)

    async def reword(self, live: Live, id: int) -> None:
        """Show an author's new words, in the record first; nothing happens where the answer is gone."""
        number = live.session.number
        draft, message = await self._store.draft(id), live.stand.answer(id)
        if draft is None or message is None or not draft.text:
            return
        if said := await anext(self._store.read(number, [message]), None):
            await self._store.save(number, replace(said, text=draft.text, edited_at=draft.sent_at))
            await self._room.edit(said.channel, message, answer_post(said.author.name, draft.text))
        await self._store.empty_draft(id, draft.text)

    async def withdraw(self, live: Live, draft: int) -> None:
        """Take an approved answer out of the record and the room."""
        if (message := live.stand.answer(draft)) is not None:
            await self._store.delete(live.session.number, [message])
            await self._room.remove(self.place(live, draft), message)


def _lead(live: Live, draft: int) -> int:
    """Return the draft whose card a draft is on."""
    drafts = live.session.drafts
    return draft if draft in drafts else next(lead for lead, state in drafts.items() if draft in state.others)
