"""The port `LanguageModel` over HTTP: one request at a time, small, bounded, and never trusted.

Servers differ in what they know of `response_format`: the schema is tried first, then JSON with the schema beside it,
then any JSON, then none, and what a server took is remembered. Nothing of an answer reaches the log but its status: it
could hold anything. No redirect is followed, since the key would go along.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.app.ports.language_model import ModelError
from bot.core.base.words import N_

LARGEST = 256 * 1024
"""Bytes of an answer; a headline has a few hundred."""

MOST_TOKENS = 1000
"""Enough for two sentences after some thinking, and an end for a model that cannot stop."""

CONNECT = 10.0
"""Seconds in which a server takes a connection: what is not there is known long before an answer could be."""

DISAGREES = (400, 404, 415, 422, 500, 501)
"""With these statuses servers refuse a `response_format` that they do not know."""

SILENT = N_("The language model at {place} did not answer within {seconds} seconds.")
UNREACHABLE = N_("The language model at {place} cannot be reached.")
STATUS = N_("The language model at {place} answered with status {status}.")
KEY = N_("The language model at {place} wants a key, or another one than it got.")
TOO_LARGE = N_("The language model at {place} sent more than {limit} bytes.")
RUBBISH = N_("The language model at {place} sent something else than an answer.")
CUT = N_("The language model at {place} did not finish its answer.")
HALF_READ = N_("The language model at {place} read only a part of what it was sent: it needs a larger context.")

DENSEST = 6
"""Characters of a token at most, on average: a prompt that counts less than that was cut by the server, silently."""


class Endpoint:
    """A model at an address, with a key if it wants one. `form` is the strictest form of answer that it takes."""

    def __init__(self, url: str, name: str, key: str, timeout: timedelta) -> None:
        self.name = name
        parts = urlsplit(url)
        self.place = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        self.form = 0
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._seconds = timeout.total_seconds()

    async def answer(self, instructions: str, data: str, schema: Mapping[str, Any]) -> str:
        """Return what it says; raise `ModelError` if it does not answer in time, or not as the protocol has it."""
        try:
            connecting = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT)
            async with asyncio.timeout(self._seconds), aiohttp.ClientSession(timeout=connecting) as session:
                return await self._answer(session, instructions, data, schema)
        except aiohttp.ServerTimeoutError:
            raise ModelError(UNREACHABLE, place=self.place) from None
        except TimeoutError:
            raise ModelError(SILENT, place=self.place, seconds=round(self._seconds)) from None
        except (aiohttp.ClientError, OSError, ValueError):  # a key that is no header is a ValueError
            raise ModelError(UNREACHABLE, place=self.place) from None

    async def _answer(
        self, session: aiohttp.ClientSession, instructions: str, data: str, schema: Mapping[str, Any]
    ) -> str:
        body = {
            "model": self.name,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": data}],
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        forms = _forms(schema)
        while True:
            request = {**body, **forms[self.form]}
            async with session.post(self._url, json=request, headers=self._headers, allow_redirects=False) as response:
                if response.status in DISAGREES and self.form + 1 < len(forms):
                    self.form += 1
                    continue
                if response.status in (401, 403):
                    raise ModelError(KEY, place=self.place)
                if response.status != 200:
                    raise ModelError(STATUS, place=self.place, status=response.status)
                return self._content(await self._read(response), len(instructions) + len(data))

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        sent = bytearray()
        async for chunk in response.content.iter_any():
            sent += chunk
            if len(sent) > LARGEST:
                raise ModelError(TOO_LARGE, place=self.place, limit=LARGEST)
        return bytes(sent)

    def _content(self, sent: bytes, length: int) -> str:
        """Return what was answered to a prompt of so many characters."""
        try:
            answer = json.loads(sent)
            choice, usage = answer["choices"][0], answer.get("usage") or {}
            read = usage.get("prompt_tokens")
            content, reason = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise ModelError(RUBBISH, place=self.place) from None
        if not isinstance(content, str):
            raise ModelError(RUBBISH, place=self.place)
        if reason != "stop":
            raise ModelError(CUT, place=self.place)
        if isinstance(read, int) and 0 < read * DENSEST < length:  # some servers count 0, or nothing
            raise ModelError(HALF_READ, place=self.place)
        return content


def _forms(schema: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the forms of answer to ask for, the strictest first."""
    strict = {"name": "lines", "strict": True, "schema": schema}
    return (
        {"response_format": {"type": "json_schema", "json_schema": strict}},
        {"response_format": {"type": "json_object", "schema": schema}},  # llama.cpp's own, in all its versions
        {"response_format": {"type": "json_object"}},
        {},
    )
