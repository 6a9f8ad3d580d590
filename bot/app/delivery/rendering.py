"""What each new message shows, in its session's language."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.app.live.sessions import Live
from bot.app.moderating.casebook import Casebook
from bot.app.ports.store import Store
from bot.app.reading.records import Records
from bot.app.reviewing.answers import Answers
from bot.core.base.post import Post, TextFile
from bot.core.base.words import Words, WordsIn
from bot.core.posts import cards, preview, reminders
from bot.core.posts.board import board
from bot.core.posts.hosting.desk import desk_post
from bot.core.posts.moderating.case_cards import notice, repost
from bot.core.posts.recap import recap
from bot.core.session.effects import Effect, EffectKind
from bot.core.session.facts import FilingAsked, Moderated, Summarised
from bot.core.session.state import Session

Calendar = Callable[[Sequence[Session]], str]
"""Returns sessions as an iCalendar file (RFC 5545)."""


class Rendering:
    """Chooses the core's function for an effect, and reads the record for those that need it."""

    def __init__(
        self,
        store: Store,
        records: Records,
        casebook: Casebook,
        answers: Answers,
        words: WordsIn,
        calendar: Calendar,
    ) -> None:
        self._store = store
        self._answers = answers
        self._casebook = casebook
        self._records = records
        self._words = words
        self._calendar = calendar

    async def post(self, live: Live, effect: Effect) -> Post | None:
        """Return what an effect shows; None where there is nothing to say any more."""
        stand, words = live.stand, self._words(live.session.pack.language)
        match effect.kind:
            case EffectKind.PREVIEW:
                return self._preview(live.session, effect.number or 0, words)
            case EffectKind.REMINDER:
                people = await self._store.to_remind(live.session.room.channel, live.session.number)
                return reminders.reminder(live.session, people, effect.number or 0, words)
            case EffectKind.WELCOME:
                return board(stand, {}, words)
            case EffectKind.QUESTION:
                assert effect.number is not None
                return cards.question_card(stand, effect.number, words)
            case EffectKind.MOVED_ON:
                return cards.moved_on(stand, words)
            case EffectKind.CLOSING:
                return cards.closing(stand, words)
            case EffectKind.SUMMARY:
                return recap(await self._records.summary(live.session.number), words)
            case EffectKind.REVISION:
                facts = await self._store.facts(live.session.number)
                before = next(fact.answers for fact in facts if isinstance(fact, Summarised))
                return recap(await self._records.summary(live.session.number), words, before)
            case EffectKind.CASE:
                assert effect.number is not None
                return await self._casebook.card(live, effect.number)
            case EffectKind.DRAFT | EffectKind.ANSWER | EffectKind.OUTCOME:
                return await self._answers.render(live, effect)
            case EffectKind.NOTICE:
                return await self._notice(live.session, effect, words)
            case EffectKind.REPOST:
                said = await anext(self._store.read(live.session.number, [effect.number or 0]), None)
                return repost(said.author.name, said.text) if said else None
            case EffectKind.ASK_HOSTS | EffectKind.TELL_HOSTS | EffectKind.ASK_FILING:
                return await self._desk(live.session, effect, words)
            case _:
                return cards.line(stand, effect.kind, words)

    def _preview(self, session: Session, part: int, words: Words) -> Post:
        post = preview.post(session.pack, part, session.opens_at, words)
        if part:
            return post
        calendar = TextFile(f"session-{session.number}.ics", self._calendar([session]))
        return replace(post, actions=reminders.offer(session, words, standing=False), files=(calendar,))

    async def _notice(self, session: Session, effect: Effect, words: Words) -> Post | None:
        assert effect.number is not None
        case, state = await self._store.case(effect.number), session.cases[effect.number]
        if case is None:
            return None
        cause = await self._store.cause(session.number, effect)
        assert isinstance(cause, Moderated)
        messages = await self._store.messages_of_case(case.id)
        theirs = [message for message, author in messages if author == cause.person]
        said = await anext(self._store.read(session.number, theirs[-1:]), None)
        if said and cause.person != case.person and case.text:  # who was not the first is shown their own words
            case = replace(case, channel=said.channel, text=said.text)
        return notice(session, case, replace(state, withheld=state.withheld.intersection(theirs)), words)

    async def _desk(self, session: Session, effect: Effect, words: Words) -> Post | None:
        fact = await self._store.cause(session.number, effect)
        said = None
        if isinstance(fact, FilingAsked):
            said = await anext(self._store.read(session.number, [fact.message]), None)
        return desk_post(session, fact, words, said)
