"""The buttons on the card of a slot without a pack: "slot:again:<slot>:<pack>" plays one again that was played."""

from collections.abc import Sequence

import discord

from bot.adapters.discord_chat.interactions.desk_cards import with_line
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.errors import NotFound
from bot.core.base.words import N_
from bot.core.posts import confirmations
from bot.core.posts.hosting.desk import SLOT as PREFIX

__all__ = ["PREFIX", "pressed"]


async def pressed(
    interaction: discord.Interaction, services: Services, _: Sequence[str], deed: str, number: str, *name: str
) -> None:
    """Let a pack be played again, and let the card say who decided so."""
    async with replying(interaction, services, update=True) as reply:
        slot = next((each for each in await services.engine.store.slots() if each.id == int(number)), None)
        if slot is None or slot.guild != interaction.guild_id:
            raise NotFound(
                N_("There is no recurring chat {number}; /tchat settings slot-list shows them."), number=number
            )
        services.must_be_host(interaction, services.session_in(slot.channel))
        pack = ":".join(name)
        await services.engine.slots.play_again(slot, pack)
        words = reply.words
        what = words.gettext("“{pack}” is played again.").format(pack=pack)
        await reply.say(with_line(interaction.message, confirmations.decided(reply.person, what, words)))
