"""What each new message shows, in its session's language."""

from bot.app.live import Live
from bot.app.ports import Store
from bot.app.records import Records
from bot.core import cards, preview
from bot.core.board import board
from bot.core.desk import desk_post
from bot.core.effects import Effect, EffectKind
from bot.core.post import Post
from bot.core.recap import recap
from bot.core.words import WordsIn


class Rendering:
    """Chooses the core's function for an effect, and reads the record for those that need it."""

    def __init__(self, store: Store, records: Records, words: WordsIn) -> None:
        self._store = store
        self._records = records
        self._words = words

    async def post(self, live: Live, effect: Effect) -> Post:
        """Return what an effect that makes a message shows."""
        stand, words = live.stand, self._words(live.session.pack.language)
        match effect.kind:
            case EffectKind.PREVIEW:
                return preview.post(live.session.pack, effect.number or 0, live.session.opens_at, words)
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
            case EffectKind.ASK_HOSTS | EffectKind.TELL_HOSTS:
                fact = (await self._store.facts(live.session.number))[effect.fact - 1]
                return desk_post(live.session, fact, words)
            case _:
                return cards.line(stand, effect.kind, words)
