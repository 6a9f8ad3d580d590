"""What the commands call: the use cases and the files, handed in by wiring."""

from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.adapters.discord_chat.interactions.askers import Roles, action_of, asker_of
from bot.app.engine import Engine
from bot.app.hosting.gate import Admitted
from bot.app.ports.files import Exports
from bot.app.ports.room import Room
from bot.app.reading.archive import Archive
from bot.core.base.contribution import Contribution
from bot.core.base.words import Words
from bot.core.requests import rights
from bot.core.requests.rights import Asker, Standing


@dataclass(frozen=True, slots=True)
class Services:
    """Everything behind the commands."""

    engine: Engine
    room: Room
    exports: Exports
    archive: Archive
    words: Callable[[str], Words]
    roles: Roles

    async def admit(self, interaction: discord.Interaction, heard: Contribution | None = None) -> Admitted:
        """Let somebody do what they ask for; raise the sentence that says why not. Everything passes here.

        `heard` is the message whose menu was used, if it counts: its event may come late, and it has to be known first.
        """
        action = action_of(interaction)
        if heard is not None:
            await self.engine.collector.said(heard)
        return await self.engine.gate.admit(action, self.asker(interaction), interaction.channel_id or 0)

    def may_type(self, interaction: discord.Interaction) -> bool:
        """Whether somebody is offered anything while they type a command; what they name is not known yet."""
        if interaction.command is None:
            return False  # of another version
        asker = self.asker(interaction)
        right = action_of(interaction).right
        return asker.server is not None and bool((asker.standing | Standing.HOST) & right.who)

    def guide(self, who: str, words: Words) -> str:
        """Return a line that leads to a guide, where pages are served."""
        if not self.archive.address:
            return ""
        address = f"{self.archive.address}/help/{who}"
        return f"\n-# [{words.gettext('How this works')}](<{address}>)"

    def asker(self, interaction: discord.Interaction) -> Asker:
        """Return who asks, and as what."""
        return asker_of(interaction, self.roles)

    def is_host_anywhere(self, user: discord.User | discord.Member) -> bool | None:
        """Whether somebody's roles make them a host in every chat; None where their roles are not known."""
        if not isinstance(user, discord.Member):
            return None
        return bool(self.roles.standing(user) & rights.PLANNERS)
