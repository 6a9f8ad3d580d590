"""/tchat hosts: which members run the chat in this channel, and who of them is asked first."""

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.adapters.discord_chat.interactions.picks import about
from bot.adapters.discord_chat.interactions.replies import Reply, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.app.hosting.host import Host
from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.posts import confirmations
from bot.core.script.pack import HostRole
from bot.core.session.state import Session

ROLES = [
    Choice(name=locale_str(N_("moderator")), value=HostRole.MODERATOR.value),
    Choice(name=locale_str(N_("co-host")), value=HostRole.CO_HOST.value),
]


class HostCommands(app_commands.Group):
    """Who hosts."""

    def __init__(self, services: Services) -> None:
        super().__init__(name=locale_str("hosts"), description=locale_str("Who runs the chat in this channel"))
        self._services = services

    @app_commands.command(name=locale_str("add"), description=locale_str("Let a member host this chat, too"))
    @app_commands.rename(member=locale_str("member"), role=locale_str("role"))
    @app_commands.describe(member=locale_str("Who"), role=locale_str("As what"))
    @app_commands.choices(role=ROLES)
    async def add(self, interaction: discord.Interaction, member: discord.Member, role: str) -> None:
        async with replying(interaction, self._services) as reply:
            if member.bot:
                raise Refused(N_("A bot cannot host a chat."))
            person, as_what = person_of(member), HostRole(role)
            by = person_of(interaction.user)
            session, host = self._meant(reply)
            session = await host.add_host(session.room.channel, person, as_what, by, reply.key)
            text = confirmations.hosting(person.id, as_what, reply.words)
            await reply.say(about(self._services, session, text, reply.words))

    @app_commands.command(name=locale_str("remove"), description=locale_str("Let a member host this chat no more"))
    @app_commands.rename(member=locale_str("member"))
    @app_commands.describe(member=locale_str("Who"))
    async def remove(self, interaction: discord.Interaction, member: discord.User) -> None:
        async with replying(interaction, self._services) as reply:
            by = person_of(interaction.user)
            session, host = self._meant(reply)
            session = await host.remove_host(session.room.channel, person_of(member), by, reply.key)
            text = confirmations.not_hosting(member.id, session, reply.words)
            await reply.say(about(self._services, session, text, reply.words))

    @app_commands.command(
        name=locale_str("lead"), description=locale_str("Take the lead, or give it: who leads is asked first")
    )
    @app_commands.rename(member=locale_str("member"))
    @app_commands.describe(member=locale_str("Who, if not you"))
    async def lead(self, interaction: discord.Interaction, member: discord.Member | None = None) -> None:
        async with replying(interaction, self._services) as reply:
            by = person_of(interaction.user)
            if member is not None and member.bot:
                raise Refused(N_("A bot cannot host a chat."))
            person = person_of(member) if member else by
            session, host = self._meant(reply)
            session = await host.take_lead(session.room.channel, person, by, reply.key)
            text = confirmations.leading(session, reply.words)
            await reply.say(about(self._services, session, text, reply.words))

    def _meant(self, reply: Reply) -> tuple[Session, Host]:
        session = reply.admitted.session
        return session, self._services.engine.host.about(session.number)
