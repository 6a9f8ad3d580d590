"""The wiring of a rehearsal: a local room and a fast clock in the place of Discord and the real one."""

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rich.console import Console

from bot.adapters.catalogues import words
from bot.adapters.rehearsal.play import play
from bot.adapters.rehearsal.room import RehearsalRoom
from bot.adapters.rehearsal.screen import Screen
from bot.adapters.system.choosing import in_thread
from bot.adapters.system.clock import FastClock, SystemClock
from bot.adapters.yaml_files.casts.loader import read_cast
from bot.app.engine import running
from bot.app.ports.store import Store
from bot.app.reading.records import Records
from bot.config import Config
from bot.core.base.errors import NotFound
from bot.core.base.words import N_
from bot.core.script.cast import Cast
from bot.core.script.pack import Pack
from bot.core.script.stand_ins import stand_ins
from bot.core.session.state import Session
from bot.parts import exports_of, files_of, settings_of
from bot.stores import database_of

BUNDLED = (Path(__file__).parent / "prompts", Path(__file__).parent.parent / "prompts")
"""Where the shipped packs lie: in an installed package, or beside it in a checkout."""

SAMPLE_PACK = "what-is-influence.yaml"


def pack_file(path: Path | None, config: Config) -> Path:
    """Return the file of the pack at a path, of the pack of that name in the prompts folder, or of the shipped one."""
    if path is None:
        return _bundled(SAMPLE_PACK)
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


def _bundled(name: str) -> Path:
    """Return the path of a shipped file of the prompts folder, such as a cast."""
    return next((folder / name for folder in BUNDLED if (folder / name).exists()), BUNDLED[0] / name)


async def rehearse(config: Config, pack: Pack, cast: Cast | None, speed: float, console: Console) -> list[Path]:
    """Play a pack with a cast in a local room, and return the paths of the recap and the transcripts."""
    clock = FastClock(SystemClock().now().replace(second=0, microsecond=0), speed)
    zone = pack.schedule.zone if pack.schedule else config.timing.zone
    language = words(pack.language)
    async with database_of(config).opened() as store:
        with Screen(console, zone, language) as screen:
            room = RehearsalRoom(clock, screen.watch)
            listed = cast.blocklist if cast else ()
            files = replace(files_of(config), lists=lambda _: (listed, ()))
            settings = replace(settings_of(config), publish_after=timedelta())  # nobody is there to look at a draft
            async with running(store, room, clock, words, settings, files, in_thread) as engine:
                number = await play(engine, room, clock, pack, cast, screen, language)
                return await write_files(engine.records, store, number, config)


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
