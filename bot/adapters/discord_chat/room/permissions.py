"""What the bot may do on each of its servers, beside what it needs there: told by `tchat doctor`."""

from collections.abc import AsyncIterator, Callable, Mapping

import discord

from bot.adapters.discord_chat.room.room import NEEDED
from bot.core.base.finding import Finding, Weight, good
from bot.core.base.words import N_, Words
from bot.core.text.cleaning import one_line

HIDING: Mapping[str, str] = {"manage_messages": N_("Manage Messages")}
"""What rules that hide messages take besides; hosts may hide by hand wherever the bot has it."""

POWERFUL: Mapping[str, str] = {
    "administrator": N_("Administrator"),
    "manage_guild": N_("Manage Server"),
    "manage_roles": N_("Manage Roles"),
    "manage_channels": N_("Manage Channels"),
    "manage_threads": N_("Manage Threads"),
    "manage_webhooks": N_("Manage Webhooks"),
    "manage_nicknames": N_("Manage Nicknames"),
    "manage_expressions": N_("Manage Expressions"),
    "kick_members": N_("Kick Members"),
    "ban_members": N_("Ban Members"),
    "mute_members": N_("Mute Members"),
    "deafen_members": N_("Deafen Members"),
    "move_members": N_("Move Members"),
    "mention_everyone": N_("Mention @everyone, @here and All Roles"),
    "view_audit_log": N_("View Audit Log"),
}
"""What nothing that the bot does needs, and what does harm in wrong hands; by discord.py's name, as in `NEEDED`."""

ENOUGH = N_("On each of my servers I have the permissions that I need, and no powerful ones besides.")
LACKS = N_("On the server {server} my role lacks {names}; give it that: server settings → Roles → my role.")
TOO_MUCH = N_(
    "On the server {server} I could do more than I ever need to: {names}. Take that from my role: server settings → "
    "Roles → my role."
)

AT_ONCE = 200
"""How many servers Discord tells of at a time."""


def needed(*, hides: bool) -> Mapping[str, str]:
    """Return every permission that what is switched on needs."""
    return {**NEEDED, **HIDING} if hides else NEEDED


def asked_for(*, hides: bool) -> discord.Permissions:
    """Return what the invite link asks for."""
    return discord.Permissions(**dict.fromkeys(needed(hides=hides), True))


async def examine(client: discord.Client, hides: Callable[[int], bool]) -> list[Finding]:
    """Return what the bot lacks on its servers, and what it has too much; `hides` says where rules hide messages."""
    found: list[Finding] = []
    is_on_any = False
    async for server, name, granted in _servers(client):
        is_on_any = True
        wanted = needed(hides=hides(server))
        lacking = {} if granted.administrator else wanted  # an administrator may do everything
        found += _told(LACKS, name, [title for each, title in lacking.items() if not getattr(granted, each)])
        found += _told(TOO_MUCH, name, [title for each, title in POWERFUL.items() if getattr(granted, each)])
    return found or ([good(ENOUGH)] if is_on_any else [])


async def _servers(client: discord.Client) -> AsyncIterator[tuple[int, str, discord.Permissions]]:
    """Yield each server with its name and what the bot's roles let it do there."""
    after = None
    while True:
        servers = await client.http.get_guilds(AT_ONCE, after=after, with_counts=False)
        for server in servers:
            yield int(server["id"]), server["name"], discord.Permissions(int(server.get("permissions", 0)))
        if len(servers) < AT_ONCE:
            return
        after = servers[-1]["id"]


def _told(template: str, server: str, titles: list[str]) -> list[Finding]:
    def sentence(words: Words) -> str:
        names = ", ".join(map(words.gettext, titles))
        return words.gettext(template).format(server=one_line(server), names=names)

    return [Finding(Weight.WARNING, sentence)] if titles else []
