"""What the commands call: the use cases and the files, handed in by wiring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from bot.app.engine import Engine
from bot.app.ports import Exports, Packs, Room
from bot.core.words import Words


@dataclass(frozen=True, slots=True)
class Services:
    """Everything behind the commands. `host_roles` are the names or ids of roles whose members count as hosts."""

    engine: Engine
    room: Room
    packs: Packs
    exports: Exports
    words: Callable[[str], Words]
    host_roles: Sequence[str] = ()

    def is_host(self, interaction: discord.Interaction) -> bool:
        """Whether whoever asks may do what hosts do."""
        if interaction.permissions.manage_events:
            return True
        roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
        return any(role.name in self.host_roles or str(role.id) in self.host_roles for role in roles)
