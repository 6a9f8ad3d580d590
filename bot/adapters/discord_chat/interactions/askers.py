"""From an interaction to who asks for what: roles and permissions as Discord sends them now, and what is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import discord
from discord import app_commands

from bot.core.requests import rights
from bot.core.requests.rights import Action, Asker, Standing

THINGS = ("session", "case", "slot", "channel")
"""The options of slash commands that name what a command is about."""


@dataclass(slots=True)
class Roles:
    """Names or ids of the roles that make their members hosts, or organisers. An operator may change them meanwhile."""

    host: Sequence[str] = ()
    organiser: Sequence[str] = ()

    def standing(self, member: discord.Member) -> Standing:
        """Return as what a member acts anywhere on their server."""
        standing = Standing.EVERYONE
        if member.guild_permissions.manage_events:
            standing |= Standing.MANAGER
        if _has_one_of(member, self.host):
            standing |= Standing.HOST_ROLE
        if _has_one_of(member, self.organiser):
            standing |= Standing.ORGANISER
        return standing


def _has_one_of(member: discord.Member, wanted: Sequence[str]) -> bool:
    return any(role.name in wanted or str(role.id) in wanted for role in member.roles)


def asker_of(interaction: discord.Interaction, roles: Roles) -> Asker:
    """Return who asks; in private messages, nobody has a role."""
    member = interaction.user
    if not isinstance(member, discord.Member) or interaction.client.get_guild(member.guild.id) is None:
        return Asker(member.id, None, Standing.EVERYONE, lambda _: False)

    def views(channel: int) -> bool:
        if channel == interaction.channel_id:
            return True  # Discord lets nobody ask in a channel that they cannot view
        return _views(member, channel)

    return Asker(member.id, member.guild.id, roles.standing(member), views)


def asker_in(member: discord.Member, roles: Roles) -> Asker:
    """Return as what a member asks on their server, from anywhere else."""
    return Asker(member.id, member.guild.id, roles.standing(member), lambda channel: _views(member, channel))


def _views(member: discord.Member, channel: int) -> bool:
    """Whether a member can view a channel of their server. One that was deleted is viewed by administrators only."""
    found = member.guild.get_channel_or_thread(channel)
    if found is None:
        return member.guild_permissions.administrator
    return found.permissions_for(member).view_channel


def action_of(interaction: discord.Interaction) -> Action:
    """Return what is asked for; refuse an id that the bot would not have made."""
    data = cast("dict[str, Any]", interaction.data)
    if "custom_id" in data:
        return rights.action_of_id(str(data["custom_id"]))
    command = interaction.command
    assert command is not None
    if isinstance(command, app_commands.ContextMenu):
        return Action(command.name, rights.MENUS[command.name], {"message": int(data["target_id"])})
    name = f"/{command.qualified_name}"
    return Action(name, rights.COMMANDS[name], _named(interaction))


def _named(interaction: discord.Interaction) -> dict[str, int | str]:
    """Return the things that the options of a slash command name."""
    given = {name: getattr(interaction.namespace, name, None) for name in THINGS}
    return {name: getattr(value, "id", value) for name, value in given.items() if value is not None}
