"""The *Remind me* buttons, for everybody: "remind:session:7", "remind:channel:123", "remind:stop:123"."""

import discord

from bot.adapters.discord_chat.interactions.drawing import button, view_of
from bot.adapters.discord_chat.interactions.replies import Reply, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.posts import confirmations
from bot.core.posts.reminders import PREFIX
from bot.core.requests.rights import Action


async def of_one(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Note who wants to be reminded of one chat. Pressing twice changes nothing."""
    async with replying(interaction, services, update=_is_private(interaction)) as reply:
        session = reply.admitted.session
        await services.engine.store.remind(session.room.channel, session.number, reply.person)
        await _say(reply, confirmations.will_remind(session, reply.words), session.room.channel)


async def of_all(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Note who wants to be reminded of all chats to come in a channel."""
    async with replying(interaction, services, update=_is_private(interaction)) as reply:
        channel = reply.admitted.channel
        await services.engine.store.remind(channel, 0, reply.person)
        await _say(reply, confirmations.will_remind_always(channel, reply.words), channel)


async def stop(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Note who wants no more reminders of chats in a channel."""
    async with replying(interaction, services, update=_is_private(interaction)) as reply:
        channel = reply.admitted.channel
        await services.engine.store.stop_reminding(channel, reply.person)
        await reply.say(confirmations.no_more_reminders(channel, reply.words))


def _is_private(interaction: discord.Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _say(reply: Reply, text: str, channel: int) -> None:
    leave = button(reply.words.gettext("No more reminders"), f"{PREFIX}:stop:{channel}")
    await reply.say(text, view=view_of([leave]))
