"""Fixtures of the adapter tests."""

from tests.adapters.discord_chat.discord_room import discord, general, guild, hasty, meghan, run

__all__ = ["discord", "general", "guild", "hasty", "meghan", "run"]
