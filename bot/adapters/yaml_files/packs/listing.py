"""Which files of a folder are packs, by their names."""

from pathlib import Path

ENDINGS = (".yaml", ".yml")


def list_packs(folder: Path) -> tuple[Path, ...]:
    """Return the folder's packs by name, not looking into them or into folders below; none if there is no folder."""
    if not folder.is_dir():
        return ()
    files = (path for path in folder.iterdir() if path.suffix in ENDINGS and not path.name.startswith("."))
    return tuple(sorted(path for path in files if path.is_file()))
