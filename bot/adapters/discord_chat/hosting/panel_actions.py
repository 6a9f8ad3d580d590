"""What the buttons and menus of the panel do, and those on the host desk that do the same."""

import discord

from bot.adapters.discord_chat.hosting import questions, times
from bot.adapters.discord_chat.hosting.host_actions import PANEL, sure_id
from bot.adapters.discord_chat.hosting.panel import say_status
from bot.adapters.discord_chat.interactions.desk_cards import with_line
from bot.adapters.discord_chat.interactions.drawing import left_of
from bot.adapters.discord_chat.interactions.replies import Reply, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.app.hosting.deeds import DEEDS, Request
from bot.core.base.contribution import Person
from bot.core.base.errors import Refused
from bot.core.posts import confirmations
from bot.core.posts.hosting.panel import LABELS, PREFIX, panel_id
from bot.core.requests.rights import OUTDATED, Action
from bot.core.session.state import Session

TIMES = ("move", "end")


async def pressed(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Do what a button says. On the panel what comes of it is shown there; a card on the desk says who decided."""
    deed = action.word("deed")
    number = action.number("session")
    if deed in TIMES:
        await times.ask(interaction, services, deed)
        return
    card = _card(interaction)
    sure = sure_id(deed, action.number("channel"), number, interaction, str(card or PANEL))
    back = None if card else f"{PREFIX}:refresh:{action.number('channel')}:{number}"
    async with replying(interaction, services, update=True, sure=sure, back=back) as reply:
        if deed not in LABELS:
            raise Refused(OUTDATED)
        session = reply.admitted.session
        by = person_of(interaction.user)
        if deed in questions.MENUS:
            await questions.show_menu(reply, deed, session)
            return
        if deed in DEEDS:
            host = services.engine.host.about(session.number)
            session = await DEEDS[deed].do(host, Request(session.room.channel, by, reply.key))
        if card and deed in DEEDS:
            await _settle(interaction, reply, services, deed, session, by)
        else:
            await say_status(reply, session, services)


async def picked(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Show the panel of another chat."""
    async with replying(interaction, services, update=True) as reply:
        await say_status(reply, reply.admitted.session, services)


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
