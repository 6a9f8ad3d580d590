"""The port `Packs`: the packs in one folder, read again each time, so that an edited file needs no restart."""

from pathlib import Path

from bot.adapters.yaml_files.packs.listing import list_packs
from bot.adapters.yaml_files.packs.loader import read_pack, reads_as_pack
from bot.adapters.yaml_files.syntax.opening import content_of
from bot.core.base.errors import NotFound
from bot.core.base.words import N_
from bot.core.script.pack import Pack


class PackFolder:
    """A folder of packs, and until it is made another one; `zone` is the zone of schedules that name none."""

    def __init__(self, folder: Path, zone: str, *, until_made: Path) -> None:
        self._folder = folder
        self._zone = zone
        self._until_made = until_made

    def names(self) -> list[str]:
        """Return the names of the packs, in alphabetical order; other files of the folder are not spoken of."""
        return [path.stem for path in self._paths()]

    def text(self, name: str) -> str:
        """Return a pack as its author wrote it; raise `NotFound` if there is none, `PackError` if it has faults."""
        path = self._path(name)
        read_pack(path, zone=self._zone)
        return content_of(path).decode()

    def read(self, name: str) -> Pack:
        """Return a pack; raise `NotFound` if there is none, `PackError` with everything that is wrong with it."""
        return read_pack(self._path(name), zone=self._zone)

    def _paths(self) -> list[Path]:
        folder = self._folder if self._folder.exists() else self._until_made
        return [path for path in list_packs(folder) if reads_as_pack(path)]

    def _path(self, name: str) -> Path:
        for path in self._paths():
            if path.stem == name:
                return path
        raise NotFound(N_("There is no pack “{name}”; /tchat packs list shows what there is."), name=name)
