"""/tchat check: what is missing for a chat in this channel, and which setting changes it."""

import discord

from bot.adapters.discord_chat.hosting.protections import protections
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.room import SERVER_WIDE
from bot.app.hosting.host import NOT_FIT
from bot.core.base.place import DISCORD, RoomRef
from bot.core.base.words import Words


async def check_room(interaction: discord.Interaction, services: Services) -> None:
    """Answer with everything that stands in the way of a chat, or that nothing does, and with Discord's own help."""
    async with replying(interaction, services) as reply:
        if not services.room.abilities(interaction.channel_id or 0).is_fit:
            await reply.say(f"- {reply.words.gettext(NOT_FIT)}")
            return
        problems = [
            *_permissions(interaction, services, reply.words),
            *_intents(interaction, reply.words),
        ]
        room = RoomRef(DISCORD, reply.admitted.subject.server, interaction.channel_id or 0)
        if trouble := await services.engine.desk.trouble(room):
            problems.append(reply.words.gettext(trouble))
        if trouble := await services.engine.recap_place.trouble(reply.admitted.subject.server):
            problems.append(reply.words.gettext(trouble))
        fine = "✅ " + reply.words.gettext("Everything is ready for a chat in this channel.")
        told = "\n".join(f"- {problem}" for problem in problems) or fine
        own = "\n".join(f"- {line}" for line in await protections(interaction, reply.words))
        title = reply.words.gettext("Discord's own protections, before any message reaches the chat:")
        await reply.say(f"{told}\n\n{title}\n{own}")


def _permissions(interaction: discord.Interaction, services: Services, words: Words) -> list[str]:
    here = words.gettext("I need the permission *{name}* here: channel settings → Permissions → my role.")
    everywhere = words.gettext(
        "Without the permission *{name}* I cannot create events for chats: server settings → Roles → my role."
    )
    return [
        (everywhere if name in SERVER_WIDE else here).format(name=words.gettext(name))
        for name in services.room.abilities(interaction.channel_id or 0).missing
    ]


def _intents(interaction: discord.Interaction, words: Words) -> list[str]:
    application = interaction.client.application
    if application is None or application.flags.gateway_message_content:
        return []
    if application.flags.gateway_message_content_limited:
        return []
    return [
        words.gettext(
            "I cannot read messages: Discord's developer portal → your application → Bot → switch on "
            "Message Content Intent, then start me again."
        )
    ]
