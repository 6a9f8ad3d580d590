"""Where a session's effects landed in the room: the messages that show its posts."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.base.words import Words
from bot.core.session.effects.answers import PostAnswer
from bot.core.session.effects.base import Effect
from bot.core.session.effects.recap import DraftCard, DraftPost
from bot.core.session.effects.room import (
    Afterword,
    ClosingPost,
    PreviewPost,
    QuestionCard,
    ShowEvent,
    StartThread,
    SummaryPost,
    Welcome,
)
from bot.core.session.state import Session


@dataclass(frozen=True, slots=True)
class Stand:
    """A session and where its effects landed (message id by effect): all that a post's look depends on."""

    session: Session
    landed: Mapping[Effect, int]

    def card(self, number: int) -> int | None:
        """Return the message id of the card of question `number`, the newest if it was posted again."""
        return self._of(QuestionCard, number)

    def thread(self, number: int) -> int | None:
        """Return the thread of question `number`, if there is one: the id of the card from which it was made."""
        return None if number in self.session.threadless else self._of(StartThread, number)

    def welcome(self) -> int | None:
        """Return the message id of the welcome, which is also the live board."""
        return self._of(Welcome)

    def closing(self) -> int | None:
        """Return the message id of the closing post."""
        return self._of(ClosingPost)

    def preview(self, part: int = 0) -> int | None:
        """Return the message id of a post of the preview: the introduction (0), or a part of the reading list."""
        return self._of(PreviewPost, part)

    def summary(self) -> int | None:
        """Return the message id of the recap's post."""
        return self._of(SummaryPost, since=self.session.recap.since)

    def draft(self) -> int | None:
        """Return the message id of the recap's draft on the desk."""
        return self._last(DraftPost)

    def draft_card(self) -> int | None:
        """Return the message id of the card with the draft's buttons."""
        return self._last(DraftCard)

    def afterword(self) -> int | None:
        """Return the message id of the post that follows the recap."""
        return self._of(Afterword, since=self.session.recap.since)

    def event(self) -> int | None:
        """Return the id of the platform's scheduled event."""
        return self._of(ShowEvent)

    def answer(self, answer: int) -> int | None:
        """Return the id of the message that shows an approved answer."""
        return self._of(PostAnswer, answer)

    def answers(self) -> dict[int, int]:
        """Return the pending answers that are shown in the room, by message id."""
        return {message: effect.answer for effect, message in self.landed.items() if isinstance(effect, PostAnswer)}

    def place_of_answers(self, number: int) -> int:
        """Return the channel in which answers to question `number` stand: its thread, or the room's own."""
        return self.thread(number) or self.session.room.channel

    def cards(self) -> dict[int, int]:
        """Return which message is the card of which question; one that was posted again has several."""
        return {message: effect.number for effect, message in self.landed.items() if isinstance(effect, QuestionCard)}

    def link(self, number: int, words: Words) -> str:
        """Return "Q3" in the session's language, linked to the card if that is in the room."""
        label = words.gettext("Q{number}").format(number=number)
        card = self.card(number)
        return label if card is None else f"[{label}]({self.session.room.link(card)})"

    def _last(self, kind: type[Effect]) -> int | None:
        """Return the newest message of a kind that is shown again where the desk has moved."""
        return max((message for effect, message in self.landed.items() if type(effect) is kind), default=None)

    def _of(self, kind: type[Effect], about: int | None = None, since: int = 0) -> int | None:
        of_kind = (each for each in self.landed.items() if type(each[0]) is kind)
        return max((m for effect, m in of_kind if effect.about == about and effect.fact >= since), default=None)
