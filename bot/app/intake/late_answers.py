"""Notices answers that may belong to the question before: said in the channel right after a new one, without a sign."""

import logging
from datetime import timedelta
from functools import partial

from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.core.base.contribution import Contribution
from bot.core.base.errors import StoreError
from bot.core.base.ids import time_of
from bot.core.session import edits
from bot.core.text.markers import prefix_of

log = logging.getLogger(__name__)

SOON = timedelta(seconds=30)

FEWEST_WORDS = 4
"""A greeting or a "good one" is not worth a host's look."""

MOST = 5
"""How many such answers a host is asked about per question."""


class LateAnswers:
    """Asks hosts about contributions whose question is a guess and may well be the wrong one."""

    def __init__(self, live: LiveSessions, clock: Clock) -> None:
        self._live = live
        self._clock = clock
        self._asked: dict[tuple[int, int], int] = {}

    async def look(self, live: Live, said: Contribution) -> None:
        """Put a contribution on the host desk if it came right after a question and nothing says which it answers."""
        session = live.session
        number = session.current
        card = max((message for message, question in live.cards.items() if question == number), default=None)
        if number is None or card is None or session.is_reviewed(number):
            return
        if not _is_doubtful(session.room.channel, card, said):
            return
        asked = self._asked.get((session.number, number), 0)
        if asked >= MOST:
            return
        self._asked[session.number, number] = asked + 1
        now = self._clock.now()
        try:
            await self._live.record(live, partial(edits.ask_filing, message=said.id, number=number, now=now))
        except StoreError as error:
            log.warning("a doubt was dropped: %s", error, extra={"session": session.number, "message_id": said.id})


def _is_doubtful(channel: int, card: int, said: Contribution) -> bool:
    if said.channel != channel or said.reply_to is not None or said.id < card:
        return False
    soon = time_of(said.id) - time_of(card) < SOON
    return soon and prefix_of(said.text) is None and len(said.text.split()) >= FEWEST_WORDS
