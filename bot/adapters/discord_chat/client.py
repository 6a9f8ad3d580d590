"""The connection: gateway events → collector, interactions → commands. Nothing is cached but servers and channels."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, cast

import discord
from discord import app_commands

from bot.adapters.discord_chat import member_commands
from bot.adapters.discord_chat.commands import TchatCommands
from bot.adapters.discord_chat.hosting import (
    desk,
    extra_questions,
    host_actions,
    panel,
    panel_actions,
    questions,
    times,
)
from bot.adapters.discord_chat.interactions.drawing import text_of
from bot.adapters.discord_chat.interactions.localise import CatalogueTranslator
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.member_commands import MemberCommands
from bot.adapters.discord_chat.moderating import cases, rule_settings
from bot.adapters.discord_chat.planning import reminders, slots, suggestions
from bot.adapters.discord_chat.reviewing import pending_answers
from bot.adapters.discord_chat.room.connecting import Trouble
from bot.adapters.discord_chat.room.starts import Starts
from bot.adapters.discord_chat.room.translate import contribution_of, emoji_of
from bot.app.live.background import Errands
from bot.app.ports.values import Reaction
from bot.core.base.contribution import Contribution
from bot.core.posts.reminders import PREFIX as REMIND

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True, message_content=True)
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = (
    False  # nobody speaks: what only voice needs is not missed
)

Handler = Callable[..., Awaitable[None]]

PUBLIC_THREADS = (discord.ChannelType.public_thread, discord.ChannelType.news_thread)
"""The threads that everybody in a channel can see; in an announcement channel they are of a type of their own."""

SERVERS_SECONDS = 0.3
"""How long after the last server that Discord told of, discord.py takes it that there are no more. A server that comes
later is taken up by itself. Measured with 100 and 1,000 servers: they come within 10 ms of each other."""

LONGEST_PAUSE = timedelta(seconds=45)
"""How long a new session waits inside discord.py, which gives an attempt up after a minute."""

COMPONENTS: Mapping[str, Handler] = {
    pending_answers.PREFIX: pending_answers.pressed,
    panel.PREFIX: panel_actions.pressed,
    cases.DECIDE: cases.pressed,
    cases.APPEAL: cases.asked_to_look,
    rule_settings.PREFIX: rule_settings.saved,
    host_actions.PREFIX: host_actions.confirmed,
    desk.PREFIX: desk.pressed,
    member_commands.PREFIX: member_commands.chosen,
    questions.EDIT: questions.chosen_to_edit,
    questions.ORDER: questions.chosen_to_move,
    questions.PLACE: questions.placed,
    questions.BACK: questions.put_back,
    extra_questions.PREFIX: extra_questions.confirmed,
    slots.PREFIX: slots.pressed,
    REMIND: reminders.pressed,
    suggestions.PREFIX: suggestions.pressed,
    times.YES: times.confirmed,
    times.CHANGE: times.change,
}
"""What buttons and menus do, by what their ids begin with; the rest of the id are the handler's last arguments."""

FORMS: Mapping[str, Handler] = {
    cases.APPEAL: cases.appealed,
    cases.TELL: cases.told,
    pending_answers.PREFIX: pending_answers.written,
    questions.EDIT: questions.edited,
    suggestions.PREFIX: suggestions.written,
    times.WHEN: times.submitted,
}
"""What is done with what was written into a form."""


class TchatClient(discord.Client):
    """One bot account. `serve` connects it to the use cases before it logs in; `ready` is called once it can act."""

    def __init__(self, guilds: Sequence[int]) -> None:
        super().__init__(
            intents=INTENTS,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=SERVERS_SECONDS,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._guilds = [discord.Object(guild) for guild in guilds]
        self._tree = app_commands.CommandTree(self)
        self._services: Services | None = None
        self._heard: list[Contribution] = []
        self._intake = Errands("intake")
        self._on_ready: Callable[[], None] = lambda: None
        self._starts: Starts | None = None
        self.trouble = Trouble()

    def serve(self, services: Services, on_ready: Callable[[], None]) -> None:
        """Hand over what the commands and events call."""
        self._services = services
        self._on_ready = on_ready
        self._starts = Starts(services.engine.store, services.engine.clock)
        self._tree.add_command(TchatCommands(services), guilds=self._guilds or discord.utils.MISSING)
        MemberCommands(services).add_to(self._tree, self._guilds)

    async def close(self) -> None:
        """Close the connection, and have stored what was heard."""
        await super().close()
        await self._intake.idle()

    async def setup_hook(self) -> None:
        services = self._service
        await self._tree.set_translator(CatalogueTranslator(services.words))
        for guild in self._guilds:
            await self._sync(services, guild)
        if not self._guilds:
            await self._sync(services, None)

    @property
    def starts(self) -> Starts:
        """The count of sessions begun with Discord."""
        assert self._starts is not None
        return self._starts

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until a session may be begun, and count it."""
        await super().before_identify_hook(shard_id, initial=initial)
        if not initial and (pause := await self.starts.pause()):  # before the first one `stay_connected` has waited
            clock = self._service.engine.clock
            await clock.wait(clock.now() + min(pause, LONGEST_PAUSE), asyncio.Event())
        await self.starts.begin()

    async def _sync(self, services: Services, guild: discord.Object | None) -> None:
        """Register the commands if they are others than last time: Discord counts registrations."""
        translator = self._tree.translator
        assert translator is not None
        payload = [await c.get_translated_payload(self._tree, translator) for c in self._tree.get_commands(guild=guild)]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        key = f"commands of {self.application_id} on {guild.id if guild else 'all servers'}"
        if await services.engine.store.recall(key) != digest:
            await self._tree.sync(guild=guild)
            await services.engine.store.note(key, digest)
            log.info("commands registered")

    @property
    def _service(self) -> Services:
        assert self._services is not None
        return self._services

    # Events

    async def on_ready(self) -> None:
        log.info("connected as %s", self.user)
        self.trouble.is_over()
        self._on_ready()

    async def on_resumed(self) -> None:
        """Nothing was missed, but what could not be done meanwhile need not wait any longer."""
        log.info("connected again")
        self.trouble.is_over()
        self._service.engine.reconnected()

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Log what an event met; what is cut off by our own end is no fault."""
        if not self.is_closed():
            await super().on_error(event_method, *args, **kwargs)

    async def on_message(self, message: discord.Message) -> None:
        if contribution := self._said(message):
            if isinstance(message.channel, discord.Thread):  # its creation may have been missed
                await self.on_thread_create(message.channel)
            self._heard.append(contribution)
            self._intake.start("heard", self._take_in)  # not awaited: this task holds the whole message until it ends

    def _said(self, message: discord.Message) -> Contribution | None:
        """Return what a person said; an event brings its author's roles along."""
        return contribution_of(message, is_host=self._service.is_host_anywhere(message.author))

    async def _take_in(self) -> None:
        """Have everything stored that was heard while the last was being stored."""
        heard, self._heard = self._heard, []
        try:
            await self._service.engine.collector.said(*heard)
        except Exception:
            log.exception("%s messages were not taken in", len(heard), extra={"message_id": heard[0].id})

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        if event.message.edited_at is None:
            return  # Discord resolved a link or a picture; nobody changed the text
        if contribution := self._said(event.message):
            await self._service.engine.collector.edited(contribution)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await self._service.engine.collector.deleted(event.channel_id, [event.message_id])

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        await self._service.engine.collector.deleted(event.channel_id, sorted(event.message_ids))

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        await self._reacted(event, on=True)

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        await self._reacted(event, on=False)

    async def on_raw_reaction_clear(self, event: discord.RawReactionClearEvent) -> None:
        await self._service.engine.collector.reactions_cleared(event.channel_id, event.message_id)

    async def on_raw_reaction_clear_emoji(self, event: discord.RawReactionClearEmojiEvent) -> None:
        emoji = emoji_of(event.emoji)
        await self._service.engine.collector.reactions_cleared(event.channel_id, event.message_id, emoji)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._service.engine.room_lost(channel.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._service.engine.removed_from(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        if self.is_ready():  # after an outage of this server alone, whose events never come
            self._service.engine.take_up(guild.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        log.info("back on server %s", guild.id)
        self._service.engine.take_up(guild.id)

    async def on_thread_create(self, thread: discord.Thread) -> None:
        if thread.type in PUBLIC_THREADS:
            await self._service.engine.collector.thread_started(thread.parent_id, thread.id)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Route buttons, menus and forms by their id; slash commands go through the tree."""
        data = cast("dict[str, Any]", interaction.data)
        if interaction.type is discord.InteractionType.component:
            handlers, given = COMPONENTS, data.get("values", ())
        elif interaction.type is discord.InteractionType.modal_submit:
            handlers, given = FORMS, text_of(data["components"])
        else:
            return
        kind, *details = str(data["custom_id"]).split(":")
        if handler := handlers.get(kind):
            await handler(interaction, self._service, given, *details)

    async def _reacted(self, event: discord.RawReactionActionEvent, *, on: bool) -> None:
        reaction = Reaction(event.message_id, emoji_of(event.emoji), event.user_id)
        await self._service.engine.collector.reacted(event.channel_id, reaction, on=on)
