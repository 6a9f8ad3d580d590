"""The port `Room` on Discord."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO

import discord

from bot.adapters.discord_chat.interactions.drawing import buttons_of
from bot.adapters.discord_chat.room.events import show_event
from bot.adapters.discord_chat.room.failures import (
    THREAD_ARCHIVED,
    THREAD_EXISTS,
    UNKNOWN_MESSAGE,
    as_room_errors,
    breakable,
    done_already,
)
from bot.adapters.discord_chat.room.fetching import fetched
from bot.adapters.discord_chat.room.pace import Pace
from bot.adapters.discord_chat.room.translate import contribution_of, emoji_of
from bot.app.ports.values import (
    Abilities,
    Gone,
    Heard,
    NoChannel,
    NoDesk,
    OwnPost,
    Reaction,
    Unreadable,
    Unsure,
    Urgency,
)
from bot.core.base.errors import RoomError
from bot.core.base.ids import time_of
from bot.core.base.place import DISCORD, RoomRef
from bot.core.base.post import Post
from bot.core.base.words import N_
from bot.core.posts.event import EventState

NEEDED: Mapping[str, str] = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "read_message_history": N_("Read Message History"),
    "create_public_threads": N_("Create Public Threads"),
    "send_messages_in_threads": N_("Send Messages in Threads"),
    "pin_messages": N_("Pin Messages"),
    "create_private_threads": N_("Create Private Threads"),
    "create_events": N_("Create Events"),
    "manage_events": N_("Manage Events"),
}
"""Every permission that the bot uses, by discord.py's name, and what Discord's settings call it."""

SERVER_WIDE = (NEEDED["create_events"], NEEDED["manage_events"])
"""Those that no text channel's settings show: the bot's role has them. Without them there are no events."""

CHOSEN_GONE = N_(
    "The hosts' channel is gone, or I cannot see it. Choose another with /tchat settings desk; until then "
    "I talk to the hosts in private threads."
)
CONFIGURED_GONE = N_(
    "The channel in discord.host_desk is gone, or I cannot see it. Until that is fixed I talk to the hosts "
    "in private threads; choose a channel for this server with /tchat settings desk."
)
NO_PLACE = N_(
    "I cannot make a private thread for the hosts here, so reports, answers to approve and the draft of the recap "
    "would have no place. Choose a channel for them with /tchat settings desk."
)
RECAPS_GONE = N_(
    "I cannot post recaps in the channel that is kept for them: it is gone, or I may not view it and send messages "
    "there. Choose another with /tchat settings recap; until then recaps are posted where the chat was."
)
UNREADABLE = N_("I cannot read the channel's history; give me the permission Read Message History.")

PAGE = 100
"""How many messages discord.py reads with one request."""

Postable = discord.TextChannel | discord.Thread | discord.PartialMessageable


class DiscordRoom:
    """All channels of all servers that the bot is in."""

    platform = DISCORD

    def __init__(
        self,
        client: discord.AutoShardedClient,
        desk: int | None = None,
        log_channel: int | None = None,
        recaps: int | None = None,
    ) -> None:
        self._client = client
        self._recaps = recaps
        self._desk = desk
        self._log_channel = log_channel
        self._pace = Pace(len(client.shard_ids or ()) / (client.shard_count or 1) or 1)

    def serves(self, guild: int) -> bool | None:
        return self._client.get_guild(guild) is not None if self._client.is_ready() else None

    def abilities(self, channel: int) -> Abilities:
        found = self._client.get_channel(channel)
        if found is not None and not isinstance(found, discord.TextChannel):
            return Abilities(can_post=False, is_fit=False)
        if found is None:
            return Abilities(can_post=False, missing=(NEEDED["view_channel"],), known=False)
        mine = found.permissions_for(found.guild.me)
        missing = tuple(title for name, title in NEEDED.items() if not getattr(mine, name))
        return Abilities(
            can_post=mine.view_channel and mine.send_messages,
            can_make_threads=mine.create_public_threads and mine.send_messages_in_threads,
            missing=missing,
        )

    async def turn(self, urgency: Urgency) -> None:
        await self._pace.turn(urgency)

    async def post(self, channel: int, post: Post, nonce: str) -> int:
        with as_room_errors(), breakable(self._client):
            message = await self._channel(channel).send(
                post.text,
                view=buttons_of(post) or discord.utils.MISSING,
                files=_files(post),
                allowed_mentions=_mentions(post),
                nonce=nonce,
                silent=post.quiet,
                suppress_embeds=True,
            )
        if message.channel.id != channel:
            raise RoomError(N_("Discord showed an earlier message of mine instead of a new one."))
        return message.id

    async def edit(self, channel: int, message: int, post: Post) -> None:
        with as_room_errors(), breakable(self._client):
            try:
                await self._edit(channel, message, post)
            except discord.HTTPException as error:
                if error.code != THREAD_ARCHIVED:
                    raise
                await self._wake(channel)
                await self._edit(channel, message, post)

    async def _edit(self, channel: int, message: int, post: Post) -> None:
        """Edit a message; files take the place of those it had, and without any it keeps them."""
        await self._message(channel, message).edit(
            content=post.text,
            view=buttons_of(post),
            attachments=_files(post) if post.files else discord.utils.MISSING,
        )

    async def _wake(self, thread: int) -> None:
        """Unfold a thread that was quiet for a while: only what is posted does that by itself."""
        found = self._client.get_channel(thread) or await self._client.fetch_channel(thread)
        if isinstance(found, discord.Thread):
            await found.edit(archived=False)

    async def start_thread(self, channel: int, message: int, name: str) -> None:
        with as_room_errors(), breakable(self._client), done_already(THREAD_EXISTS):
            found = await self._text_channel(channel)
            await found.get_partial_message(message).create_thread(name=name)

    async def rename_thread(self, thread: int, name: str) -> None:
        with as_room_errors(), breakable(self._client):
            found = self._client.get_channel(thread) or await self._client.fetch_channel(thread)
            if isinstance(found, discord.Thread) and found.name != name:
                was_archived = found.archived
                if was_archived:
                    await found.edit(archived=False)
                await found.edit(name=name)
                if was_archived:
                    await found.edit(archived=True)

    async def archive_thread(self, thread: int) -> None:
        with as_room_errors(), breakable(self._client), done_already(THREAD_ARCHIVED):
            found = self._client.get_channel(thread) or await self._client.fetch_channel(thread)
            if isinstance(found, discord.Thread) and not found.archived:
                await found.edit(archived=True)

    async def pin(self, channel: int, message: int, *, pinned: bool) -> None:
        with as_room_errors(), breakable(self._client):
            found = self._message(channel, message)
            await (found.pin() if pinned else found.unpin())

    async def show_event(self, guild: int, state: EventState, known: int | None) -> int | None:
        with as_room_errors():
            found = self._client.get_guild(guild)
            if found is None:
                raise Unsure("the server is not available")
            return await show_event(found, state, known)

    async def open_desk(self, room: RoomRef, name: str, hosts: Sequence[int], chosen: int) -> int:
        for desk in (chosen, self._desk):
            if desk and await self._can_be_desk(room.guild, desk):
                return desk
        with suppress(NoChannel):
            found = await self._text_channel(room.channel)
            with suppress(RoomError), as_room_errors():
                return await self._private_thread(found, name, hosts)
        if self._log_channel and await self._can_be_desk(room.guild, self._log_channel):
            return self._log_channel
        raise NoDesk(N_("I have no place to talk to the hosts; choose a channel with /tchat settings desk."))

    async def _can_be_desk(self, guild: int, desk: int) -> bool:
        """Whether a channel is there, and on this server. Discord is asked: what is cached may be gone."""
        with suppress(RoomError), as_room_errors():
            found = await self._client.fetch_channel(desk)
            return isinstance(found, discord.TextChannel | discord.Thread) and found.guild.id == guild
        return False

    async def desk_trouble(self, room: RoomRef, chosen: int) -> str | None:
        wanted = (chosen, self._desk, self._log_channel)
        usable = [desk for desk in wanted if desk and await self._can_be_desk(room.guild, desk)]
        if not usable and not self._can_have_private_thread(room.channel):
            return NO_PLACE
        if chosen and chosen not in usable:
            return CHOSEN_GONE
        if self._desk and self._client.get_channel(self._desk) is None:
            return CONFIGURED_GONE
        return None

    def _can_have_private_thread(self, channel: int) -> bool:
        found = self._client.get_channel(channel)
        if not isinstance(found, discord.TextChannel) or found.is_news():
            return False
        mine = found.permissions_for(found.guild.me)
        return mine.create_private_threads and mine.send_messages_in_threads

    async def recap_channel(self, guild: int, chosen: int) -> int:
        return chosen or (self._recaps if self._recaps and await self._may_be_of(guild, self._recaps) else 0)

    async def _may_be_of(self, guild: int, channel: int) -> bool:
        """Whether a channel is on this server, as far as can be seen: of one that is gone the hosts are to hear."""
        with suppress(RoomError), as_room_errors():
            found = self._client.get_channel(channel) or await self._client.fetch_channel(channel)
            return isinstance(found, discord.abc.GuildChannel) and found.guild.id == guild
        return True

    async def recap_trouble(self, guild: int, chosen: int) -> str | None:
        channel = await self.recap_channel(guild, chosen)
        if not channel or self.abilities(channel).can_post:
            return None
        return RECAPS_GONE

    async def admit(self, desk: int, hosts: Sequence[int]) -> None:
        with as_room_errors(), breakable(self._client):
            if thread := await self._own_thread(desk):
                for host in hosts:
                    with suppress(discord.NotFound, discord.Forbidden):  # who left the server cannot be added
                        await thread.add_user(discord.Object(host))

    async def dismiss(self, desk: int, person: int) -> None:
        with as_room_errors(), breakable(self._client):
            if thread := await self._own_thread(desk):
                with suppress(discord.NotFound):
                    await thread.remove_user(discord.Object(person))

    async def _own_thread(self, desk: int) -> discord.Thread | None:
        """Return a desk that is a thread of the bot's, unfolded: who reads along elsewhere is the server's affair."""
        found = self._client.get_channel(desk) or await self._client.fetch_channel(desk)
        if not isinstance(found, discord.Thread) or self._client.user is None or found.owner_id != self._client.user.id:
            return None
        if found.archived:
            await found.edit(archived=False)
        return found

    async def direct(self, person: int) -> int:
        with as_room_errors(), breakable(self._client):
            return (await self._client.create_dm(discord.Object(person))).id

    async def remove(self, channel: int, message: int) -> None:
        with as_room_errors(), breakable(self._client), done_already(UNKNOWN_MESSAGE):
            await self._message(channel, message).delete()

    async def time_out(self, guild: int, person: int, until: datetime | None) -> None:
        with as_room_errors(), breakable(self._client):
            server = self._client.get_guild(guild) or await self._client.fetch_guild(guild)
            await (await server.fetch_member(person)).timeout(until)

    async def history(self, channel: int, after: int) -> AsyncIterator[Heard]:
        async for message in self._history(channel, after):
            yield Heard(message.id, contribution_of(message))

    async def own_posts(self, channel: int, after: int) -> AsyncIterator[OwnPost]:
        assert self._client.user is not None
        empty = True
        async for message in self._history(channel, after):
            empty = False
            if message.author.id == self._client.user.id:
                yield OwnPost(message.id, message.content)
        if empty:
            await self._must_be_open(channel, after)

    async def threads_of(self, channel: int, after: int) -> list[int]:
        with as_room_errors():
            await self._pace.turn(Urgency.READ, 2)
            found = await self._text_channel(channel)
            threads = [t for t in await found.guild.active_threads() if t.parent_id == channel and not t.is_private()]
            async for thread in found.archived_threads(limit=None):  # the one that was archived last comes first
                if thread.archive_timestamp < time_of(after):
                    break
                threads.append(thread)
        return [thread.id for thread in threads if thread.id > after]

    async def is_deleted(self, channel: int, message: int) -> bool:
        try:
            with as_room_errors():
                await self._pace.turn(Urgency.READ)
                await self._channel(channel).fetch_message(message)
        except Gone as gone:
            if gone.values["code"] == UNKNOWN_MESSAGE:
                return True
            raise
        return False

    async def reactions(self, channel: int, message: int) -> set[Reaction]:
        with as_room_errors():
            await self._pace.turn(Urgency.READ)
            found = await self._channel(channel).fetch_message(message)
            await self._pace.turn(Urgency.READ, len(found.reactions))
            return {
                Reaction(message, emoji_of(reaction.emoji), user.id)
                for reaction in found.reactions
                for kind, count in _kinds_of(reaction)
                async for user in reaction.users(limit=count, type=kind)
            }

    async def download(self, url: str, most: int) -> bytes:
        return await fetched(url, most)

    async def _private_thread(self, channel: discord.TextChannel, name: str, hosts: Sequence[int]) -> int:
        """Return the thread for the hosts, making it unless it is there."""
        threads = await channel.guild.active_threads()
        known = next((t for t in threads if t.parent_id == channel.id and t.name == name and t.is_private()), None)
        kind = discord.ChannelType.private_thread
        thread = known or await channel.create_thread(name=name, type=kind, invitable=False)
        await self.admit(thread.id, hosts)
        return thread.id

    async def _history(self, channel: int, after: int) -> AsyncIterator[discord.Message]:
        """Walk through a channel's messages, oldest first; where that is forbidden, Discord would show none of them."""
        if not self._can_read(channel):
            raise Unreadable(UNREADABLE)
        with as_room_errors():
            await self._pace.turn(Urgency.READ)
            count = 0
            async for message in self._channel(channel).history(limit=None, after=discord.Object(after)):
                yield message
                count += 1
                if count % PAGE == 0:
                    await self._pace.turn(Urgency.READ)

    async def _must_be_open(self, channel: int, message: int) -> None:
        """Raise `Unreadable` if an empty history is a closed one: asked for one message, Discord tells the two apart.

        What we know of our permissions may be out of date while the gateway is dark.
        """
        with as_room_errors():
            try:
                await self._channel(channel).fetch_message(message)
            except discord.Forbidden as error:
                raise Unreadable(UNREADABLE) from error
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise

    def _can_read(self, channel: int) -> bool:
        found = self._client.get_channel(channel)
        parent = found.parent if isinstance(found, discord.Thread) else found
        if isinstance(parent, discord.TextChannel):
            mine = parent.permissions_for(parent.guild.me)
            return mine.view_channel and mine.read_message_history
        if isinstance(parent, discord.DMChannel):
            return True
        return found is None  # an archived thread is not in the cache: asking for it tells

    async def _text_channel(self, channel: int) -> discord.TextChannel:
        """Return a channel, also while its server is out of the gateway's sight."""
        with as_room_errors():
            found = self._client.get_channel(channel) or await self._client.fetch_channel(channel)
        if not isinstance(found, discord.TextChannel):
            raise Unsure(f"{channel} is no text channel")
        return found

    def _channel(self, channel: int) -> Postable:
        found = self._client.get_channel(channel)
        if isinstance(found, discord.TextChannel | discord.Thread):
            return found
        return self._client.get_partial_messageable(channel)

    def _message(self, channel: int, message: int) -> discord.PartialMessage:
        return self._channel(channel).get_partial_message(message)


def _kinds_of(reaction: discord.Reaction) -> list[tuple[discord.ReactionType, int]]:
    """Return the kinds of a reaction with how many there are of each: Discord lists super reactions apart."""
    kinds = [(discord.ReactionType.normal, reaction.normal_count), (discord.ReactionType.burst, reaction.burst_count)]
    return [(kind, count) for kind, count in kinds if count]


def _files(post: Post) -> list[discord.File]:
    return [discord.File(BytesIO(file.text.encode()), file.name) for file in post.files]


def _mentions(post: Post) -> discord.AllowedMentions:
    """Let a post mention just the people it names, and nobody else."""
    people = [discord.Object(person) for person in post.pings]
    return discord.AllowedMentions(everyone=False, roles=False, users=people or False, replied_user=False)
