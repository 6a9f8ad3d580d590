"""What the commands call: the use cases and the files, handed in by wiring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from bot.app.engine import Engine
from bot.app.ports.files import Exports
from bot.app.ports.room import Room
from bot.core.base.errors import Refused
from bot.core.base.words import N_, Words
from bot.core.session.state import Session


@dataclass(frozen=True, slots=True)
class Services:
    """Everything behind the commands. `host_roles` are the names or ids of roles whose members count as hosts."""

    engine: Engine
    room: Room
    exports: Exports
    words: Callable[[str], Words]
    host_roles: Sequence[str] = ()

    def session_in(self, channel: int) -> Session | None:
        """Return the session that is meant in a channel, if there is one."""
        live = self.engine.live.in_channel(channel)
        return live.session if live else None

    def meant(self, channel: int, number: int) -> Session:
        """Return the session for which buttons were made; refuse if another one is meant in its channel by now."""
        session = self.engine.host.session_in(channel)
        if session.number != number:
            raise Refused(N_("These buttons belong to another chat; /tchat status shows the one that is on now."))
        return session

    def is_host(self, interaction: discord.Interaction, session: Session | None = None) -> bool:
        """Whether whoever asks may do what hosts do: anywhere, or in this session."""
        if interaction.permissions.manage_events:
            return True
        if session is not None and interaction.user.id in session.hosts:
            return True
        return bool(self.is_host_anywhere(interaction.user))

    def is_host_anywhere(self, user: discord.User | discord.Member) -> bool | None:
        """Whether somebody's roles make them a host in every chat; None where their roles are not known."""
        if not isinstance(user, discord.Member):
            return None
        if user.guild_permissions.manage_events:
            return True
        return any(role.name in self.host_roles or str(role.id) in self.host_roles for role in user.roles)

    def must_be_host(self, interaction: discord.Interaction, session: Session | None = None) -> None:
        """Refuse who is no host."""
        if not self.is_host(interaction, session):
            raise Refused(N_("Only hosts can do that."))
