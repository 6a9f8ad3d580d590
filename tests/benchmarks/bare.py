"""The floor: a discord.py client with our settings and nothing else, as a program of its own.

    python -m tests.benchmarks.bare                       connects, and idles
    python -m tests.benchmarks.bare DATABASE MESSAGES     inserts so many messages at a time, in one batch

It imports nothing of the bot unless it inserts: an idle client's memory is measured, too.
"""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import Callable

import discord

Listener = Callable[[discord.Message], None]


class Bare(discord.Client):
    """The intents and the caches of the bot's own client."""

    def __init__(self, listener: Listener) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, guild_reactions=True, message_content=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self._listener = listener

    async def on_message(self, message: discord.Message) -> None:
        self._listener(message)


def inserting(database: str, most: int) -> Listener:
    """Return what collects messages, and inserts them as the store does: the same statements, one commit."""
    from bot.adapters.sql.tables.contributions import SAVE, SAVE_PERSON

    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    people: list[tuple[object, ...]] = []
    rows: list[tuple[object, ...]] = []

    def insert(message: discord.Message) -> None:
        author = message.author
        people.append((1, author.id, author.display_name))
        rows.append((1, message.id, message.channel.id, author.id, message.content, None, None, None, ""))
        if len(rows) == most:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(SAVE_PERSON, people)
            connection.executemany(SAVE, rows)
            connection.execute("COMMIT")
            people.clear()
            rows.clear()

    return insert


async def main(listener: Listener) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with Bare(listener) as client:
        running = asyncio.create_task(client.start(os.environ["DISCORD_TOKEN"]))
        await stop.wait()
        await client.close()
        await running


if __name__ == "__main__":
    asyncio.run(main(inserting(sys.argv[1], int(sys.argv[2])) if sys.argv[1:] else lambda _: None))
