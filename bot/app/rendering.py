"""What each new message shows, in its session's language."""

from bot.app.live import Live
from bot.app.performing import WordsIn
from bot.app.records import Records
from bot.core import cards, preview
from bot.core.board import board
from bot.core.effects import Effect, EffectKind
from bot.core.post import Post
from bot.core.recap import recap


class Rendering:
    """Chooses the core's function for an effect, and reads the record for the one that needs it."""

    def __init__(self, records: Records, words: WordsIn) -> None:
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
            case _:
                return cards.line(stand, effect.kind, words)
