"""The wiring of a rehearsal: a local room and a fast clock in the place of Discord and the real one."""

import asyncio
import os
import re
import secrets
import sys
import unicodedata
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot.adapters.catalogues import words
from bot.adapters.rehearsal.course import USUAL_SPEED as USUAL_SPEED
from bot.adapters.rehearsal.play import play
from bot.adapters.rehearsal.room import RehearsalRoom
from bot.adapters.rehearsal.screen import Screen
from bot.adapters.rehearsal.taking_part import LocalRehearsal
from bot.adapters.system import memory, process
from bot.adapters.system.choosing import in_thread
from bot.adapters.system.clock import FastClock, RoomClock, SystemClock
from bot.adapters.yaml_files.casts.loader import read_cast
from bot.app.engine import Engine, Files, Settings, running
from bot.app.ports.files import Exports
from bot.app.ports.store import Store
from bot.app.reading.records import Records
from bot.config import Config
from bot.core.base.errors import NotFound
from bot.core.base.words import N_
from bot.core.script.cast import Cast
from bot.core.script.pack import Pack
from bot.core.script.stand_ins import stand_ins
from bot.core.session.state import Session
from bot.parts import exports_of, files_of, guides_served, settings_of, shipped, wording_of
from bot.stores import database_of

if TYPE_CHECKING:
    from bot.adapters.web.frame.site import Part

SAMPLE_PACK = "what-is-influence.yaml"
SAMPLES_IN = {"fi": "asiantuntijan-aani-somessa.yaml"}
"""The shipped packs in other languages than English."""

HEADLESS_SPEED = 60.0
"""An hour in a minute, for who only wants to see that it works; in the browser people read along."""

ENDING_SECONDS = 10
"""How long writing the files and closing everything may take."""


def pack_file(path: Path | None, config: Config, language: str = "en") -> Path:
    """Return the file of the pack at a path, of the pack of that name in the prompts folder, or of the shipped one.

    Who names none gets the shipped one in their language ("fi-FI"), or else in English.
    """
    if path is None:
        return shipped(SAMPLES_IN.get(language.partition("-")[0], SAMPLE_PACK))
    named = config.prompts_dir / f"{path}.yaml"
    if not path.exists() and not named.exists():
        raise NotFound(
            N_("There is no pack {path}; give the path of a file, or a name from {folder}."),
            path=path,
            folder=config.prompts_dir,
        )
    return path if path.exists() else named


def cast_for(path: Path | None, file: Path, pack: Pack) -> Cast:
    """Return the cast that was named, or the pack's own, or members who say that there is none.

    A pack's own cast has its name, in the folder `casts` beside it.
    """
    own = file.parent / "casts" / file.name
    if path or own.exists():
        return read_cast(path or own)
    return stand_ins(pack, words(pack.language))


def _settings(config: Config) -> Settings:
    """Return the settings for a rehearsal: a clock that outran a busy computer is no outage."""
    return replace(settings_of(config), lateness=timedelta.max)


async def rehearse(config: Config, pack: Pack, cast: Cast | None, speed: float, console: Console) -> list[Path]:
    """Play a pack with a cast in a local room, and return the paths of the recap and the transcripts."""
    clock = FastClock(_begin(), speed)
    language = words(pack.language)
    async with database_of(config).opened() as store:
        with Screen(console, zone_of(config, pack), language) as screen:
            room = RehearsalRoom(clock, screen.watch)
            # Nobody is there to look at a draft.
            settings = replace(_settings(config), publish_after=timedelta())
            files = _files(config, cast)
            async with running(store, room, clock, words, settings, files, in_thread, wording_of(config)) as engine:
                number = await play(engine, room, clock, pack, cast, screen, language)
                paths = await write_files(engine.records, store, number, config)
                for line in await engine.proposals.trial(number):
                    told = language.gettext("The language model would propose: {line}").format(line=line)
                    console.print(told, markup=False, highlight=False)
                return paths


@asynccontextmanager
async def rehearsal(
    config: Config, pack: Pack, cast: Cast | None, speed: float | None
) -> AsyncIterator[LocalRehearsal]:
    """Have a rehearsal that people take part in, for the length of a block; a speed of None is as fast as possible."""
    clock = RoomClock(_begin())
    settings, files = _settings(config), _files(config, cast)

    @asynccontextmanager
    async def switched_on(room: RehearsalRoom) -> AsyncIterator[Engine]:
        async with (
            database_of(config).opened() as store,
            running(store, room, clock, words, settings, files, in_thread, wording_of(config)) as engine,
        ):
            yield engine

    def exports(engine: Engine) -> Exports:
        return exports_of(engine.records, config)

    async def keep(engine: Engine, number: int) -> list[Path]:
        return await write_files(engine.records, engine.store, number, config)

    zone = zone_of(config, pack)
    async with LocalRehearsal(
        pack, cast, clock, words, zone=zone, speed=speed, switch_on=switched_on, exports=exports, keep=keep
    ) as made:
        yield made


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a rehearsal is shown in the browser; a speed of None is as fast as possible.

    On a host that others reach, the pages are for whoever has the printed address: it holds a token.
    """

    speed: float | None
    host: str
    port: int
    opens: bool


def in_browser(
    config: Config, pack: Pack, cast: Cast | None, chosen: Chosen, told: Callable[[str], None]
) -> list[Path]:
    """Have a rehearsal in the browser until SIGINT or SIGTERM; return the paths of what was said in it, if anything."""
    return process.run_until_signal(partial(_in_browser, config, pack, cast, chosen, told), ENDING_SECONDS)


async def _in_browser(
    config: Config,
    pack: Pack,
    cast: Cast | None,
    chosen: Chosen,
    told: Callable[[str], None],
    ending: process.Ending,
) -> list[Path]:
    from bot.adapters.export.html.markup import HtmlMarkup
    from bot.adapters.web.frame.server import serving
    from bot.adapters.web.frame.site import LOOPBACK
    from bot.adapters.web.rehearsal.routes import room_of

    token = "" if chosen.host in LOOPBACK else secrets.token_urlsafe(16)
    async with (
        rehearsal(config, pack, cast, chosen.speed) as played,
        room_of(played, words, HtmlMarkup, *beside(played, config, zone_of(config, pack)), token=token) as pages,
        serving(pages, host=chosen.host, port=chosen.port) as served,
    ):
        address = f"{served}/in/{token}" if token else served
        told(address)
        memory.keep_tidy()
        if chosen.opens and _has_a_screen():
            await asyncio.to_thread(webbrowser.open, address)
        await ending.asked.wait()
        await played.keep()
        return played.kept


def beside(played: LocalRehearsal, config: Config, zone: str) -> "list[Part]":
    """Return the pages beside the room: the archive, about this rehearsal alone, the guides, and packs in a form."""
    from bot.adapters.export.files.pages import PageSheets
    from bot.adapters.export.html.markup import HtmlMarkup
    from bot.adapters.rehearsal.own_archive import Own, OwnArchive
    from bot.adapters.web.archive.routes import Pages
    from bot.adapters.web.packs.routes import Form, in_folder
    from bot.adapters.yaml_files.packs.drafts import DraftFolder, YamlForms

    def current() -> Own:
        return Own(played.engine.store, played.engine.records, played.number)

    archive = OwnArchive(current, played.clock)
    pages = Pages(archive, words, PageSheets(words, zone), _Downloads(played, config))
    drafts = DraftFolder(config.prompts_dir, YamlForms(config.timing.zone))
    form = Form(in_folder(drafts), words, HtmlMarkup, SystemClock(), config.timing.zone)
    return [pages.beside, guides_served(), form.part]


@dataclass(frozen=True, slots=True)
class _Downloads:
    """Files of a rehearsal, from whatever it runs on now."""

    played: LocalRehearsal
    config: Config

    def pieces(self, number: int, format: str, *, public: bool = False) -> AsyncIterator[bytes]:
        return exports_of(self.played.engine.records, self.config).pieces(number, format, public=public)

    def answers(self, number: int, question: int, *, public: bool = False) -> AsyncIterator[bytes]:
        return exports_of(self.played.engine.records, self.config).answers(number, question, public=public)

    async def summary(self, number: int, format: str) -> str:
        return await exports_of(self.played.engine.records, self.config).summary(number, format)


def _has_a_screen() -> bool:
    """Return whether there is a screen to open a browser on; one in this terminal would be in the way."""
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def zone_of(config: Config, pack: Pack) -> str:
    """Return the zone in which the times of a pack are shown."""
    return pack.schedule.zone if pack.schedule else config.timing.zone


def _begin() -> datetime:
    return SystemClock().now().replace(second=0, microsecond=0)


def _files(config: Config, cast: Cast | None) -> Files:
    """Return the files of the use cases; the words that a cast's server blocks are in its file."""
    listed = cast.blocklist if cast else ()
    return replace(files_of(config), lists=lambda _: (listed, ()))


async def write_files(records: Records, store: Store, number: int, config: Config) -> list[Path]:
    """Write a session's summary and its transcripts in every format, and return their paths."""
    session = (await store.load(number)).session
    folder = config.data_dir / "sessions" / folder_name(session)
    exports = exports_of(records, config)
    folder.mkdir(parents=True, exist_ok=True)
    articles = [folder / f"summary.{kind}" for kind in ("md", "html")]
    for path in articles:
        path.write_text(await exports.summary(number, path.suffix[1:]), encoding="utf-8")
    return [*articles, *[await exports.transcript(number, kind, folder) for kind in exports.formats]]


def folder_name(session: Session) -> str:
    """Return "7-what-is-influence-really": a session's number and its title in plain letters."""
    title = session.pack.title.in_language(session.pack.language)
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{session.number}-{slug or session.pack.name}"
