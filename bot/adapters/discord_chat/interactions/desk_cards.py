"""Messages on the host desk: once somebody has decided, a card says who and how, and has no buttons any more."""

import discord

from bot.adapters.discord_chat.interactions.replies import best_effort


def with_line(message: discord.Message | None, line: str) -> str:
    """Return a card's text with what was decided under it."""
    said = message.content.split("\n") if message else []
    return "\n".join([*said, *(each for each in line.split("\n") if each not in said)])


async def settle(interaction: discord.Interaction, card: int, line: str) -> None:
    """Let a card in the interaction's channel say what was decided, where it was asked back about first."""
    if isinstance(interaction.channel, discord.TextChannel | discord.Thread):
        with best_effort(str(interaction.id)):
            message = await interaction.channel.fetch_message(card)
            await message.edit(content=with_line(message, line), view=None)
