"""How the effects of the recap's draft on the host desk are performed."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from bot.app.delivery.handling import Changes, Shows, Tools, on_the_desk, say_there_is_no_desk
from bot.app.live.sessions import Live
from bot.app.ports.values import Gone
from bot.core.base.post import Post
from bot.core.session.effects import recap
from bot.core.session.effects.base import Effect


async def _draft(tools: Tools, live: Live, effect: recap.DraftPost) -> Post:
    return await tools.recaps.draft(live)


async def _card(tools: Tools, live: Live, effect: recap.DraftCard) -> Post:
    return await tools.recaps.card(live)


async def _edit(tools: Tools, live: Live, effect: recap.EditDraft) -> None:
    """Bring both messages up to date; where the desk they were on is gone, so are they."""
    draft = live.stand.draft()
    card = live.stand.draft_card()
    if draft is None and card is None:
        return
    desk = await tools.desk.channel_of(live)
    with suppress(Gone):
        if draft is not None:
            await tools.room.edit(desk, draft, await tools.recaps.draft(live))
    with suppress(Gone):
        if card is not None:
            await tools.room.edit(desk, card, await tools.recaps.card(live))


HANDLERS: Mapping[type[Effect], Shows[Any] | Changes[Any]] = {
    recap.DraftPost: Shows(post=_draft, place=on_the_desk, refused=say_there_is_no_desk),
    recap.DraftCard: Shows(post=_card, place=on_the_desk, refused=say_there_is_no_desk),
    recap.EditDraft: _edit,
}
