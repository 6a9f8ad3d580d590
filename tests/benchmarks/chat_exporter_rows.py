"""The same rows as messages of discord.py, written as HTML by chat-exporter, for comparison: extra `bench`."""

import importlib
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol

import discord

Export = Callable[..., Coroutine[Any, Any, str | None]]

GUILD, CHANNEL = 41, 42


class Said(Protocol):
    """What of a row is a message."""

    @property
    def id(self) -> int: ...
    @property
    def author(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...


def exporter() -> Export | None:
    """Return what exports, or None where the extra is not installed."""
    try:
        export: Export = importlib.import_module("chat_exporter").raw_export
    except ModuleNotFoundError:
        return None
    return export


def messages_of(rows: Iterable[Said]) -> tuple[discord.TextChannel, list[discord.Message]]:
    """Return a channel with the rows as its messages.

    Only words and authors: for a reply chat-exporter would ask Discord, and without marks, pictures and reactions it
    has less to do than we have.
    """
    rows = list(rows)
    state: Any = discord.Client(intents=discord.Intents.none())._connection
    people = {row.author: row.name for row in rows}
    guild = discord.Guild(data=_guild(people), state=state)
    channel = discord.TextChannel(state=state, guild=guild, data=_channel())
    return channel, [discord.Message(state=state, channel=channel, data=_message(row)) for row in rows]


def _user(id: int, name: str) -> Any:
    return {"id": str(id), "username": name, "discriminator": "0", "avatar": None, "global_name": name}


def _guild(people: dict[int, str]) -> Any:
    members = [
        {"user": _user(id, name), "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0}
        for id, name in people.items()
    ]
    return {"id": str(GUILD), "name": "Guild", "member_count": len(members), "members": members, "roles": []}


def _channel() -> Any:
    return {"id": str(CHANNEL), "name": "tchat", "type": 0, "position": 0, "permission_overwrites": []}


def _message(row: Said) -> Any:
    nothing: dict[str, Any] = {"embeds": [], "attachments": [], "mentions": [], "mention_roles": [], "components": []}
    return nothing | {
        "id": str(row.id),
        "channel_id": str(CHANNEL),
        "type": 0,
        "content": row.text,
        "author": _user(row.author, row.name),
        "edited_timestamp": None,
        "timestamp": discord.utils.snowflake_time(row.id).isoformat(),
        "tts": False,
        "pinned": False,
        "flags": 0,
        "mention_everyone": False,
    }
