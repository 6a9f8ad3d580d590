"""The room of a rehearsal, served."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.adapters.catalogues import words
from bot.adapters.export.html.markup import HtmlMarkup
from bot.adapters.web.frame.server import serving
from bot.adapters.web.rehearsal.routes import room_of
from bot.config import Config
from bot.core.script.cast import Cast
from bot.core.script.pack import Pack
from bot.rehearsing import beside
from tests.adapters.rehearsal.rehearsals import CAST, PACK, Played, played
from tests.adapters.web.sites import Visitor


@asynccontextmanager
async def room(
    folder: Path, *, pack: Pack = PACK, cast: Cast | None = CAST, speed: float | None = 0.0, begun: bool = True
) -> AsyncIterator[tuple[Played, Visitor]]:
    async with (
        played(folder, pack=pack, cast=cast, speed=speed, begun=begun) as chat,
        room_of(
            chat.rehearsal,
            words,
            HtmlMarkup,
            *beside(chat.rehearsal, Config(data_dir=folder, prompts_dir=folder / "prompts"), "UTC"),
        ) as app,
        serving(app, host="127.0.0.1", port=0) as address,
        aiohttp.ClientSession() as session,
    ):
        yield chat, Visitor(address, session, app)
