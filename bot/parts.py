"""The parts that are chosen alike wherever a chat is run or read; without Discord, so that such commands start fast."""

import shutil
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.catalogues import GUIDES, guide, picture_of_guides, words
from bot.adapters.data_folder.blocklists import blocklists_in
from bot.adapters.data_folder.ledger import FileLedger
from bot.adapters.data_folder.shelf import FolderShelf
from bot.adapters.export.files import Exports
from bot.adapters.system.choosing import in_thread
from bot.adapters.system.clock import SystemClock
from bot.adapters.yaml_files.packs.aside import aside
from bot.adapters.yaml_files.packs.folder import PackFolder
from bot.adapters.yaml_files.packs.loader import read_pack_text
from bot.adapters.yaml_files.wordings.loader import lexicons_in
from bot.app.engine import Engine, Files, Settings
from bot.app.live.vitals import Link
from bot.app.moderating.server_rules import ServerRules
from bot.app.planning.drafts import ServerDrafts
from bot.app.ports.language_model import Wording
from bot.app.ports.store import Store
from bot.app.privacy.by_hand import Place
from bot.app.privacy.erasure import Beside
from bot.app.reading.archive import Archive
from bot.app.reading.records import Records
from bot.config import Config, ModelSettings
from bot.core.base.place import DISCORD
from bot.core.record.recap import Recap
from bot.core.script.pack import Pack
from bot.core.session.state import Session
from bot.stores import database_of

if TYPE_CHECKING:
    from bot.adapters.language_model.endpoint import Endpoint
    from bot.adapters.web.frame.site import Part

SHIPPED = (Path(__file__).parent / "prompts", Path(__file__).parent.parent / "prompts")
"""Where the shipped prompts lie: in an installed package, or beside it in a checkout."""


def shipped(name: str = "") -> Path:
    """Return the path of a shipped file of the prompts folder, or of the folder."""
    return next((folder / name for folder in SHIPPED if (folder / name).exists()), SHIPPED[0] / name)


def settings_of(config: Config) -> Settings:
    """Return what the use cases need of the configuration."""
    return Settings(
        zone=config.timing.zone,
        quotes=config.summary.quotes,
        publish_after=config.summary.publish_after,
        lateness=config.timing.lateness,
        moderation=config.moderation,
        attachments=config.attachments.keeping,
        retention=config.retention.durations,
    )


def _calendar_of(sessions: Sequence[Session]) -> str:
    """Return sessions as a calendar. Its library takes 2 MB, so it is loaded by those who make one."""
    from bot.adapters.export.calendar.feed import calendar_of

    return calendar_of(sessions)


def _article_of(recap: Recap, kind: str) -> str:
    """Return a recap as an article. What writes it is loaded by those who make one."""
    from bot.adapters.export.recap import FORMATS

    return FORMATS[kind](recap, words(recap.head.language))


def files_of(config: Config) -> Files:
    """Return what the use cases read from and write to files."""
    zone = config.timing.zone

    async def parse(name: str, text: str) -> Pack:
        return await aside(lambda: read_pack_text(f"{name}.yaml", text, zone=zone))

    return Files(
        packs=PackFolder(config.prompts_dir, zone, until_made=shipped()),
        parse=parse,
        calendar=_calendar_of,
        shelf=FolderShelf(config.kept_files),
        article=_article_of,
        beside=beside_of(config),
        lists=blocklists_in(config.data_dir),
        lexicons=lexicons_in(config.wordings),
    )


def beside_of(config: Config) -> Beside:
    """Return what lies beside the record and may hold the same words."""

    def drop_files(number: int) -> None:
        """Remove what was written of a session; it can be made again."""
        for folder in (config.data_dir / "sessions").glob(f"{number}-*"):
            shutil.rmtree(folder, ignore_errors=True)

    return Beside(FileLedger(config.data_dir / "erased.txt"), database_of(config).copies, drop_files)


def place_of(config: Config) -> Place:
    """Return where the record of an installation is, for what an operator does with it by hand."""
    return Place(database_of(config), beside_of(config), FolderShelf(config.kept_files), SystemClock())


def wording_of(config: Config) -> Wording | None:
    """Return the language model with its instructions; None if there is none. What speaks to it is loaded only then."""
    if config.summary.model is None:
        return None
    from bot.adapters.language_model.templates import wording_with

    return wording_with(endpoint_of(config.summary.model), [config.prompts_dir, *SHIPPED])


def endpoint_of(settings: ModelSettings) -> "Endpoint":
    """Return the language model that is set."""
    from bot.adapters.language_model.endpoint import Endpoint

    return Endpoint(settings.url, settings.name, settings.key, settings.timeout)


@asynccontextmanager
async def reading(config: Config) -> AsyncIterator[tuple[Store, Records]]:
    """Open the record for the commands that read it, beside a running bot."""
    async with database_of(config).opened_to_read() as store:
        files = files_of(config)
        rules = ServerRules(store, config.moderation, files.lists, files.lexicons)
        zone, quotes = config.timing.zone, config.summary.quotes
        yield store, Records(store, rules, zone=zone, quotes=quotes, choosing=in_thread, words=words)


async def calendar(config: Config) -> str:
    """Return the feed of what is to come: chats that are set or on, and those called off before their time."""
    now = SystemClock().now()
    async with database_of(config).opened_to_read() as store:
        ahead = [(await store.load(number)).session for number in await store.ahead(DISCORD, now)]
    return _calendar_of(ahead)


def guides_served() -> "Part":
    """Return the guides as pages; what makes them is loaded only then."""
    from bot.adapters.web.guides.routes import Guides, guides_of

    return guides_of(Guides(GUIDES, guide, picture_of_guides))


def _packs_written(config: Config, archive: Archive, engine: Engine) -> "Sequence[Part]":
    """Return the form for packs of servers, if people can sign in: a link does not say who somebody is."""
    if archive.signing_in is None:
        return ()
    from bot.adapters.export.html.markup import HtmlMarkup
    from bot.adapters.web.archive.writing import BELOW, of_servers
    from bot.adapters.web.packs.routes import Form
    from bot.adapters.yaml_files.packs.drafts import YamlForms

    zone = config.timing.zone
    find = of_servers(archive.signing_in, partial(ServerDrafts, engine.library, YamlForms(zone)))
    return (Form(find, words, HtmlMarkup, engine.clock, zone, below=BELOW).part,)


@asynccontextmanager
async def archive_served(config: Config, archive: Archive, engine: Engine) -> AsyncIterator[Callable[[], int]]:
    """Serve the archive for the length of a block, if there is one, and yield what counts its followers.

    Of several processes the one with shard 0 does. What serves it is loaded only then.
    """
    if not (config.web.enabled and engine.live.share.have_first):
        yield lambda: 0
        return
    from bot.adapters.export.files.pages import PageSheets
    from bot.adapters.web.archive.routes import Pages
    from bot.adapters.web.frame.server import serving
    from bot.adapters.web.frame.streams import STREAMS

    sheets = PageSheets(words, config.timing.zone)
    pages = Pages(
        archive,
        words,
        sheets,
        exports_of(engine.records, config),
        public_url=config.web.public_url or "",
        trusted_proxies=config.web.trusted_proxies,
        calendar=_calendar_of,
        beside=[guides_served(), *_packs_written(config, archive, engine)],
    )
    host, port = config.web.place
    events = (engine.live.changed, engine.collector.heard, engine.catchup.heard, engine.erasure.shrunk)
    with pages.following(*events):
        async with serving(pages.app, host=host, port=port):
            yield lambda: pages.app[STREAMS].open


@asynccontextmanager
async def health_served(
    config: Config, engine: Engine, links: Callable[[], Mapping[int, Link]], followers: Callable[[], int]
) -> AsyncIterator[None]:
    """Serve how the bot is for the length of a block, if anywhere; what serves it is loaded only then."""
    if not config.metrics.enabled:
        yield
        return
    from bot.adapters.web.frame.server import serving
    from bot.adapters.web.health.routes import health_of

    host, port = config.metrics.place
    async with (
        health_of(engine, links, followers, words, token=config.metrics.token) as app,
        serving(app, host=host, port=port),
    ):
        yield


def exports_of(records: Records, config: Config) -> Exports:
    """Return what makes files from a record."""
    return Exports(records, words, FolderShelf(config.kept_files))
