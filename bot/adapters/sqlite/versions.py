"""Which versions of the schema there are: one migration each, numbered from 1."""

from pathlib import Path

MIGRATIONS = Path(__file__).with_name("migrations")


def newest_version() -> int:
    """Return the number of the last migration that there is."""
    return scripts()[-1][0]


def scripts() -> list[tuple[int, Path]]:
    """Return every migration with its number, oldest first."""
    return sorted((int(file.name[:4]), file) for file in MIGRATIONS.iterdir() if file.name.endswith(".sql"))
