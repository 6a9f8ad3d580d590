"""How a shard whose connection broke goes on with its session, as often as that takes, without holding up the others.

discord.py would begin a new session at the second try, which counts against the day's and makes us reread every chat;
it would wait for up to 17 minutes between two tries, and connect shards one after another, as only new sessions must.
"""

from functools import partial

from discord.gateway import ReconnectWebSocket
from discord.shard import Shard

from bot.app.live.background import Background

DOUBLINGS = 2
"""How often the longest wait between two tries doubles: up to four seconds."""


def let_resume(shard: Shard, background: Background) -> None:
    """Let a shard that has just been connected resume its session in the background when its connection breaks."""
    begin = shard.reidentify

    async def connect(exc: ReconnectWebSocket) -> None:
        if exc.resume and shard.ws.session_id is not None:
            background.start(shard.id, partial(begin, exc))
        else:
            await begin(ReconnectWebSocket(shard.id, resume=False))

    shard.reidentify = connect  # type: ignore[method-assign]  # of this one shard
    shard.reconnect = partial(connect, ReconnectWebSocket(shard.id))  # type: ignore[method-assign]
    shard._backoff._max = DOUBLINGS
