"""The words of answers that hosts read before they are posted, as the store keeps them."""

from datetime import datetime
from typing import Protocol

from bot.core.session.pending import PendingAnswer


class PendingAnswers(Protocol):
    """What members sent to reviewed questions. What was decided about it is in the facts of the sessions."""

    async def add_pending_answer(self, answer: PendingAnswer) -> int:
        """Store a pending answer and return its id."""
        ...

    async def pending_answer(self, id: int) -> PendingAnswer | None:
        """Return a pending answer."""
        ...

    async def pending_answers(self, session: int) -> list[PendingAnswer]:
        """Return those pending answers of a session whose words are kept, oldest first."""
        ...

    async def word_pending_answer(self, id: int, text: str, at: datetime) -> None:
        """Give a pending answer other words."""
        ...

    async def empty_pending_answer(self, id: int, text: str) -> None:
        """Forget the words of a pending answer, if these are its words: newer ones stay."""
        ...
