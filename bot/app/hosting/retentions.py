"""How long each server keeps what is about people: the operator's durations, where its hosts set none of their own."""

import json
from dataclasses import asdict, replace

from bot.app.ports.store import Store
from bot.core.base.retention import Retention


class Retentions:
    """Knows and changes how long each server keeps things."""

    def __init__(self, store: Store, given: Retention) -> None:
        self._store = store
        self._given = given

    async def of(self, guild: int) -> Retention:
        """Return how long a server keeps things."""
        noted = await self._store.recall(_key(guild))
        return replace(self._given, **json.loads(noted)) if noted else self._given

    async def change(self, guild: int, retention: Retention) -> None:
        """Let a server keep things as long as this from now on; what it leaves as the operator set it follows them."""
        given = asdict(self._given)
        own = {name: value for name, value in asdict(retention).items() if value != given[name]}
        await self._store.note(_key(guild), json.dumps(own))


def _key(guild: int) -> str:
    return f"retention of server {guild}"
