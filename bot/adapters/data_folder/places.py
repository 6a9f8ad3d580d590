"""Where an installation has its files unless it says otherwise; for commands that need no other setting, too."""

from pathlib import Path

CONFIG_FILE = Path("config.yaml")
DATA_FOLDER = Path("data")
PROMPTS_FOLDER = Path("prompts")


def database_in(folder: Path) -> Path:
    """Return where the record is kept in a data folder."""
    return folder / "tchat.db"


def wordings_in(folder: Path) -> Path:
    """Return where an operator's own wordings of moderation are in a data folder."""
    return folder / "wordings"
