"""The *Remind me* buttons, for everybody: "remind:session:7", "remind:channel:123", "remind:stop:123"."""

from collections.abc import Sequence

import discord

from bot.adapters.discord_chat.interactions.drawing import button, view_of
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.posts import confirmations
from bot.core.posts.reminders import PREFIX


async def pressed(
    interaction: discord.Interaction, services: Services, _: Sequence[str], what: str, number: str
) -> None:
    """Note who wants to be reminded of what, or no more. Pressing twice changes nothing."""
    private = interaction.message is not None and interaction.message.flags.ephemeral
    async with replying(interaction, services, update=private) as reply:
        store, person, channel = services.engine.store, interaction.user.id, int(number)
        match what:
            case "stop":
                await store.stop_reminding(channel, person)
                await reply.say(confirmations.no_more_reminders(channel, reply.words))
                return
            case "session":
                session = (await services.engine.live.take_up(int(number))).session
                channel = session.room.channel
                await store.remind(channel, session.number, person)
                text = confirmations.will_remind(session, reply.words)
            case _:
                await store.remind(channel, 0, person)
                text = confirmations.will_remind_always(channel, reply.words)
        leave = button(reply.words.gettext("No more reminders"), f"{PREFIX}:stop:{channel}")
        await reply.say(text, view=view_of([leave]))
