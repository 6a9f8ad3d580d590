"""A host's private panel: where the chat is, and buttons for the rest.

What a button does and for which channel stands in its id ("panel:next:123"), so buttons work after a restart, too.
"""

from collections.abc import Mapping, Sequence

import discord

from bot.adapters.discord_chat.replies import Reply, replying
from bot.adapters.discord_chat.services import Services
from bot.adapters.discord_chat.translate import person_of
from bot.core.contribution import Person
from bot.core.session import Phase, Session
from bot.core.words import N_, Words
from bot.errors import Refused

PREFIX = "panel"
LABELS: Mapping[str, str] = {
    "next": N_("Next question"),
    "skip": N_("Skip the next"),
    "extend": N_("5 minutes more"),
    "pause": N_("Pause"),
    "resume": N_("Go on"),
    "close": N_("Close"),
    "cancel": N_("Call off"),
    "refresh": N_("Refresh"),
}
EXTENSION = 5

OFFERED: Mapping[Phase, tuple[str, ...]] = {
    Phase.SCHEDULED: ("cancel", "refresh"),
    Phase.OPEN: ("next", "skip", "extend", "pause", "close"),
    Phase.PAUSED: ("resume", "next", "skip", "close"),
    Phase.CLOSED: ("refresh",),
}


async def say_status(reply: Reply, session: Session, services: Services) -> None:
    """Show the panel of a session as the answer to an interaction."""
    text = await services.engine.overview.status(session, reply.words)
    await reply.say(text, view=_buttons(session, reply.words))


async def pressed(
    interaction: discord.Interaction, services: Services, _: Sequence[str], deed: str, channel: str
) -> None:
    """Do what a button says, and bring the panel up to date."""
    async with replying(interaction, services, update=True) as reply:
        if not services.is_host(interaction):
            raise Refused(N_("Only hosts can do that."))
        session = await _do(services, deed, int(channel), person_of(interaction.user), reply.key)
        await say_status(reply, session, services)


async def _do(services: Services, deed: str, channel: int, by: Person, key: str) -> Session:
    host = services.engine.host
    match deed:
        case "next":
            return await host.next(channel, by, key)
        case "skip":
            return await host.skip(channel, by, key)
        case "extend":
            return await host.extend(channel, EXTENSION, by, key)
        case "pause":
            return await host.pause(channel, by, key)
        case "resume":
            return await host.resume(channel, by, key)
        case "close":
            return await host.close(channel, by, key)
        case "cancel":
            return await host.cancel(channel, by, key)
        case _:
            return host.session_in(channel)


def _buttons(session: Session, words: Words) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for deed in OFFERED.get(session.phase, ()):
        style = discord.ButtonStyle.danger if deed in ("close", "cancel") else discord.ButtonStyle.secondary
        custom_id = f"{PREFIX}:{deed}:{session.room.channel}"
        view.add_item(discord.ui.Button(label=words.gettext(LABELS[deed]), style=style, custom_id=custom_id))
    view.stop()  # clicks are routed by id, not by a view that would have to be kept
    return view
