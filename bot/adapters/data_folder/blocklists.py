"""The servers' own lists of words and domains: text files beside the record, a line an entry."""

from pathlib import Path

from bot.app.moderating.server_rules import Lists
from bot.core.base.errors import ConfigError
from bot.core.base.words import N_

COMMENT = "#"


def blocklists_in(folder: Path) -> Lists:
    """Return what reads `blocklist.txt` (for all servers) and `blocklist-<id of a server>.txt` in a folder.

    An entry with a dot and no space is a domain; the others are words. Lines that begin with "#" are notes.
    """

    def lists(guild: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        entries = [*_entries(folder / "blocklist.txt"), *_entries(folder / f"blocklist-{guild}.txt")]
        domains = tuple(entry for entry in entries if _is_domain(entry))
        return tuple(entry for entry in entries if not _is_domain(entry)), domains

    return lists


def _is_domain(entry: str) -> bool:
    return "." in entry and " " not in entry


def _entries(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(N_("The list {path} cannot be read ({reason})."), path=path, reason=error) from error
    return [line.strip() for line in lines if line.strip() and not line.startswith(COMMENT)]
