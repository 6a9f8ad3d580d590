"""By which rules a server's talk is watched: the operator's settings, with what the server's hosts changed."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.app.ports.store import Store
from bot.core.base.errors import ConfigError
from bot.core.moderation.message.lexicon import Lexicon
from bot.core.moderation.settings import RuleSettings, parse

log = logging.getLogger(__name__)

LISTED = ("words", "domains")

Lists = Callable[[int], tuple[tuple[str, ...], tuple[str, ...]]]
"""Returns the words and the domains of a server's own list."""

Lexicons = Callable[[str], Lexicon]
"""Returns the words and wordings by which a talk in a language is read."""


class ServerRules:
    """Knows the rules of each server. `given` is the operator's part of the configuration."""

    def __init__(self, store: Store, given: Mapping[str, Any], lists: Lists, lexicons: Lexicons) -> None:
        self._store = store
        self._given = given
        self._lists = lists
        self.lexicon = lexicons
        self._known: dict[int, RuleSettings] = {}
        self._turn = asyncio.Lock()

    def given_anew(self, given: Mapping[str, Any], lexicons: Lexicons) -> None:
        """Take in what the operator sets and what talks are read by; blocklists are read again when they are needed."""
        self._given = given
        self.lexicon = lexicons
        self._known.clear()

    async def of(self, guild: int) -> RuleSettings:
        """Return the rules of a server. What cannot be read of them is left out: a chat goes on without."""
        async with self._turn:  # what is read here must not take the place of what is changed meanwhile
            if guild not in self._known:
                try:
                    self._known[guild] = self.tried(guild, await self._changes(guild))
                except ConfigError as error:
                    log.error("the rules of server %s: %s", guild, error)
                    self._known[guild] = parse(self._given)
            return self._known[guild]

    async def with_changes(self, guild: int, changes: Mapping[str, Any]) -> RuleSettings:
        """Return what the rules would be with these changes, too; raise `ConfigError` where that is impossible."""
        return self.tried(guild, _merged(await self._changes(guild), changes))

    async def change(self, guild: int, changes: Mapping[str, Any]) -> RuleSettings:
        """Change the rules of a server for good, and return them. A preset takes the place of all earlier changes."""
        async with self._turn:  # of two hosts who change something at once, neither undoes what the other did
            merged = _merged(await self._changes(guild), changes)
            changed = self.tried(guild, merged)
            await self._store.note(_key(guild), json.dumps(merged))
            self._known[guild] = changed
        return changed

    def tried(self, guild: int, changes: Mapping[str, Any]) -> RuleSettings:
        """Return the operator's settings with changes and the server's own list."""
        settings = parse(_merged(self._given, changes))
        words, domains = self._lists(guild)
        listed = settings.blocklist
        return replace(
            settings, blocklist=replace(listed, words=listed.words + words, domains=listed.domains + domains)
        )

    async def _changes(self, guild: int) -> dict[str, Any]:
        noted = await self._store.recall(_key(guild))
        return dict(json.loads(noted)) if noted else {}


def _merged(settings: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings with changes, rule by rule; a preset replaces all but the blocklists."""
    merged: dict[str, Any] = _listed(settings) if "preset" in changes else dict(settings)
    for name, value in changes.items():
        known = merged.get(name)
        known = {"action": known} if isinstance(known, str | bool) else known
        merged[name] = {**known, **value} if isinstance(known, Mapping) and isinstance(value, Mapping) else value
    return merged


def _listed(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words and domains among the settings: which are not used is no matter of strictness."""
    blocklist = settings.get("blocklist")
    kept = {name: blocklist[name] for name in LISTED if name in blocklist} if isinstance(blocklist, Mapping) else {}
    return {"blocklist": kept} if kept else {}


def _key(guild: int) -> str:
    return f"moderation of server {guild}"
