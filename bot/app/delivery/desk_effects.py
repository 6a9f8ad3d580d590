"""How the effects on the host desk are performed: asking and telling hosts, and letting them in."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from bot.app.delivery.handling import Changes, Shows, Tools, nonce_of, on_the_desk, say_there_is_no_desk
from bot.app.live.sessions import Live
from bot.app.ports.room import Room
from bot.core.base.errors import RoomError
from bot.core.base.ids import first_at
from bot.core.base.post import Post
from bot.core.posts.hosting.desk import desk_members, desk_post, without_buttons
from bot.core.session.effects import desk
from bot.core.session.effects.base import Effect
from bot.core.session.facts import Cause, FilingAsked, Held, HostLeft, HostsTold, Paused

EARLIER = timedelta(minutes=1)
"""How far before its fact a private word is looked for, since the room's clock may differ from ours."""


async def _desk_post(tools: Tools, live: Live, effect: Effect) -> Post | None:
    fact = await tools.store.cause(live.session.number, effect)
    said = await tools.said(live, fact.message) if isinstance(fact, FilingAsked) else None
    return desk_post(live.session, fact, tools.words(live), said)


async def _question(tools: Tools, live: Live, effect: Effect) -> Post | None:
    """Return what hosts are asked; at a new desk, what they were asked last and have not answered."""
    fact = await tools.store.cause(live.session.number, effect)
    if isinstance(fact, HostsTold):
        facts = await tools.store.facts(live.session.number)
        fact = next(each for each in reversed(facts) if isinstance(each, Held | Paused))
    return desk_post(live.session, fact, tools.words(live))


async def _dismiss(tools: Tools, live: Live, effect: desk.DismissHost) -> None:
    left = await tools.store.cause(live.session.number, effect)
    assert isinstance(left, HostLeft)
    await tools.desk.dismiss(live, left.person)


async def _privately(tools: Tools, live: Live, effect: Effect) -> int | None:
    """Tell the lead, then each of the other hosts, in private messages: there is no desk that can be reached.

    Return the first message; None if nobody accepts direct messages.
    """
    session, first = live.session, None
    say = _question if isinstance(effect, desk.AskHosts) else _desk_post
    fact = await tools.store.cause(session.number, effect)
    if isinstance(fact, Held | Paused) and fact.cause is Cause.REMOVED:
        return None  # that is asked once the bot is back on the server
    post = await say(tools, live, effect)
    assert post is not None  # only of a message there may be nothing to say any more
    post = without_buttons(session, post, tools.words(live))
    nonce = nonce_of(tools.store.installation, session.number, effect)
    hosts = desk_members(session, await tools.store.facts(session.number))
    for place, host in enumerate(sorted(hosts, key=lambda host: host != session.lead)):
        with suppress(RoomError):
            channel = await tools.room.direct(host)
            message = await _once(tools.room, channel, post, first_at(fact.at - EARLIER), f"{nonce[:22]}{place}")
            first = first or message
    return first


async def _once(room: Room, channel: int, post: Post, after: int, nonce: str) -> int:
    """Post what is not there yet: an earlier try may have told some of the hosts."""
    async for said in room.own_posts(channel, after):
        if said.text.strip() == post.text.strip():
            return said.id
    return await room.post(channel, post, nonce)


async def _admit(tools: Tools, live: Live, effect: desk.AdmitHosts) -> None:
    await tools.desk.admit(live)


HANDLERS: Mapping[type[Effect], Shows[Any] | Changes[Any]] = {
    desk.AskHosts: Shows(post=_question, place=on_the_desk, elsewhere=_privately),
    desk.TellHosts: Shows(post=_desk_post, place=on_the_desk, elsewhere=_privately),
    desk.AskFiling: Shows(post=_desk_post, place=on_the_desk, refused=say_there_is_no_desk),
    desk.AdmitHosts: _admit,
    desk.DismissHost: _dismiss,
}
