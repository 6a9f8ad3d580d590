"""What hosts are told in private messages: what they must know where no desk can be reached."""

from datetime import timedelta

from bot.app.live import Live
from bot.app.ports import Room
from bot.app.store import Store
from bot.core.desk import desk_members, without_buttons
from bot.core.effects import Effect
from bot.core.post import Post
from bot.core.snowflake import first_at
from bot.core.words import WordsIn
from bot.errors import RoomError

EARLIER = timedelta(minutes=1)
"""How far before its fact a word to the hosts is looked for, since the room's clock may differ from ours."""


class Direct:
    """Tells the lead, then each of the other hosts."""

    def __init__(self, store: Store, room: Room, words: WordsIn) -> None:
        self._store = store
        self._room = room
        self._words = words

    async def tell(self, live: Live, effect: Effect, post: Post, nonce: str) -> int | None:
        """Tell every host whose private messages are open, and return the first message; None if nobody's are.

        Buttons are left out: pressed there, they would not tell on which server.
        """
        session, first = live.session, None
        post = without_buttons(session, post, self._words(session.pack.language))
        fact = await self._store.cause(session.number, effect)
        hosts = desk_members(session, await self._store.facts(session.number))
        for place, host in enumerate(sorted(hosts, key=lambda host: host != session.lead)):
            try:
                channel = await self._room.direct(host)
                message = await self._once(channel, post, first_at(fact.at - EARLIER), f"{nonce[:22]}{place}")
            except RoomError:
                continue
            first = first or message
        return first

    async def _once(self, channel: int, post: Post, after: int, nonce: str) -> int:
        """Post what is not there yet: an earlier try may have told some of the hosts."""
        async for said in self._room.own_posts(channel, after):
            if said.text.strip() == post.text.strip():
                return said.id
        return await self._room.post(channel, post, nonce)
