"""The settings of one installation: config.yaml → a frozen Config. `config.example.yaml` documents every key."""

import os
import shlex
from collections.abc import Iterator, Mapping
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from bot.adapters.data_folder.places import CONFIG_FILE, DATA_FOLDER, PROMPTS_FOLDER, database_in, wordings_in
from bot.adapters.yaml_files.config_fields import (
    SQLITE,
    Delay,
    Endpoint,
    FilePath,
    Id,
    Listening,
    Network,
    Origin,
    RoleName,
    Shards,
    Size,
    StoreAddress,
    Switch,
    VariableName,
)
from bot.adapters.yaml_files.fields import Duration, Lasting, Line, Zone, whole
from bot.adapters.yaml_files.model_check import check
from bot.adapters.yaml_files.problems import FileError, Found, KeySlip, Problem, Slip
from bot.adapters.yaml_files.shapes import Entry, Parsed, key
from bot.adapters.yaml_files.syntax.marked import Document, load_file
from bot.core.base.errors import ConfigError, Phrase
from bot.core.base.media import KEEPING, Keeping, Kind
from bot.core.base.retention import MOST_DAYS, MOST_MONTHS, RETENTION, Retention
from bot.core.base.words import N_

TOKEN_VARIABLE, TOKEN_FILE_VARIABLE = "DISCORD_TOKEN", "DISCORD_TOKEN_FILE"

NO_FILE = N_("There is no configuration file {path}; copy config.example.yaml, or leave --config out.")
NO_TOKEN = N_(
    "There is no token: run `tchat setup`, set DISCORD_TOKEN, or name the token's file in DISCORD_TOKEN_FILE or in "
    "discord.token_file."
)
NO_TOKEN_FILE = N_("The token's file {path} cannot be read ({reason}).")

OPEN_TOKEN_FILE = N_("Others can read the token's file {path}, and act as the bot with it; run `{command}`.")


LOOPBACK = ("localhost", "127.0.0.1", "::1")
NO_METRICS_TOKEN = N_(
    "metrics.listen can be reached by others, or metrics.token_env names a variable that is empty: put a token into it."
)
NO_SECRET = N_("web.sign_in_secret_env names a variable that is empty: put the application's client secret into it.")


class Discord(Entry):
    """How the bot reaches Discord. `guilds` are the ids of the servers it serves; none means all.

    `shards` is how many connections it has; 0 means as many as Discord advises. Hosts are spoken to in the channel
    `host_desk`; without it in a private thread, or else in `log_channel`.
    """

    token_file: FilePath | None = None
    guilds: tuple[Id, ...] = ()
    shards: Shards = 0
    host_desk: Id | None = None
    log_channel: Id | None = None


class Timing(Entry):
    """Where times are meant that name no zone; how late a step may be performed without asking the hosts."""

    zone: Zone = "UTC"
    lateness: Duration | None = None


class Roles(Entry):
    """Names or ids of roles: members of `host` may do what hosts do, those of `organiser` get the files of chats."""

    host: tuple[RoleName, ...] = ()
    organiser: tuple[RoleName, ...] = ()


class ModelSettings(Entry):
    """A language model that proposes lines for recaps: where it is, which one, and how long an answer may take.

    `key_env` names the variable of the environment that holds its key.
    """

    url: Endpoint
    name: Annotated[str, Line(100)]
    key_env: VariableName | None = None
    timeout: Lasting = timedelta(minutes=2)

    @property
    def key(self) -> str:
        """The key from the environment; "" if there is none."""
        return os.environ.get(self.key_env, "").strip() if self.key_env else ""


class SummarySettings(Entry):
    """How much a summary quotes, when and where its recap is published by itself, and what helps to word it."""

    quotes: Annotated[int, Parsed(whole(1, 20))] = 7
    publish_after: Delay = timedelta(minutes=30)
    model: ModelSettings | None = None
    channel: Id | None = None


def _place(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


class Web(Entry):
    """The archive in the browser: whether there is one, where it is served, and under which address it is reached.

    What `trusted_proxies` say of where a request comes from is believed. `sign_in_secret_env` names the variable of
    the environment that holds the client secret of the Discord application.
    """

    enabled: Switch = False
    listen: Listening = "127.0.0.1:8801"
    public_url: Origin | None = None
    trusted_proxies: tuple[Network, ...] = (ip_network("127.0.0.1"), ip_network("::1"))
    sign_in_secret_env: VariableName | None = None

    @property
    def secret(self) -> str:
        """What Discord knows the pages by; "" if nobody can sign in. Raises `ConfigError` where there is none."""
        secret = os.environ.get(self.sign_in_secret_env, "").strip() if self.sign_in_secret_env else ""
        if self.sign_in_secret_env and not secret:
            raise ConfigError(NO_SECRET)
        return secret

    @property
    def place(self) -> tuple[str, int]:
        """The host and the port to serve at."""
        return _place(self.listen)

    @property
    def address(self) -> str:
        """What links begin with; nothing if there are no pages."""
        return (self.public_url or f"http://{self.listen}") if self.enabled else ""


class Metrics(Entry):
    """Whether and where programs ask how the bot is, and the variable that holds the token which they must send."""

    enabled: Switch = False
    listen: Listening = "127.0.0.1:9464"
    token_env: VariableName | None = None

    @property
    def place(self) -> tuple[str, int]:
        """The host and the port to serve at."""
        return _place(self.listen)

    @property
    def token(self) -> str:
        """What must be sent; raises `ConfigError` where others could ask and there is none."""
        token = os.environ.get(self.token_env, "").strip() if self.token_env else ""
        if not token and (self.token_env or self.place[0] not in LOOPBACK):
            raise ConfigError(NO_METRICS_TOKEN)
        return token


KindName = Literal["image", "audio", "video", "document", "text", "other"]
"""The values of `Kind`, as the checks of files want them."""


class AttachmentSettings(Entry):
    """Which of the files that members attach are kept, and how many bytes of them; with no kinds, none are."""

    each: Size = KEEPING.each
    session: Size = KEEPING.session
    kinds: tuple[KindName, ...] = ("image", "audio", "video", "document", "text")

    @property
    def keeping(self) -> Keeping:
        """The settings as the use cases want them."""
        return Keeping(self.each, self.session, frozenset(map(Kind, self.kinds)))


class RetentionSettings(Entry):
    """How long things about people are kept, in months or days; hosts set their own for their server."""

    record_months: Annotated[int, Parsed(whole(1, MOST_MONTHS))] = RETENTION.record
    attachment_days: Annotated[int, Parsed(whole(1, MOST_DAYS))] = RETENTION.attachments
    case_days: Annotated[int, Parsed(whole(1, MOST_DAYS))] = RETENTION.cases
    suggestion_days: Annotated[int, Parsed(whole(1, MOST_DAYS))] = RETENTION.suggestions

    @property
    def durations(self) -> Retention:
        """The settings as the use cases want them."""
        return Retention(self.record_months, self.attachment_days, self.case_days, self.suggestion_days)


def _as_written(value: object) -> object:
    """Return a value that is checked elsewhere: by `_moderation_slips`."""
    return value


class Config(Entry):
    """All settings; every one has a default that works."""

    discord: Discord = Discord()
    data_dir: FilePath = DATA_FOLDER
    store: StoreAddress = SQLITE
    prompts_dir: FilePath = PROMPTS_FOLDER
    timing: Timing = Timing()
    roles: Roles = Roles()
    summary: SummarySettings = SummarySettings()
    attachments: AttachmentSettings = AttachmentSettings()
    retention: RetentionSettings = RetentionSettings()
    web: Web = Web()
    metrics: Metrics = Metrics()
    moderation: Annotated[Mapping[str, Any], Parsed(_as_written)] = key(
        "What is done about messages that rules find.", default_factory=dict
    )

    @property
    def database(self) -> Path:
        """Where the record is kept."""
        return database_in(self.data_dir)

    @property
    def kept_files(self) -> Path:
        """Where the bytes of attachments are kept."""
        return self.data_dir / "attachments"

    @property
    def wordings(self) -> Path:
        """Where an operator's own wordings of moderation are."""
        return wordings_in(self.data_dir)

    @property
    def backups(self) -> Path:
        """Where the nightly copies of the record are kept."""
        return self.data_dir / "backups"


def load_config(path: Path | None, data_dir: Path | None = None) -> Config:
    """Return the settings from a file, from config.yaml in this folder if that is there, or the defaults.

    Raises `ConfigError` if a named file is missing, and `FileError` with everything that is wrong with one.
    """
    if path is not None and not path.exists():
        raise ConfigError(NO_FILE, path=path)
    path = path or CONFIG_FILE
    config = Config()
    if path.exists():
        checked, problems = check_config(load_file(path))
        if checked is None:
            raise FileError(problems)
        config = checked
    return config.but(data_dir=data_dir) if data_dir else config


def check_config(document: Document) -> tuple[Config | None, list[Problem]]:
    """Return the settings in a file, or None and everything that is wrong with it."""
    return check(document, Config, _moderation_slips)


def _moderation_slips(raw: dict[str, Any]) -> Iterator[Found]:
    if (given := raw.get("moderation")) is not None:
        from bot.core.moderation.settings import read  # the rules are known to whoever sets any

        for fault in read(given)[1]:
            yield fault.loc, (KeySlip if fault.of_key else Slip)(fault.template, **fault.values)


def token_of(config: Config) -> str:
    """Return the bot's token, from the environment or from its own file; raise `ConfigError` without one.

    The environment may hold it, or name its file, as systemd and containers hand over secrets.
    """
    if token := os.environ.get(TOKEN_VARIABLE, "").strip():
        return in_one_piece(token)
    named = os.environ.get(TOKEN_FILE_VARIABLE, "").strip()
    path = Path(named) if named else config.discord.token_file
    if path is None:
        raise ConfigError(NO_TOKEN)
    try:
        status = path.stat()
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(NO_TOKEN_FILE, path=path, reason=error) from error
    if status.st_mode & 0o007 or (status.st_mode & 0o070 and status.st_uid == os.geteuid()):
        raise ConfigError(OPEN_TOKEN_FILE, path=path, command=f"chmod 600 {shlex.quote(str(path))}")
    if not token:
        raise ConfigError(NO_TOKEN_FILE, path=path, reason=Phrase(N_("it is empty")))
    return in_one_piece(token)


def in_one_piece(token: str) -> str:
    """Return a token; raise `ConfigError` for one that was broken when it was copied."""
    if any(sign.isspace() or not sign.isprintable() for sign in token):
        raise ConfigError(N_("The token has spaces or line breaks in it; copy it again, in one piece."))
    return token
