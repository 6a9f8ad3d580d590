"""The archive of a stage, served, and people who hold links to it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import aiohttp

from bot.adapters.catalogues import words
from bot.adapters.data_folder.shelf import FolderShelf
from bot.adapters.export.calendar.feed import calendar_of
from bot.adapters.export.files import Exports
from bot.adapters.export.files.pages import PageSheets
from bot.adapters.export.html.markup import HtmlMarkup
from bot.adapters.web.archive.routes import Pages
from bot.adapters.web.archive.writing import BELOW, of_servers
from bot.adapters.web.frame.limits import LIMITS
from bot.adapters.web.frame.server import serving
from bot.adapters.web.packs.routes import Form
from bot.adapters.yaml_files.packs.drafts import YamlForms
from bot.app.planning.drafts import ServerDrafts
from bot.app.reading.archive import Archive
from bot.app.reading.entering.signing_in import SigningIn
from bot.core.base.contribution import Person
from bot.core.base.place import RoomRef
from bot.core.requests.rights import Asker, Standing
from bot.core.requests.tickets import View
from bot.parts import guides_served
from tests.adapters.web.sites import Answered, Visitor
from tests.stage import MEGHAN, Stage, pack_of, staged

HIDDEN = "I would rather not say this in public"


class Platform:
    """Stands for Discord: who comes back with their name as the code, and what each is on the stage's server."""

    def __init__(self) -> None:
        self.standings: dict[int, Standing] = {}
        self.page = "https://discord.com/oauth2/authorize?"
        self.views = True
        self.asked = 0
        self.trouble: Exception | None = None

    def address(self, state: str) -> str:
        return f"{self.page}state={state}"

    async def person(self, code: str) -> Person:
        if self.trouble:
            raise self.trouble
        return Person(int(code), f"Reader {code}")

    def name_of(self, guild: int) -> str:
        return f"Server {guild}"

    async def asker(self, guild: int, person: int) -> Asker | None:
        self.asked += 1
        if self.trouble:
            raise self.trouble
        standing = self.standings.get(person)
        return Asker(person, guild, standing, lambda _: self.views) if standing else None


@dataclass
class Served:
    """A stage with its archive. A reader is known by the links that they hold."""

    stage: Stage
    archive: Archive
    visitor: Visitor
    platform: Platform

    async def sign_in(self, person: int, standing: Standing | None = None) -> str:
        """Sign somebody in who is that on the server, and return what their browser holds."""
        if standing:
            self.platform.standings[person] = standing
        assert self.archive.signing_in
        return f"tchat-member={await self.archive.signing_in.begin(str(person))}"

    async def token(
        self, *, session: int | None = None, view: View = View.FULL, days: int = 7, room: RoomRef | None = None
    ) -> str:
        """Return the word in a new link."""
        link, _ = await self.archive.give(room or self.stage.room.ref, session, view, MEGHAN, days)
        return link.rpartition("/")[2]

    async def asks(self, path: str, *tokens: str, method: str = "GET", **more: Mapping[str, str]) -> Answered:
        headers = {"Cookie": f"tchat={'.'.join(tokens)}"} if tokens else {}
        form = {"data": {"a": "b"}} if method == "POST" else {}
        return await self.visitor.asks(path, method=method, headers={**headers, **more.get("headers", {})}, **form)


@asynccontextmanager
async def served_archive(folder: Path, *, public_url: str = "") -> AsyncIterator[Served]:
    """Serve the archive of a stage on which nothing has happened."""
    async with staged(folder) as stage:
        records = stage.engine.records
        platform = Platform()
        signing_in = SigningIn(stage.store, stage.clock, platform, platform)
        archive = Archive(stage.store, records, stage.clock, "http://127.0.0.1", signing_in)
        exports = Exports(records, words, FolderShelf(folder / "attachments"))
        drafts = partial(ServerDrafts, stage.engine.library, YamlForms("UTC"))
        form = Form(of_servers(signing_in, drafts), words, HtmlMarkup, stage.clock, "UTC", below=BELOW)
        pages = Pages(
            archive,
            words,
            PageSheets(words, "UTC"),
            exports,
            public_url=public_url,
            calendar=calendar_of,
            beside=[guides_served(), form.part],
        )
        engine = stage.engine
        events = (engine.live.changed, engine.collector.heard, engine.catchup.heard, engine.erasure.shrunk)
        with pages.following(*events):
            async with (
                serving(pages.app, host="127.0.0.1", port=0) as address,
                aiohttp.ClientSession() as session,
            ):
                pages.app[LIMITS].now = count(step=60).__next__  # no test but those about limits asks too often
                yield Served(stage, archive, Visitor(address, session, pages.app), platform)


@asynccontextmanager
async def played_archive(folder: Path, *, public_url: str = "") -> AsyncIterator[Served]:
    """Serve the archive after a chat with two questions."""
    async with served_archive(folder, public_url=public_url) as served:
        await play(served.stage)
        yield served


async def play(stage: Stage) -> None:
    """Have a chat of two questions, to the end."""
    await stage.start(pack_of("What is blue?", "What is red?"))
    ada, ben, cy = stage.member("Ada"), stage.member("Ben"), stage.member("Cy")
    await stage.advance(minutes=6)
    sky = await ada.says("The sky over the harbour on a clear morning in March, before anybody is up", in_thread=1)
    await ben.says("The ink of letters that nobody has sent, kept in a drawer for years", in_thread=1)
    await cy.says(f"Agreed, it is the sky, and {HIDDEN}", in_thread=1, reply_to=sky)
    await cy.says("by the way, hello everybody in the channel")
    await stage.host("next")
    await ben.says("The door of the house in which I grew up, painted again each spring", in_thread=2)
    await stage.host("close")
    await stage.advance(hours=60)
