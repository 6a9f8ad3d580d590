"""What the buttons and menus of the panel do, and those on the host desk that do the same."""

from collections.abc import Sequence

import discord

from bot.adapters.discord_chat.hosting import questions, times
from bot.adapters.discord_chat.hosting.host_actions import DEEDS, PANEL, Request, sure_id
from bot.adapters.discord_chat.hosting.panel import PREFIX, panel_id, say_status
from bot.adapters.discord_chat.interactions.desk_cards import with_line
from bot.adapters.discord_chat.interactions.drawing import left_of
from bot.adapters.discord_chat.interactions.replies import Reply, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.contribution import Person
from bot.core.posts import confirmations
from bot.core.session.state import Session

TIMES = ("move", "end")


async def pressed(
    interaction: discord.Interaction, services: Services, _: Sequence[str], deed: str, channel: str, number: str
) -> None:
    """Do what a button says. On the panel what comes of it is shown there; a card on the desk says who decided."""
    if deed in TIMES:
        await times.ask(interaction, services, times.Aim(deed, int(channel), subject=number))
        return
    card = _card(interaction)
    sure = sure_id(deed, int(channel), int(number), str(card or PANEL))
    back = None if card else f"{PREFIX}:refresh:{channel}:{number}"
    async with replying(interaction, services, update=True, sure=sure, back=back) as reply:
        services.must_be_host(interaction, services.session_in(int(channel)))
        session = services.meant(int(channel), int(number))
        if deed in questions.MENUS:
            await questions.show_menu(reply, deed, session)
            return
        by = person_of(interaction.user)
        if deed in DEEDS:
            session = await DEEDS[deed].do(services.engine.host, Request(int(channel), by, reply.key))
        if card:
            await _settle(interaction, reply, services, deed, session, by)
        else:
            await say_status(reply, session, services)


def _card(interaction: discord.Interaction) -> int | None:
    """Return the message on the host desk that was pressed; None for a private panel."""
    message = interaction.message
    return None if message is None or message.flags.ephemeral else message.id


async def _settle(
    interaction: discord.Interaction, reply: Reply, services: Services, deed: str, session: Session, by: Person
) -> None:
    """Let a card say what was decided. Who has taken the lead still has to decide the rest."""
    words = services.words(session.pack.language)
    line = confirmations.decided(by.id, DEEDS[deed].confirm(session, words), words)
    view = None
    if deed == "lead" and interaction.message:
        view = left_of(interaction.message, panel_id(deed, session))
    await reply.say(with_line(interaction.message, line), view=view)
