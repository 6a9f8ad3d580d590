"""How the effects on the host desk are performed: asking and telling hosts, and letting them in."""

from collections.abc import Mapping
from typing import Any

from bot.app.delivery.handling import Changes, Shows, Tools, on_the_desk
from bot.app.live.sessions import Live
from bot.core.base.post import Post
from bot.core.posts.hosting.desk import desk_post
from bot.core.session.effects import desk
from bot.core.session.effects.base import Effect
from bot.core.session.facts import FilingAsked, Held, HostLeft, HostsTold, Paused


async def _desk_post(tools: Tools, live: Live, effect: Effect) -> Post | None:
    fact = await tools.store.cause(live.session.number, effect)
    said = await tools.said(live, fact.message) if isinstance(fact, FilingAsked) else None
    return desk_post(live.session, fact, tools.words(live), said)


async def _question(tools: Tools, live: Live, effect: desk.AskHosts) -> Post | None:
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


async def _admit(tools: Tools, live: Live, effect: desk.AdmitHosts) -> None:
    await tools.desk.admit(live)


HANDLERS: Mapping[type[Effect], Shows[Any] | Changes[Any]] = {
    desk.AskHosts: Shows(post=_question, place=on_the_desk),
    desk.TellHosts: Shows(post=_desk_post, place=on_the_desk),
    desk.AskFiling: Shows(post=_desk_post, place=on_the_desk),
    desk.AdmitHosts: _admit,
    desk.DismissHost: _dismiss,
}
