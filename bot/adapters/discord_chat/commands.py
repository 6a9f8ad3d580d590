"""The slash commands of hosts: /tchat. Each one translates, asks a use case, and says what came of it."""

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.app_commands import Choice, Range, locale_str

from bot.adapters.discord_chat.hosting import extra_questions, host_actions, times
from bot.adapters.discord_chat.hosting.check_command import check_room
from bot.adapters.discord_chat.hosting.host_commands import HostCommands
from bot.adapters.discord_chat.hosting.panel import say_status
from bot.adapters.discord_chat.interactions.choices import pack_choices, session_choices
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.planning.pack_commands import PackCommands
from bot.adapters.discord_chat.reading.archive_links import send_link
from bot.adapters.discord_chat.reading.downloads import FORMATS, send_summary, send_transcript
from bot.adapters.discord_chat.room.translate import person_of
from bot.adapters.discord_chat.settings_commands import SettingsCommands
from bot.app.hosting.host import Host
from bot.app.reading.archive import DAYS, MOST_DAYS
from bot.core.base.contribution import Person
from bot.core.base.errors import Refused
from bot.core.base.words import N_, Words
from bot.core.posts import confirmations
from bot.core.session.state import Session
from bot.core.when.asking_back import START

MINUTES = 10
"""How long a chat is off the record unless the host says."""

Request = Callable[[Host, int, Person, str], Awaitable[Session]]
Confirm = Callable[[Session, Words], str]


class TchatCommands(app_commands.Group):
    """Everything a host says to the bot. A server decides who sees it; by default, who may manage events."""

    def __init__(self, services: Services) -> None:
        super().__init__(
            name=locale_str("tchat"),
            description=locale_str("Host a chat"),
            guild_only=True,
            default_permissions=discord.Permissions(manage_events=True),
        )
        self._services = services
        for group in (PackCommands(services), HostCommands(services), SettingsCommands(services)):
            self.add_command(group)

    @app_commands.command(name=locale_str("start"), description=locale_str("Start a chat now, or schedule one"))
    @app_commands.rename(
        pack=locale_str("pack"), when=locale_str("when"), channel=locale_str("channel"), speed=locale_str("speed")
    )
    @app_commands.describe(
        pack=locale_str("Which pack of questions"),
        when=locale_str("now, or for example Wed 19:00 Europe/Helsinki; the pack's own time if left out"),
        channel=locale_str("Which channel, if not this one"),
        speed=locale_str("Rehearse this many times faster; nobody is pinged"),
    )
    async def start(
        self,
        interaction: discord.Interaction,
        pack: str,
        when: Range[str, 1, times.LONGEST] | None = None,
        channel: discord.TextChannel | None = None,
        speed: Range[int, 2, times.FASTEST] | None = None,
    ) -> None:
        async with replying(interaction, self._services) as reply:
            aim = times.Aim(START, reply.admitted.channel, speed or 0, pack)
            await times.begin(interaction, reply, self._services, aim, when)

    @app_commands.command(name=locale_str("next"), description=locale_str("Ask the next question now"))
    async def next(self, interaction: discord.Interaction) -> None:
        await host_actions.run(interaction, self._services, "next")

    @app_commands.command(name=locale_str("pause"), description=locale_str("Pause the chat; the time left is kept"))
    async def pause(self, interaction: discord.Interaction) -> None:
        await host_actions.run(interaction, self._services, "pause")

    @app_commands.command(name=locale_str("resume"), description=locale_str("Resume a paused chat"))
    async def resume(self, interaction: discord.Interaction) -> None:
        await host_actions.run(interaction, self._services, "resume")

    @app_commands.command(name=locale_str("extend"), description=locale_str("Give the current question more time"))
    @app_commands.rename(minutes=locale_str("minutes"))
    @app_commands.describe(minutes=locale_str("How many more minutes"))
    async def extend(self, interaction: discord.Interaction, minutes: Range[int, 1, 1440]) -> None:
        async def request(host: Host, channel: int, by: Person, key: str) -> Session:
            return await host.extend(channel, minutes, by, key)

        await self._do(interaction, request, confirmations.extended)

    @app_commands.command(
        name=locale_str("off-record"), description=locale_str("Store nothing of what is said, for some minutes")
    )
    @app_commands.rename(minutes=locale_str("minutes"), thread=locale_str("thread"))
    @app_commands.describe(
        minutes=locale_str("How many minutes; 0 ends it now; in a thread, until you end it if left out"),
        thread=locale_str("Only in this thread; everywhere in the chat if left out"),
    )
    async def off_record(
        self,
        interaction: discord.Interaction,
        minutes: Range[int, 0, 180] | None = None,
        thread: discord.Thread | None = None,
    ) -> None:
        length = MINUTES if minutes is None and thread is None else minutes

        async def request(host: Host, channel: int, by: Person, key: str) -> Session:
            if thread is not None and thread.parent_id != channel:
                raise Refused(N_("That thread does not belong to this chat."))
            return await host.off_record(channel, length, by, key, thread=thread.id if thread else 0)

        await self._do(interaction, request, confirmations.off_record)

    @app_commands.command(name=locale_str("ask"), description=locale_str("Ask a question that is not in the pack"))
    @app_commands.rename(text=locale_str("text"), link=locale_str("link"))
    @app_commands.describe(text=locale_str("The question"), link=locale_str("Something to read about it: https://…"))
    async def ask(
        self, interaction: discord.Interaction, text: Range[str, 1, 1000], link: Range[str, 1, 500] | None = None
    ) -> None:
        await extra_questions.ask(interaction, self._services, text, link or "")

    @app_commands.command(name=locale_str("close"), description=locale_str("End the chat; the recap follows"))
    async def close(self, interaction: discord.Interaction) -> None:
        await host_actions.run(interaction, self._services, "close")

    @app_commands.command(name=locale_str("cancel"), description=locale_str("Call off a chat that has not opened yet"))
    async def cancel(self, interaction: discord.Interaction) -> None:
        await host_actions.run(interaction, self._services, "cancel")

    @app_commands.command(
        name=locale_str("status"), description=locale_str("See where the chat is and what comes next")
    )
    async def status(self, interaction: discord.Interaction) -> None:
        async with replying(interaction, self._services) as reply:
            await say_status(reply, reply.admitted.session, self._services)

    @app_commands.command(name=locale_str("summary"), description=locale_str("Get a chat's summary as a file"))
    @app_commands.rename(session=locale_str("session"))
    @app_commands.describe(session=locale_str("Which chat; this channel's latest if left out"))
    async def summary(self, interaction: discord.Interaction, session: int | None = None) -> None:
        await send_summary(interaction, self._services)

    @app_commands.command(name=locale_str("transcript"), description=locale_str("Get a chat's transcript as a file"))
    @app_commands.rename(session=locale_str("session"), format=locale_str("format"), public=locale_str("public"))
    @app_commands.describe(
        session=locale_str("Which chat; this channel's latest if left out"),
        format=locale_str("Which file format"),
        public=locale_str("The record for everybody: names as chosen, answers only"),
    )
    @app_commands.choices(format=[Choice(name=name, value=name) for name in FORMATS])
    async def transcript(
        self,
        interaction: discord.Interaction,
        session: int | None = None,
        format: str = FORMATS[0],
        public: bool = False,
    ) -> None:
        await send_transcript(interaction, self._services, format, public=public)

    @app_commands.command(
        name=locale_str("archive"), description=locale_str("Get a link to the archive in the browser")
    )
    @app_commands.rename(session=locale_str("session"), public=locale_str("public"), days=locale_str("days"))
    @app_commands.describe(
        session=locale_str("Which chat; all of this channel if left out"),
        public=locale_str("A link to pass on: it opens the public record only"),
        days=locale_str("For how many days the link is good; 7 if left out"),
    )
    async def archive(
        self,
        interaction: discord.Interaction,
        session: int | None = None,
        public: bool = False,
        days: Range[int, 1, MOST_DAYS] = DAYS,
    ) -> None:
        await send_link(interaction, self._services, session, days, public=public)

    @app_commands.command(name=locale_str("check"), description=locale_str("Is everything ready for a chat here?"))
    async def check(self, interaction: discord.Interaction) -> None:
        await check_room(interaction, self._services)

    @start.autocomplete("pack")
    async def complete_pack(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        return await pack_choices(self._services, interaction.guild_id, typed)

    @summary.autocomplete("session")
    @transcript.autocomplete("session")
    @archive.autocomplete("session")
    async def complete_session(self, interaction: discord.Interaction, typed: str) -> list[Choice[int]]:
        return await session_choices(self._services, interaction, typed)

    async def _do(self, interaction: discord.Interaction, request: Request, confirm: Confirm) -> None:
        async with replying(interaction, self._services) as reply:
            meant = reply.admitted.session
            by = person_of(interaction.user)
            host = self._services.engine.host.about(meant.number)
            session = await request(host, meant.room.channel, by, reply.key)
            await reply.say(confirm(session, reply.words))
