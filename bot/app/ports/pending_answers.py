"""The words of answers that hosts read before they are posted, as the store keeps them."""

from datetime import datetime
from typing import Protocol

from bot.core.session.pending import Draft


class Drafts(Protocol):
    """What members sent to reviewed questions. What was decided about it is in the facts of the sessions."""

    async def add_draft(self, draft: Draft) -> int:
        """Store a draft and return its id."""
        ...

    async def draft(self, id: int) -> Draft | None:
        """Return a draft."""
        ...

    async def drafts(self, session: int) -> list[Draft]:
        """Return those drafts of a session whose words are kept, oldest first."""
        ...

    async def word_draft(self, id: int, text: str, at: datetime) -> None:
        """Give a draft other words."""
        ...

    async def empty_draft(self, id: int, text: str) -> None:
        """Forget the words of a draft, if these are its words: newer ones stay."""
        ...
