"""The subject the stand-in is proven with: an ordinary discord.py client that uses a little of everything."""

import asyncio
from io import BytesIO
from typing import Any

import discord
from discord import app_commands

from tests.standin.channel import Channel

READ = discord.Intents(guilds=True, messages=True, reactions=True, guild_scheduled_events=True, message_content=True)
SEEN = [
    "message", "raw_message_edit", "raw_message_delete", "raw_bulk_message_delete", "raw_reaction_add",
    "raw_reaction_remove", "raw_reaction_clear", "raw_reaction_clear_emoji", "thread_create", "raw_thread_delete",
    "guild_channel_update", "guild_channel_delete", "guild_remove", "guild_join", "scheduled_event_create",
]  # fmt: skip


class Panel(discord.ui.View):
    """Two buttons and a menu."""

    @discord.ui.button(label="Pause")
    async def pause(self, used: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
        await used.response.edit_message(content="paused", view=None)

    @discord.ui.button(label="Say")
    async def say(self, used: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
        await used.response.send_modal(Form())

    @discord.ui.select(options=[discord.SelectOption(label="Tea", value="tea")], placeholder="Drink")
    async def drink(self, used: discord.Interaction, menu: discord.ui.Select["Panel"]) -> None:
        await used.response.defer()
        await used.edit_original_response(content=f"drinks {menu.values[0]}")


class Form(discord.ui.Modal, title="Say it"):
    """A form with a text and a choice."""

    words: discord.ui.TextInput["Form"] = discord.ui.TextInput(label="Your words")
    under: discord.ui.Label["Form"] = discord.ui.Label(
        text="Under", component=discord.ui.Select(options=[discord.SelectOption(label="Q1", value="1")])
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.under.component, discord.ui.Select)
        await interaction.response.send_message(f"said {self.words.value} under {self.under.component.values}")


class Bot(discord.Client):
    """Notes every event and has a few commands."""

    def __init__(self, intents: discord.Intents = READ) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.01, member_cache_flags=discord.MemberCacheFlags.none())
        self.seen: dict[str, asyncio.Queue[Any]] = {name: asyncio.Queue() for name in SEEN}
        for name, queue in self.seen.items():
            setattr(self, f"on_{name}", self._noting(queue))
        self.tree = app_commands.CommandTree(self)
        register(self.tree)

    def _noting(self, queue: asyncio.Queue[Any]) -> Any:
        async def note(*args: object) -> None:
            if getattr(args[0] if args else None, "author", None) != self.user:
                queue.put_nowait(args[-1] if args else None)

        return note

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        return None  # where discord.py would wait for five seconds

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def next(self, name: str) -> Any:
        async with asyncio.timeout(10):
            return await self.seen[name].get()

    def room(self, channel: Channel) -> discord.TextChannel:
        found = self.get_channel(channel.id)
        assert isinstance(found, discord.TextChannel)
        return found


def register(tree: app_commands.CommandTree[Bot]) -> None:
    group = app_commands.Group(
        name="tchat", description="Hosts", default_permissions=discord.Permissions(manage_events=True)
    )

    @group.command(description="Start")
    async def start(used: discord.Interaction, pack: str, minutes: app_commands.Range[int, 1, 60] = 5) -> None:
        await used.response.defer(ephemeral=True)
        await used.followup.send(f"started {pack} for {minutes}", view=Panel())
        await used.followup.send("one more thing", ephemeral=True)

    @start.autocomplete("pack")
    async def packs(used: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=name) for name in ("what", "who", "why") if name.startswith(typed)]

    @tree.command(description="Takes anything")
    @app_commands.default_permissions()
    async def take(
        used: discord.Interaction, where: discord.TextChannel, who: discord.Member, file: discord.Attachment, x: float
    ) -> None:
        await used.response.send_message(f"{where.name} {who.name} {await file.read()!r} {x} {used.locale}")

    @tree.command(description="Forgets to answer")
    async def silent(used: discord.Interaction) -> None:
        return None

    @tree.context_menu(name="Feature answer")
    async def feature(used: discord.Interaction, message: discord.Message) -> None:
        await used.response.send_message(f"featured {message.content}", file=discord.File(BytesIO(b"1"), "code.py"))

    tree.add_command(group)
