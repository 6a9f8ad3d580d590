"""The port `Room` on Discord."""

from collections.abc import AsyncIterator, Mapping

import discord

from bot.adapters.discord_chat.failures import THREAD_ARCHIVED, THREAD_EXISTS, as_room_errors, done_already
from bot.app.values import Abilities, OwnPost, Unreadable, Unsure
from bot.core.place import DISCORD
from bot.core.post import Post
from bot.core.words import N_

NEEDED: Mapping[str, str] = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "read_message_history": N_("Read Message History"),
    "create_public_threads": N_("Create Public Threads"),
    "send_messages_in_threads": N_("Send Messages in Threads"),
    "pin_messages": N_("Pin Messages"),
}
"""Every permission that the bot uses, by discord.py's name, and what Discord's settings call it."""

PERMISSIONS = discord.Permissions(**dict.fromkeys(NEEDED, True))
"""What the invite link asks for."""

Postable = discord.TextChannel | discord.Thread | discord.PartialMessageable


class DiscordRoom:
    """All channels of all servers that the bot is in."""

    platform = DISCORD

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    def abilities(self, channel: int) -> Abilities:
        found = self._client.get_channel(channel)
        if not isinstance(found, discord.TextChannel):
            return Abilities(can_post=False, missing=(NEEDED["view_channel"],))
        mine = found.permissions_for(found.guild.me)
        missing = tuple(title for name, title in NEEDED.items() if not getattr(mine, name))
        return Abilities(
            can_post=mine.view_channel and mine.send_messages,
            can_make_threads=mine.create_public_threads and mine.send_messages_in_threads,
            can_pin=mine.pin_messages,
            can_read_history=mine.read_message_history,
            missing=missing,
        )

    async def post(self, channel: int, post: Post, nonce: str) -> int:
        with as_room_errors():
            message = await self._channel(channel).send(
                post.text,
                view=_buttons(post) or discord.utils.MISSING,
                nonce=nonce,
                silent=post.quiet,
                suppress_embeds=True,
            )
        return message.id

    async def edit(self, channel: int, message: int, post: Post) -> None:
        with as_room_errors():
            await self._message(channel, message).edit(content=post.text, view=_buttons(post))

    async def start_thread(self, channel: int, message: int, name: str) -> None:
        with as_room_errors(), done_already(THREAD_EXISTS):
            await self._message(channel, message).create_thread(name=name)

    async def archive_thread(self, thread: int) -> None:
        with as_room_errors(), done_already(THREAD_ARCHIVED):
            found = self._client.get_channel(thread) or await self._client.fetch_channel(thread)
            if isinstance(found, discord.Thread) and not found.archived:
                await found.edit(archived=True)

    async def pin(self, channel: int, message: int, *, pinned: bool) -> None:
        with as_room_errors():
            found = self._message(channel, message)
            await (found.pin() if pinned else found.unpin())

    async def own_posts(self, channel: int, after: int) -> AsyncIterator[OwnPost]:
        if not self.abilities(channel).can_read_history:
            raise Unreadable(N_("The channel's history cannot be read; give me: Read Message History."))
        assert self._client.user is not None
        with as_room_errors():
            history = self._channel(channel).history(limit=None, after=discord.Object(after), oldest_first=True)
            async for message in history:
                if message.author.id == self._client.user.id:
                    yield OwnPost(message.id, message.content)

    def _channel(self, channel: int) -> Postable:
        found = self._client.get_channel(channel)
        if isinstance(found, discord.TextChannel | discord.Thread):
            return found
        return self._client.get_partial_messageable(channel)

    def _message(self, channel: int, message: int) -> discord.PartialMessage:
        found = self._channel(channel)
        if isinstance(found, discord.PartialMessageable):
            raise Unsure("the server is not available")
        return found.get_partial_message(message)


def _buttons(post: Post) -> discord.ui.View | None:
    if not post.buttons:
        return None
    view = discord.ui.View(timeout=None)
    for button in post.buttons:
        view.add_item(discord.ui.Button(label=button.label, url=button.url))
    return view
