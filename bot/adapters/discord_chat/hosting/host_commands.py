"""/tchat hosts: which members run the chat in this channel, and who of them is asked first."""

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.adapters.discord_chat.interactions.drawing import view_of
from bot.adapters.discord_chat.interactions.picks import about, others, picks
from bot.adapters.discord_chat.interactions.replies import Reply, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.contribution import Person
from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.posts import confirmations
from bot.core.requests.rights import OUTDATED, Action
from bot.core.script.pack import HostRole
from bot.core.session.state import Session

ROLES = [
    Choice(name=locale_str(N_("moderator")), value=HostRole.MODERATOR.value),
    Choice(name=locale_str(N_("co-host")), value=HostRole.CO_HOST.value),
]


class HostCommands(app_commands.Group):
    """Who hosts."""

    def __init__(self, services: Services) -> None:
        super().__init__(name=locale_str("hosts"), description=locale_str("Who hosts the chat in this channel"))
        self._services = services

    @app_commands.command(name=locale_str("add"), description=locale_str("Add a host"))
    @app_commands.rename(member=locale_str("member"), role=locale_str("role"))
    @app_commands.describe(member=locale_str("Who"), role=locale_str("Co-host or moderator"))
    @app_commands.choices(role=ROLES)
    async def add(self, interaction: discord.Interaction, member: discord.Member, role: str) -> None:
        async with replying(interaction, self._services) as reply:
            _must_be_human(member)
            await _add(interaction, self._services, reply, person_of(member), HostRole(role))

    @app_commands.command(name=locale_str("remove"), description=locale_str("Remove a host"))
    @app_commands.rename(member=locale_str("member"))
    @app_commands.describe(member=locale_str("Who"))
    async def remove(self, interaction: discord.Interaction, member: discord.User) -> None:
        async with replying(interaction, self._services) as reply:
            await _remove(interaction, self._services, reply, person_of(member))

    @app_commands.command(
        name=locale_str("lead"), description=locale_str("Take the lead or hand it over; I ask the lead first")
    )
    @app_commands.rename(member=locale_str("member"))
    @app_commands.describe(member=locale_str("Who, if not you"))
    async def lead(self, interaction: discord.Interaction, member: discord.Member | None = None) -> None:
        async with replying(interaction, self._services) as reply:
            if member is not None:
                _must_be_human(member)
            person = person_of(member) if member else person_of(interaction.user)
            await _lead(interaction, self._services, reply, person)


async def add_picked(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let the same member host another chat of the channel."""
    async with replying(interaction, services) as reply:
        roles = {role.value: role for role in HostRole}
        if action.word("role") not in roles:
            raise Refused(OUTDATED)
        person = await _known(services, reply, action.number("person"))
        await _add(interaction, services, reply, person, roles[action.word("role")])


async def remove_picked(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let the same member host another chat of the channel no more."""
    async with replying(interaction, services) as reply:
        await _remove(interaction, services, reply, await _known(services, reply, action.number("person")))


async def lead_picked(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let the same member lead another chat of the channel."""
    async with replying(interaction, services) as reply:
        await _lead(interaction, services, reply, await _known(services, reply, action.number("person")))


async def _add(
    interaction: discord.Interaction, services: Services, reply: Reply, person: Person, role: HostRole
) -> None:
    host = services.engine.host.about(reply.admitted.session.number)
    channel = reply.admitted.channel
    session = await host.add_host(channel, person, role, person_of(interaction.user), reply.key)
    text = confirmations.hosting(person.id, role, reply.words)
    await _say(services, reply, session, text, "add", str(person.id), role.value)


async def _remove(interaction: discord.Interaction, services: Services, reply: Reply, person: Person) -> None:
    host = services.engine.host.about(reply.admitted.session.number)
    channel = reply.admitted.channel
    session = await host.remove_host(channel, person, person_of(interaction.user), reply.key)
    text = confirmations.not_hosting(person.id, session, reply.words)
    await _say(services, reply, session, text, "remove", str(person.id))


async def _lead(interaction: discord.Interaction, services: Services, reply: Reply, person: Person) -> None:
    host = services.engine.host.about(reply.admitted.session.number)
    channel = reply.admitted.channel
    session = await host.take_lead(channel, person, person_of(interaction.user), reply.key)
    await _say(services, reply, session, confirmations.leading(session, reply.words), "lead", str(person.id))


async def _say(services: Services, reply: Reply, session: Session, text: str, what: str, *more: str) -> None:
    """Say what was done, about which chat if there are others, with buttons that do the same for those."""
    buttons = picks(what, others(services, session), services, reply.words, *more)
    await reply.say(about(services, session, text, reply.words), view=view_of(buttons) if buttons else None)


async def _known(services: Services, reply: Reply, person: int) -> Person:
    """Return somebody who was named for another chat of this channel; nobody else can be meant."""
    for live in services.engine.live.chats_in(reply.admitted.channel):
        if name := (await services.engine.store.names(live.session.number)).get(person):
            return Person(person, name)
    raise Refused(OUTDATED)


def _must_be_human(member: discord.Member) -> None:
    if member.bot:
        raise Refused(N_("A bot cannot host a chat."))
