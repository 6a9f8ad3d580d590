"""`tchat setup`: takes in the token, and writes the files by which a service starts the bot."""

import os
import secrets
import shlex
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from string import Template

from bot.adapters.data_folder.places import CONFIG_FILE
from bot.adapters.discord_chat import diagnosis
from bot.adapters.system.clock import SystemClock
from bot.config import Config, in_one_piece
from bot.core.base.errors import ConfigError
from bot.core.base.finding import Finding, Weight, good, warning
from bot.core.base.words import N_
from bot.core.moderation.settings import Action, RuleSettings, parse

DEPLOY = Path(__file__).parents[1] / "deploy"

TOKEN_FILE = Path("discord.token")
"""Where the token is kept unless the configuration says otherwise."""

FILES: Mapping[str, tuple[str, ...]] = {
    "systemd": ("tchat.service",),
    "quadlet": ("tchat.container", "tchat.volume", "Containerfile"),
    "container": ("Containerfile",),
    "compose": ("compose.yaml", "Containerfile"),
}
"""What each way to start the bot needs. Each file says itself what to do with it."""

STORED = N_("The token is in {path}, for your eyes only.")
CONFIGURED = N_("The configuration {path} is new, and names that file.")
TO_CONFIGURE = N_("Write `discord: {{token_file: {path}}}` into the configuration.")
NO_TOKEN = N_("No token was given, so nothing was changed.")
THERE = N_("{path} already exists; move it away, or name another folder with -o.")


async def take_in(config: Config, token: str, config_file: Path | None) -> list[Finding]:
    """Check a token with Discord, and keep it; return what was found. One that Discord does not know is not kept."""
    if not token:
        raise ConfigError(NO_TOKEN)
    hidden, shards = hides(parse(config.moderation)), config.discord.shards
    found = await diagnosis.examine(in_one_piece(token), SystemClock(), hides=hidden, shards=shards)
    if diagnosis.is_unknown(found):
        return found
    path = config.discord.token_file or TOKEN_FILE
    _keep(path, token)
    kept = [good(STORED, path=path)]
    file = config_file or CONFIG_FILE
    if config.discord.token_file is None and not _exists(file):
        _keep(file, f"discord:\n  token_file: {TOKEN_FILE}\n")
        kept.append(good(CONFIGURED, path=file))
    elif config.discord.token_file is None:
        kept.append(warning(TO_CONFIGURE, path=path))
    return [*kept, *found]


def hides(rules: RuleSettings) -> bool:
    """Return whether one of the rules hides messages, which takes a permission of its own."""
    actions = [getattr(getattr(rules, field.name), "action", Action.OFF) for field in fields(rules)]
    return Action.HOLD in (*actions, rules.escalation.up_to)


def write(kind: str, folder: Path) -> list[Path]:
    """Write the files of a way to start the bot into a folder; raise `ConfigError` rather than replace one."""
    paths = [folder / name for name in FILES[kind]]
    if there := [path for path in paths if _exists(path)]:
        raise ConfigError(THERE, path=there[0])
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        text = (DEPLOY / path.name).read_text(encoding="utf-8")
        path.write_text(Template(text).safe_substitute(command=command()), encoding="utf-8")
        path.chmod(0o644)  # no secret is in them, and other programs read them
    return paths


def command() -> str:
    """Return how this program is started, wherever one stands."""
    return f"{shlex.quote(sys.executable)} -m bot"


def is_fine(findings: list[Finding]) -> bool:
    """Return whether nothing among these must be mended."""
    return all(finding.weight is not Weight.FAULT for finding in findings)


def _keep(path: Path, text: str) -> None:
    """Write a file that only its keeper can read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.touch(mode=0o600)
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _exists(path: Path) -> bool:
    return path.exists()
