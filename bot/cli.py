"""The `tchat` command: arguments in, use cases called, one sentence on standard error for what goes wrong.

Each command imports what it needs when it is called: `tchat --help` is there at once, and a bot holds no other's parts.

Exit status: 0 done, 1 a problem that is named, 2 wrong usage (click's own), 78 (`run`) what no restart mends.
"""

import atexit
import gc
import os
import sys
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TypeVar

import click

from bot.adapters.catalogues import GUIDES
from bot.core.base.errors import TchatError
from bot.core.base.words import N_, Words

if TYPE_CHECKING:
    from bot.config import Config
    from bot.core.session.listing import Listed

DEPLOYMENTS = ("systemd", "quadlet", "container", "compose")
EXISTING = click.Path(path_type=Path)
SUMMARY_FORMATS = ("md", "html", "json", "txt")
TRANSCRIPT_FORMATS = ("html", "md", "txt", "csv", "xlsx", "json", "zip")

HOPELESS = 78
"""The exit status that asks not to be restarted: EX_CONFIG of sysexits.h."""

Result = TypeVar("Result")


class Translated(click.Command):
    """A command whose help is shown in the language of the terminal."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        for each in (self, *self.get_params(ctx)):
            if isinstance(each, click.Command | click.Option) and each.help:
                each.help = _words().gettext(each.help)
        super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help."""
        return _words().gettext(self.help).partition(". ")[0].rstrip(".") if self.help else ""


class TranslatedGroup(Translated, click.Group):
    """The group of all commands."""

    command_class = Translated


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --config and --data to a command."""
    command = click.option("--data", type=EXISTING, help=N_("The folder of the record (instead of data_dir)."))(command)
    return click.option(
        "--config", type=EXISTING, help=N_("The configuration file (otherwise config.yaml in this folder).")
    )(command)


@click.version_option(
    package_name="tchat-bot", message="%(package)s %(version)s", help=N_("Print the name and the version, and end.")
)
@click.group(cls=TranslatedGroup, help=N_("Structured chats: numbered questions on a timer, a summary afterwards."))
def cli() -> None:
    """Hold the commands."""


@cli.command(
    help=N_(
        "Rehearse a pack in the browser, against a fast clock and with a cast answering. No account, no network. "
        "Without a PACK it is the shipped one in the language of this terminal: LANG=fi_FI.UTF-8 gives the Finnish one."
    )
)
@click.argument("pack", type=EXISTING, required=False)
@click.option(
    "--speed",
    type=click.FloatRange(min=0),
    default=None,
    help=N_("How many times faster than real time: 10 in the browser, 60 without; 0 is as fast as possible."),
)
@click.option("--cast", "cast_file", type=EXISTING, help=N_("The file of the members who answer."))
@click.option("--no-cast", is_flag=True, help=N_("Let nobody answer."))
@click.option("--headless", is_flag=True, help=N_("Show the room on this terminal, and end when the chat is over."))
@click.option("--host", default="127.0.0.1", show_default=True, help=N_("On which of this computer's addresses it is."))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8800, show_default=True, help=N_("Where the room is; 0 takes any.")
)
@click.option("--no-open", is_flag=True, help=N_("Do not open a browser."))
@config_options
def rehearse(
    pack: Path | None,
    speed: float | None,
    cast_file: Path | None,
    no_cast: bool,
    headless: bool,
    host: str,
    port: int,
    no_open: bool,
    config: Path | None,
    data: Path | None,
) -> None:
    """Play a rehearsal and print where its files are."""
    if no_cast and cast_file:
        raise click.UsageError("--cast and --no-cast exclude each other.")
    from rich.console import Console

    from bot import rehearsing
    from bot.adapters.yaml_files.packs.loader import read_pack

    settings = _settings(config, data)
    file = rehearsing.pack_file(pack, settings, _language())
    script = read_pack(file, zone=settings.timing.zone)
    cast = None if no_cast else rehearsing.cast_for(cast_file, file, script)
    if headless:
        pace = rehearsing.HEADLESS_SPEED if speed is None else speed
        paths = _finish(rehearsing.rehearse(settings, script, cast, pace, Console(highlight=False)))
    else:
        pace = rehearsing.USUAL_SPEED if speed is None else speed
        chosen = rehearsing.Chosen(pace or None, host, port, opens=not no_open)
        paths = rehearsing.in_browser(settings, script, cast, chosen, _address_told)
    for path in paths:
        click.echo(path)
    if headless and sys.stdout.isatty():  # for people, not for whatever reads the paths
        click.echo(_words().gettext("Take part in one: tchat rehearse opens it in your browser."))


def _address_told(address: str) -> None:
    said = _words()
    click.echo(said.gettext("The room is open: {address}").format(address=address))
    click.echo(said.gettext("Ctrl-C ends it, and writes the summary and the transcripts."))


NO_SHARDS = N_("write 0-1/4 for shards 0 and 1 of 4; of 1, 2, 4, 8, 16, 32 or 64")


@cli.command(
    help=N_("Run the Discord bot. The token comes from DISCORD_TOKEN, DISCORD_TOKEN_FILE or discord.token_file.")
)
@click.option("--once", is_flag=True, help=N_("End if Discord cannot be reached at the start (otherwise keep trying)."))
@click.option(
    "--standby", is_flag=True, help=N_("Wait while another bot runs on this record, and take over when it ends.")
)
@click.option(
    "--shards",
    "text",
    metavar="0-1/4",
    default="0/1",
    help=N_("Serve a part of the servers, here shards 0 and 1 of 4; other processes serve the rest (PostgreSQL only)."),
)
@config_options
def run(once: bool, standby: bool, text: str, config: Path | None, data: Path | None) -> None:
    """Run until SIGTERM."""
    from bot.adapters import catalogues

    catalogues.load()  # before what stays: reading them takes several times the memory of what is kept
    from bot import wiring
    from bot.adapters.system import logs, memory
    from bot.core.base.place import Share

    share = Share.read(text)
    if share is None:
        raise click.BadParameter(_words().gettext(NO_SHARDS), param_hint="--shards")
    memory.keep_small()
    memory.keep_tidy()
    try:
        with logs.shown(sys.stderr):
            wiring.serve(lambda: _settings(config, data), wiring.How(once=once, standby=standby, share=share))
    except TchatError as error:
        if error.restart_helps:
            raise
        _fail(error.sentence(_words()), HOPELESS)


@cli.command(help=N_("Set the bot up: take in its token, check it, print the link that invites the bot."))
@click.option(
    "--write", "kind", type=click.Choice(DEPLOYMENTS), help=N_("Write the files by which this starts the bot.")
)
@click.option("-o", "--output", "folder", type=EXISTING, default=Path(), help=N_("The folder of those files."))
@config_options
def setup(kind: str | None, folder: Path, config: Path | None, data: Path | None) -> None:
    """Ask for the token, or read it from standard input; or write files."""
    from bot.adapters.system import logs
    from bot.installation import setup as setting_up

    said = _words()
    if kind:
        for path in setting_up.write(kind, folder):
            click.echo(path)
        return
    settings = _settings(config, data)
    asked = said.gettext("The bot's token (developer portal → Bot → Reset Token)")
    token = click.prompt(asked, hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline()
    with logs.hidden():
        found = _finish(setting_up.take_in(settings, token.strip(), config))
    for finding in found:
        click.echo(finding.line(said))
    if not setting_up.is_fine(found):
        sys.exit(1)


@cli.command(help=N_("Say whether the bot runs: 0 if it does, else 1 and a sentence. For programs that watch it."))
@click.option("--ready", is_flag=True, help=N_("Only if it is connected to Discord, too."))
@config_options
def health(ready: bool, config: Path | None, data: Path | None) -> None:
    """Print a sentence; end with 1 unless the bot runs."""
    from bot import stores
    from bot.core.base.finding import Weight

    finding = _finish(stores.health(_settings(config, data), ready=ready))
    if finding.weight is not Weight.GOOD:
        _fail(finding.sentence(_words()))
    click.echo(finding.sentence(_words()))


@cli.command(help=N_("Check packs, casts and the configuration; every error with its line and column."))
@click.argument("files", type=EXISTING, nargs=-1)
@click.option("--schema", is_flag=True, help=N_("Print the JSON Schema of packs, for editors."))
@click.option("--links", is_flag=True, help=N_("Open the readings' links, too: public addresses only."))
@click.option("--config", type=EXISTING, help=N_("The configuration file (otherwise config.yaml in this folder)."))
def check(files: tuple[Path, ...], schema: bool, links: bool, config: Path | None) -> None:
    """Print every problem, and end with 1 if there is any; else when everything of each pack comes."""
    if schema:
        import json

        from bot.adapters.yaml_files.packs.model import pack_schema

        click.echo(json.dumps(pack_schema(), indent=2, ensure_ascii=False))
        return
    from bot.installation.checked_files import check_all, check_links

    said = _words()
    checked = check_all(files, config)
    problems = [problem for each in checked for problem in each.problems]
    dead, unseen = _finish(check_links(checked)) if links and not problems else ([], [])
    for problem in (*problems, *dead, *unseen):
        click.echo(f"{problem.file}:{problem.line}:{problem.column}: {problem.sentence(said)}")
    if problems or dead:
        sys.exit(1)
    for each in checked:
        if each.pack:
            from bot.adapters.yaml_files.packs.times import timetable

            click.echo(f"{each.path}: {timetable(each.pack, said)}")
    count = len(checked)
    fine = said.ngettext("{count} file checked, nothing to fix.", "{count} files checked, nothing to fix.", count)
    click.echo(fine.format(count=count))


@cli.command(help=N_("List the sessions that are stored."))
@click.option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@config_options
def sessions(as_json: bool, config: Path | None, data: Path | None) -> None:
    """List sessions, oldest first."""
    from bot import stores

    found = [each for each in stores.listed(config, data) if not _never_began(each)]
    if as_json:
        import json

        click.echo(json.dumps([_session_data(session) for session in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(_words().gettext("No sessions yet."))
        return
    click.echo("\n".join(map(_line, found)))


@cli.command(help=N_("Make a session's summary again from the record."))
@click.argument("number", type=int)
@click.option("--format", "kind", type=click.Choice(SUMMARY_FORMATS), default="md", show_default=True)
@click.option("-o", "--output", type=EXISTING, help=N_("The file to write (otherwise standard output)."))
@config_options
def summary(number: int, kind: str, output: Path | None, config: Path | None, data: Path | None) -> None:
    """Write a summary."""
    from bot import parts

    async def make() -> None:
        settings = _settings(config, data)
        async with parts.reading(settings) as (_, records):
            text = await parts.exports_of(records, settings).summary(number, kind)
            with _opened(output) as file:
                file.write(text.encode())

    _finish(make())


@cli.command(help=N_("Make a session's transcript again from the record."))
@click.argument("number", type=int)
@click.option("--format", "kind", type=click.Choice(TRANSCRIPT_FORMATS), required=True)
@click.option("--public", is_flag=True, help=N_("The record for everybody: names as chosen, answers only."))
@click.option("-o", "--output", type=EXISTING, help=N_("The file to write (otherwise standard output)."))
@config_options
def transcript(
    number: int, kind: str, public: bool, output: Path | None, config: Path | None, data: Path | None
) -> None:
    """Write a transcript."""
    from bot import parts

    async def make() -> None:
        settings = _settings(config, data)
        async with parts.reading(settings) as (_, records):
            pieces = parts.exports_of(records, settings).pieces(number, kind, public=public)
            with _opened(output) as file:
                async for piece in pieces:
                    file.write(piece)

    _finish(make())


@cli.command(help=N_("Write a calendar feed of all upcoming chats (iCalendar)."))
@click.option("-o", "--output", type=EXISTING, help=N_("The file to write (otherwise standard output)."))
@config_options
def calendar(output: Path | None, config: Path | None, data: Path | None) -> None:
    """Write the feed."""
    from bot import parts

    text = _finish(parts.calendar(_settings(config, data)))
    is_new = output is not None and not output.exists()
    with _opened(output) as file:
        file.write(text.encode())
    if output is not None and is_new:
        output.chmod(0o644)  # a feed is for everybody, so a web server must be able to read it


@cli.command(help=N_("Copy the database into a new file, also while the bot runs."))
@click.argument("file", type=EXISTING)
@config_options
def backup(file: Path, config: Path | None, data: Path | None) -> None:
    """Write a copy and print where it is."""
    from bot.stores import database_of

    _finish(database_of(_settings(config, data)).back_up(file))
    click.echo(file)


@cli.command(help=N_("Restore a copy; the current database is kept aside. Stop the bot first."))
@click.argument("file", type=EXISTING)
@config_options
def restore(file: Path, config: Path | None, data: Path | None) -> None:
    """Restore a copy, and print where the record before it is."""
    from bot.app.privacy import by_hand
    from bot.parts import place_of
    from bot.stores import database_of

    settings = _settings(config, data)
    aside = _finish(database_of(settings).restore(file))
    _finish(by_hand.erased_again(place_of(settings)))
    said = _words()
    click.echo(said.gettext("The database is now the copy {path}.").format(path=file))
    if aside:
        click.echo(said.gettext("The previous one is kept for a week: {path}").format(path=aside))


@cli.command(help=N_("Move the record to another database, such as PostgreSQL, or back. Stop the bot first."))
@click.option(
    "--to",
    "store",
    required=True,
    help=N_("The store: sqlite, or postgresql://USER@HOST/NAME (password in PGPASSWORD)."),
)
@config_options
def move(store: str, config: Path | None, data: Path | None) -> None:
    """Move the record, and say what to write into the configuration."""
    from bot import stores

    aside = _finish(stores.move(_settings(config, data), store))
    said = _words()
    moved = said.gettext("Every table is there, row by row. Now write `store: {store}` into the configuration.")
    click.echo(moved.format(store=store))
    if aside:
        click.echo(said.gettext("What was there before is kept for a week: {path}").format(path=aside))


@cli.command(help=N_("Show, export or erase what is kept of a member, by the number of their account."))
@click.argument("person", type=click.IntRange(min=1))
@click.argument("deed", type=click.Choice(("show", "export", "erase")))
@click.option("--server", type=int, help=N_("Only this server (otherwise every one)."))
@click.option("--session", "number", type=int, help=N_("Erase from this session only."))
@click.option("--yes", is_flag=True, help=N_("Erase without asking."))
@click.option("-o", "--output", type=EXISTING, help=N_("The file to write (otherwise standard output)."))
@config_options
def mydata(
    person: int,
    deed: str,
    server: int | None,
    number: int | None,
    yes: bool,
    output: Path | None,
    config: Path | None,
    data: Path | None,
) -> None:
    """Do for a member what /mydata does, also for one who left."""
    from bot import parts
    from bot.app.privacy import by_hand

    said, settings = _words(), _settings(config, data)

    async def show() -> None:
        async with parts.reading(settings) as (store, _):
            click.echo("\n".join(by_hand.lines(await by_hand.kept(store, person, server), said)))

    async def export() -> None:
        async with parts.reading(settings) as (store, records):
            found = await by_hand.kept(store, person, server)
            with _opened(output) as file:
                async for piece in parts.exports_of(records, settings).own(found, said):
                    file.write(piece)

    if deed == "show":
        _finish(show())
    elif deed == "export":
        _finish(export())
    else:
        question = said.gettext("Erase what is kept of {person}? This cannot be undone.").format(person=person)
        if not yes:
            click.confirm(question, abort=True, err=True)
        count = _finish(by_hand.erased(parts.place_of(settings), person, server, number))
        text = said.ngettext("Erased from {count} session.", "Erased from {count} sessions.", count)
        click.echo(text.format(count=count))


@cli.command(help=N_("Say what is wrong with this installation, and how to fix it."))
@click.option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@config_options
def doctor(as_json: bool, config: Path | None, data: Path | None) -> None:
    """Print a line for everything that was looked at; end with 1 if anything must be mended."""
    from bot.adapters.system import logs
    from bot.core.base.finding import Weight
    from bot.installation import doctor as examination

    said = _words()
    with logs.hidden():
        findings = _finish(examination.examine(config, data))
    if as_json:
        import json

        click.echo(json.dumps(examination.as_data(findings, said), ensure_ascii=False, indent=2))
    for finding in () if as_json else findings:
        click.echo(finding.line(said))
    if any(finding.weight is Weight.FAULT for finding in findings):
        sys.exit(1)


@cli.command(name="guide", help=N_("Print a guide: for a member, a host, an organiser or an operator."))
@click.argument("who", type=click.Choice(GUIDES), required=False)
def show_guide(who: str | None) -> None:
    """Print a guide in the language of the terminal, or which guides there are."""
    import re

    from bot.adapters.catalogues import guide, title_of_guide

    language = _language()
    if who:
        click.echo(re.sub(r"^!\[.*\n\n", "", guide(who, language), flags=re.MULTILINE), nl=False)
        return
    for each in GUIDES:
        click.echo(f"{each:10} {title_of_guide(each, language)}")


def main() -> NoReturn:
    """Run the command line; whatever goes wrong ends as one sentence and an exit status."""
    atexit.register(gc.freeze)  # no search for garbage in memory that is gone anyway: a tenth of a short command
    os.umask(0o077)  # what members said is for its keeper's eyes only, in every file that is made
    try:
        cli.main(prog_name="tchat", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except TchatError as error:
        _fail(error.sentence(_words()))
    except OSError as error:
        _fail(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "))
    sys.exit(0)


def _finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Return what comes of some work, once it is done."""
    import asyncio

    gc.enable()
    return asyncio.run(work)


def _settings(config: Path | None, data: Path | None) -> "Config":
    """Return the settings of this installation, as --config and --data name them.

    What a command makes in the data folder belongs to the folder's owner once the command has ended.
    """
    from bot.adapters.data_folder.ownership import give_back
    from bot.config import load_config

    settings = load_config(config, data)
    click.get_current_context().call_on_close(lambda: give_back(settings.data_dir))
    return settings


def _opened(path: Path | None) -> AbstractContextManager[BinaryIO]:
    """Return the file to write to, or standard output, which stays open."""
    if path is None:
        return nullcontext(sys.stdout.buffer)
    return path.open("wb")


def _never_began(session: "Listed") -> bool:
    """Whether this is a rehearsal that somebody left before anything was said."""
    return _is_past(session) and session.opened_at is None


def _is_past(session: "Listed") -> bool:
    """Whether this is a rehearsal that ended: its room lasted as long as it did."""
    from bot.core.base.phase import Phase
    from bot.core.base.place import REHEARSAL

    return session.phase is Phase.ROOM_GONE and session.room.platform == REHEARSAL


def _line(session: "Listed") -> str:
    opened = f"{session.opened_at:%Y-%m-%d %H:%M} UTC" if session.opened_at else "-"
    phase = "rehearsed" if _is_past(session) else session.phase
    return f"{session.number:4}  {opened:20}  {phase:9}  {session.title}"


def _session_data(session: "Listed") -> dict[str, object]:
    return {
        "number": session.number,
        "title": session.title,
        "status": session.phase.value,
        "opened_at": session.opened_at.isoformat() if session.opened_at else None,
        "closed_at": session.closed_at.isoformat() if session.closed_at else None,
        "platform": session.room.platform,
    }


def _words() -> Words:
    """Return the catalogue in the language of the terminal."""
    from bot.adapters.catalogues import words

    return words(_language())


def _language() -> str:
    """Return the language of the terminal: "en", "fi-FI"."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return name.replace("_", "-").split(".")[0]


def _fail(sentence: str, status: int = 1) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(status)
