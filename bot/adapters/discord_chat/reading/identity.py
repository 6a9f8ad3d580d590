"""Who somebody is by Discord (its developer documentation, "OAuth2"), and what they are on a server.

Discord tells who they are and nothing else (scope `identify`); its token is given back at once. What they may see is
asked by the bot itself.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import aiohttp
import discord

from bot.adapters.discord_chat.interactions.askers import Roles, asker_in
from bot.adapters.discord_chat.room.failures import REFUSED, as_room_errors, breakable
from bot.app.ports.values import Gone, Unsure
from bot.core.base.contribution import Person
from bot.core.base.errors import RoomError
from bot.core.requests.rights import Asker

PAGE = "https://discord.com/oauth2/authorize"
SCOPE = "identify"
PATIENCE = aiohttp.ClientTimeout(total=10)
MEMBER_SECONDS = 5
"""How long a page waits for what somebody is on a server."""


class DiscordIdentity:
    """Says by Discord who somebody is. `secret` is the application's; `back` is where people return to."""

    def __init__(self, application: Callable[[], int | None], secret: str, back: str) -> None:
        self._application = application
        self._secret = secret
        self._back = back

    def address(self, state: str) -> str:
        asked = {"client_id": self._application() or 0, "response_type": "code", "scope": SCOPE, "state": state}
        return f"{PAGE}?{urlencode({**asked, 'redirect_uri': self._back, 'prompt': 'none'})}"

    async def person(self, code: str) -> Person:
        given = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._back}
        try:
            async with aiohttp.ClientSession(timeout=PATIENCE) as session:
                token = (await self._post(session, "/oauth2/token", given))["access_token"]
                try:
                    return await _asked(session, token)
                finally:
                    with suppress(RoomError, Unsure, aiohttp.ClientError, TimeoutError):
                        await self._post(session, "/oauth2/token/revoke", {"token": token})
        except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError) as error:
            raise Unsure(type(error).__name__) from error  # its text could repeat what was sent

    async def _post(self, session: aiohttp.ClientSession, path: str, form: dict[str, str]) -> dict[str, Any]:
        application = {"client_id": str(self._application() or 0), "client_secret": self._secret}
        async with session.post(discord.http.Route.BASE + path, data={**form, **application}) as response:
            return await _read(response)


async def _asked(session: aiohttp.ClientSession, token: str) -> Person:
    headers = {"Authorization": f"Bearer {token}"}
    async with session.get(f"{discord.http.Route.BASE}/users/@me", headers=headers) as response:
        user = await _read(response)
    return Person(int(user["id"]), str(user.get("global_name") or user["username"]))


async def _read(response: aiohttp.ClientResponse) -> dict[str, Any]:
    if response.status == 429 or response.status >= 500:
        raise Unsure(str(response.status))
    if response.status != 200:
        raise RoomError(REFUSED, code=response.status, text=response.reason)
    found = await response.json()
    return found if isinstance(found, dict) else {}


class DiscordMembers:
    """The members of the servers that the bot is on."""

    def __init__(self, client: discord.Client, roles: Roles) -> None:
        self._client = client
        self._roles = roles

    async def asker(self, guild: int, person: int) -> Asker | None:
        server = self._client.get_guild(guild)
        if server is None:
            return None
        with suppress(Gone), as_room_errors(), breakable(self._client):
            async with asyncio.timeout(MEMBER_SECONDS):
                return asker_in(await server.fetch_member(person), self._roles)
        return None

    def name_of(self, guild: int) -> str:
        server = self._client.get_guild(guild)
        return server.name if server else ""
