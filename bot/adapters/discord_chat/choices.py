"""What is offered while a host types: packs and sessions."""

from discord import app_commands

from bot.adapters.discord_chat.services import Services
from bot.core.phrases import shortened

MOST = 25
"""Discord shows at most so many choices (developer documentation, "Application Command Option Choice")."""


def pack_choices(services: Services, typed: str) -> list[app_commands.Choice[str]]:
    """Return the packs whose name contains what was typed."""
    names = [name for name in services.packs.names() if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=name[:100], value=name[:100]) for name in names[:MOST]]


async def session_choices(services: Services, guild: int | None, typed: str) -> list[app_commands.Choice[int]]:
    """Return a server's sessions whose number or title contains what was typed, newest first."""
    choices = []
    for stored in reversed(await services.engine.store.all()):
        session = stored.session
        label = f"{session.number} · {session.pack.title.in_language(session.pack.language)}"
        if session.room.guild == guild and typed.casefold() in label.casefold():
            choices.append(app_commands.Choice(name=shortened(label, 100), value=session.number))
    return choices[:MOST]
