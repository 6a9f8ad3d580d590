"""The buttons on the card of a slot without a pack: "slot:again:<slot>:<pack>" plays one again that was played."""

import discord

from bot.adapters.discord_chat.interactions.desk_cards import with_line
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.posts import confirmations
from bot.core.requests.rights import Action


async def play_again(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let a pack be played again, and let the card say who decided so."""
    async with replying(interaction, services, update=True) as reply:
        slots = await services.engine.store.slots()
        pack = action.word("subject")
        slot = next(each for each in slots if each.id == action.number("slot"))
        await services.engine.slots.play_again(slot, pack)
        what = reply.words.gettext("“{pack}” will be used again.").format(pack=pack)
        await reply.say(with_line(interaction.message, confirmations.decided(reply.person, what, reply.words)))
