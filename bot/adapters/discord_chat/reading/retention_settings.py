"""How long a server keeps things: shown in words as it would be, and saved by a button.

What would hold stands in the button's id, "privacy:<months>:<attachments>:<cases>:<suggestions>"; all but the first are
days.
"""

from dataclasses import astuple, replace

import discord

from bot.adapters.discord_chat.interactions.drawing import button, view_of
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.retention import Retention
from bot.core.posts.hosting import retention as posts
from bot.core.requests.rights import Action

PREFIX = "privacy"
NEW = "➡️ "
"""Before each line that would change."""


async def show(interaction: discord.Interaction, services: Services, **asked: int | None) -> None:
    """Show how long things are kept, or would be; nothing is changed yet."""
    async with replying(interaction, services) as reply:
        now = await services.engine.retentions.of(reply.admitted.subject.server)
        wanted = replace(now, **{name: value for name, value in asked.items() if value is not None})
        known = posts.table(now, reply.words)
        lines = [line if line in known else NEW + line for line in posts.table(wanted, reply.words)]
        lines.append(posts.after_removal(reply.words))
        if wanted == now:
            text = reply.words.gettext("How long I keep what is about people:")
            await reply.say("\n".join([text, *lines]))
            return
        text = reply.words.gettext(
            "I would keep what is about people this long; changes are marked. Whatever is older is deleted "
            "the next night, for good."
        )
        id = ":".join([PREFIX, *map(str, astuple(wanted))])
        await reply.say("\n".join([text, *lines]), view=view_of([button(reply.words.gettext("Save"), id, main=True)]))


async def saved(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Save how long things are kept from now on."""
    async with replying(interaction, services, update=True) as reply:
        retention = Retention(*map(action.number, ("months", "attachments", "cases", "suggestions")))
        await services.engine.retentions.change(reply.admitted.subject.server, retention)
        text = reply.words.gettext("Saved. From now on I keep what is about people this long:")
        await reply.say("\n".join([text, *posts.table(retention, reply.words)]))
