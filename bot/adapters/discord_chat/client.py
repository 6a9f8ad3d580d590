"""The connection: gateway events → collector, interactions → commands. Nothing is cached but servers and channels."""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from math import isfinite, nan
from typing import Any, cast

import discord
import yarl
from discord import app_commands

from bot.adapters.discord_chat import member_commands
from bot.adapters.discord_chat.commands import TchatCommands
from bot.adapters.discord_chat.hosting import (
    desk,
    extra_questions,
    host_actions,
    host_commands,
    panel_actions,
    questions,
    times,
)
from bot.adapters.discord_chat.interactions.drawing import text_of
from bot.adapters.discord_chat.interactions.localise import CatalogueTranslator
from bot.adapters.discord_chat.interactions.replies import TurnedAway, refuse
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.interactions.turn import Turn
from bot.adapters.discord_chat.member_commands import MemberCommands
from bot.adapters.discord_chat.moderating import case_log, cases, rule_settings
from bot.adapters.discord_chat.planning import reminders, slots, suggestions
from bot.adapters.discord_chat.reading import downloads, mydata, recap_desk, retention_settings
from bot.adapters.discord_chat.reviewing import pending_answers
from bot.adapters.discord_chat.room.connecting import Trouble
from bot.adapters.discord_chat.room.resuming import let_resume
from bot.adapters.discord_chat.room.starts import Starts
from bot.adapters.discord_chat.room.translate import contribution_of, emoji_of
from bot.app.live.background import Background
from bot.app.live.vitals import Link
from bot.app.ports.values import Reaction, Unsure
from bot.core.base.contribution import Contribution
from bot.core.base.errors import Refused
from bot.core.base.place import MANY_SERVERS, MOST_SERVERS, Shard
from bot.core.requests import rights

log = logging.getLogger(__name__)

INTENTS = discord.Intents(
    guilds=True, guild_messages=True, guild_reactions=True, message_content=True, auto_moderation_execution=True
)
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = (
    False  # nobody speaks: what only voice needs is not missed
)

Handler = Callable[..., Awaitable[None]]

PUBLIC_THREADS = (discord.ChannelType.public_thread, discord.ChannelType.news_thread)
"""The threads that everybody in a channel can see; in an announcement channel they are of a type of their own."""

SERVERS_SECONDS = 0.3
"""How long after the last server that Discord told of, discord.py takes it that there are no more. A server that comes
later is taken up by itself. Chats go on 0.3 s after the gateway's READY instead of 2.0 s; with 1,100 servers
0.9 s instead of 2.8 s (measured)."""

COMPONENTS: Mapping[str, Handler] = {
    "answer:give": pending_answers.give,
    "answer:approve": pending_answers.decide,
    "answer:aside": pending_answers.decide,
    "appeal": cases.asked_to_look,
    "ask": extra_questions.confirmed,
    "back": questions.put_back,
    "case": cases.pressed,
    "change:start": times.change,
    "change:move": times.change,
    "change:end": times.change,
    "desk:again": desk.post_again,
    "desk:file": desk.pressed,
    "edit": questions.chosen_to_edit,
    "file": member_commands.chosen,
    "judged:forget": rule_settings.forget_judged,
    "mydata:answers": mydata.answers,
    "mydata:back": mydata.back,
    "mydata:erase": mydata.erase,
    "mydata:export": mydata.export,
    "mydata:find": mydata.found,
    "mydata:gone": mydata.gone,
    "mydata:here": mydata.named,
    "mydata:name": mydata.named,
    "mydata:of": mydata.of_server,
    "mydata:one": mydata.one,
    "mydata:pseudonym": mydata.named,
    "mydata:quote": mydata.quoted,
    "mydata:record": mydata.recorded,
    "mydata:silence": mydata.quoted,
    "mydata:unfind": mydata.found,
    "mydata:unrecord": mydata.recorded,
    "now:start": times.now,
    "order": questions.chosen_to_move,
    "panel": panel_actions.pressed,
    "pick:add": host_commands.add_picked,
    "pick:cancel": host_actions.cancel,
    "pick:lead": host_commands.lead_picked,
    "pick:log": case_log.log_picked,
    "pick:question": member_commands.picked,
    "pick:remove": host_commands.remove_picked,
    "pick:status": panel_actions.picked,
    "pick:summary": downloads.summary_picked,
    "pick:transcript": downloads.transcript_picked,
    "place": questions.placed,
    "privacy": retention_settings.saved,
    "recap:lead": recap_desk.lead,
    "recap:line": recap_desk.line,
    "recap:lines": recap_desk.lines,
    "recap:next": recap_desk.following,
    "recap:offer": recap_desk.offer,
    "recap:offers": recap_desk.offers,
    "recap:publish": recap_desk.publish,
    "recap:quote": recap_desk.quote,
    "recap:quotes": recap_desk.quotes,
    "recap:use": recap_desk.used,
    "recap:whole": downloads.send_recap,
    "remind:channel": reminders.of_all,
    "remind:session": reminders.of_one,
    "remind:stop": reminders.stop,
    "rules": rule_settings.saved,
    "slot:again": slots.play_again,
    "suggest:accept": suggestions.settled,
    "suggest:aside": suggestions.settled,
    "suggest:back": suggestions.settled,
    "suggest:edit": suggestions.edit,
    "suggest:write": suggestions.write,
    "sure": host_actions.confirmed,
    "yes:start": times.confirmed,
    "yes:move": times.confirmed,
    "yes:end": times.confirmed,
}
"""What buttons and menus do, by the names of `core.requests.rights`, which says who may press them."""

FORMS: Mapping[str, Handler] = {
    "answer:change": pending_answers.changed,
    "answer:send": pending_answers.sent,
    "appeal": cases.appealed,
    "edit-text": questions.edited,
    "recap:headline": recap_desk.lined,
    "recap:lead": recap_desk.led,
    "recap:next": recap_desk.followed,
    "suggest:new": suggestions.suggested,
    "suggest:text": suggestions.edited,
    "tell": cases.told,
    "when:start": times.submitted,
    "when:move": times.submitted,
    "when:end": times.submitted,
}
"""What is done with what was written into a form."""


class Commands(app_commands.CommandTree[discord.Client]):
    """The slash commands and message menus. What is offered while somebody types is for those who may use it."""

    services: Services
    turn: Turn

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        if not await self.turn.comes(interaction):
            return False
        if interaction.type is not discord.InteractionType.autocomplete or self.services.may_type(interaction):
            return True
        await interaction.response.autocomplete([])
        return False

    async def _call(self, interaction: discord.Interaction) -> None:
        with self.turn.taken():
            await super()._call(interaction)

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        words = self.services.words(interaction.locale.value)
        if isinstance(error, app_commands.TransformerError):  # a channel or member of another server, or one that left
            await refuse(interaction, words.gettext(rights.UNKNOWN[rights.On.CHANNEL]))
        elif isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            await refuse(interaction, words.gettext(rights.OUTDATED))
        elif not isinstance(error.__cause__, TurnedAway):
            await super().on_error(interaction, error)


class TchatClient(discord.AutoShardedClient):
    """One bot account. `serve` connects it to the use cases before it logs in; each shard is told of once it can act.

    `shards` is how many there are (0: as many as Discord advises), `own` which of them are connected here (none: all).
    """

    def __init__(self, guilds: Sequence[int], shards: int = 0, own: Sequence[int] = ()) -> None:
        super().__init__(
            shard_count=shards or None,
            intents=INTENTS,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=SERVERS_SECONDS,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.shard_ids = list(own) or None
        self._guilds = [discord.Object(guild) for guild in guilds]
        self._turn = Turn()
        self._tree = Commands(self)
        self._tree.turn = self._turn
        self._services: Services | None = None
        self._heard: list[Contribution] = []
        self._intake = Background("intake")
        self._resuming = Background("shard")
        self._on_ready: Callable[[Shard], None] = lambda _: None
        self._starts: Starts | None = None
        self._taken_up: set[int] = set()
        self._crowded: set[int] = set()
        self._made = Counter[int]()
        self._launching: int | None = None
        self.trouble = Trouble()

    def serve(self, services: Services, on_ready: Callable[[Shard], None]) -> None:
        """Hand over what the commands and events call."""
        self._services = self._tree.services = services
        self._on_ready = on_ready
        self._starts = Starts(services.engine.store, services.engine.clock)
        self._tree.add_command(TchatCommands(services), guilds=self._guilds or discord.utils.MISSING)
        MemberCommands(services).add_to(self._tree, self._guilds)

    def begin_answering(self) -> None:
        """Answer commands, buttons and forms from now on: until then another process does."""
        self._turn.begin()

    async def end_answering(self) -> None:
        """Answer nothing more, since another process does; return when what was begun is answered."""
        await self._turn.end()

    async def cut_off(self, seconds: float) -> None:
        """Answer nothing more, and break off what is not answered after so many seconds."""
        await self._turn.cut_off(seconds)

    async def close(self) -> None:
        """Close the connections, and have stored what was heard."""
        await self._resuming.close()
        await super().close()
        await self._intake.idle()

    def dispatch(self, event: str, /, *args: object, **kwargs: object) -> None:
        """Let events be once the connection is closed: discord.py still says that it is ready, and has no loop then."""
        if event == "shard_connect":
            self._forget_servers(cast("int", args[0]))
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def setup_hook(self) -> None:
        services = self._service
        await self._tree.set_translator(CatalogueTranslator(services.words))
        if self.shard_ids and 0 not in self.shard_ids:
            return  # the process with shard 0 registers the commands, for all servers
        for guild in (*self._guilds, None):
            await self._sync(services, guild)

    @property
    def starts(self) -> Starts:
        """The count of sessions begun with Discord."""
        assert self._starts is not None
        return self._starts

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until a session may be begun, and count it."""
        await self.starts.turn(shard_id or 0, waited=initial)  # before the first one `stay_connected` has waited

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard for the first time; return when that is done.

        discord.py makes each further try within the one before. So that they do not get too deep, such a try is
        broken off here, and is made from here.
        """
        if self._launching == shard_id:
            raise Unsure("try again")
        self._launching, done = shard_id, False
        while not done:
            with suppress(Unsure):
                await super().launch_shard(gateway, shard_id, initial=initial)
                done = True
        self._launching = None
        if connected := self.get_shard(shard_id):
            let_resume(connected._parent, self._resuming)

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

    async def on_shard_ready(self, shard: int) -> None:
        """Take up a shard's chats; the connection is new, and what happened before it was not told."""
        log.info("connected as %s", self.user, extra=self._shown(shard))
        self._is_up(shard)
        self._count_servers(shard)
        self._on_ready(self._shard(shard))

    async def on_shard_resumed(self, shard: int) -> None:
        """Nothing was missed, but what could not be done meanwhile need not wait any longer."""
        log.info("connected again", extra=self._shown(shard))
        self._is_up(shard)
        self._service.engine.reconnected(self._shard(shard).has)

    async def on_shard_disconnect(self, shard: int) -> None:
        self._taken_up.discard(shard)

    @property
    def is_connected(self) -> bool:
        """Whether events come in from all shards; discord.py's own `is_ready` stays true when a connection breaks."""
        own = self.shard_ids or range(self.shard_count or 1)
        return self._taken_up.issuperset(own) and not self.is_closed()

    @property
    def links(self) -> dict[int, Link]:
        """How each shard of ours is connected."""
        latencies = dict(self.latencies)
        own = self.shard_ids or range(self.shard_count or 1)
        return {
            shard: Link(
                is_connected=shard in self._taken_up and not self.is_closed(),
                latency=found if isfinite(found := latencies.get(shard, nan)) else None,
                made=self._made[shard],
            )
            for shard in own
        }

    def _is_up(self, shard: int) -> None:
        self._made[shard] += 1
        self.trouble.is_over(shard)
        self._taken_up.add(shard)

    def _shard(self, number: int) -> Shard:
        assert self.shard_count is not None
        return Shard(number, self.shard_count)

    def _count_servers(self, shard: int) -> None:
        """Tell the operator once of a shard that has many servers."""
        servers = sum(guild.shard_id == shard for guild in self.guilds)
        if servers >= MANY_SERVERS and shard not in self._crowded:
            self._crowded.add(shard)
            log.warning(
                "I am on %d servers here, of %d at most; set discord.shards to auto or to %d, and start me again",
                servers,
                MOST_SERVERS,
                2 * self._shard(shard).count,
                extra=self._shown(shard),
            )

    def _shown(self, shard: int) -> dict[str, int]:
        """Return what the log says of a shard: nothing where there is just one."""
        return {"shard": shard} if self.shard_count != 1 else {}

    def _forget_servers(self, shard: int) -> None:
        """Forget the servers of a shard that a new session did not name: discord.py would remember them for ever.

        Those that it did name are as yet unavailable.
        """
        for guild in self.guilds:
            if guild.shard_id == shard and not guild.unavailable:
                self._connection._remove_guild(guild)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Log an error of an event handler; what our own shutdown cuts off is not an error."""
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
        await self._service.engine.deleted(event.channel_id, [event.message_id])

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        await self._service.engine.deleted(event.channel_id, sorted(event.message_ids))

    async def on_automod_action(self, execution: discord.AutoModAction) -> None:
        """Discord tells only those of it who may manage the server."""
        blocks = execution.action.type is discord.AutoModRuleActionType.block_message
        if blocks and execution.channel_id:
            await self._service.engine.platform_acts.blocked(execution.channel_id)

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

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        await self._service.engine.thread_lost(event.thread_id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._service.engine.removed_from(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        if guild.shard_id in self._taken_up:  # else `on_shard_ready` follows; this was an outage of one server
            self._service.engine.take_up(lambda server: server == guild.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        log.info("back on server %s", guild.id)
        self._count_servers(guild.shard_id)
        self._service.engine.take_up(lambda server: server == guild.id)

    async def on_thread_create(self, thread: discord.Thread) -> None:
        if thread.type in PUBLIC_THREADS:
            await self._service.engine.collector.thread_started(thread.parent_id, thread.id)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer buttons, menus and forms; slash commands go through the tree."""
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            with self._turn.taken():
                if await self._turn.comes(interaction):
                    await self._route(interaction)

    async def _route(self, interaction: discord.Interaction) -> None:
        """Let who knows the id of a button, menu or form answer it."""
        data = cast("dict[str, Any]", interaction.data)
        if interaction.type is discord.InteractionType.component:
            handlers = COMPONENTS
            given = data.get("values", ())
        else:
            handlers = FORMS
            given = text_of(data["components"])
        try:
            action = rights.action_of_id(str(data["custom_id"]))
            handler = handlers.get(action.name)
            if handler is None:
                raise Refused(rights.OUTDATED)
        except Refused as error:
            await refuse(interaction, error.sentence(self._service.words(interaction.locale.value)))
        else:
            with suppress(TurnedAway):
                await handler(interaction, self._service, given, action)

    async def _reacted(self, event: discord.RawReactionActionEvent, *, on: bool) -> None:
        reaction = Reaction(event.message_id, emoji_of(event.emoji), event.user_id)
        await self._service.engine.collector.reacted(event.channel_id, reaction, on=on)
