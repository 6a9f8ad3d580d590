"""The port `Packs`: the packs in one folder, read anew each time, so that an edited file needs no restart."""

from pathlib import Path

from bot.adapters.yaml_files.packs import list_packs, read_pack
from bot.core.pack import Pack
from bot.core.words import N_
from bot.errors import NotFound


class PackFolder:
    """A folder of packs; `zone` is the zone of schedules that name none."""

    def __init__(self, folder: Path, zone: str) -> None:
        self._folder = folder
        self._zone = zone

    def names(self) -> list[str]:
        """Return the names of the packs, in alphabetical order."""
        return [path.stem for path in list_packs(self._folder)]

    def read(self, name: str) -> Pack:
        """Return a pack; raise `NotFound` if there is none, `PackError` with everything that is wrong with it."""
        for path in list_packs(self._folder):
            if path.stem == name:
                return read_pack(path, zone=self._zone)
        raise NotFound(N_("There is no pack “{name}”; /tchat packs list shows what there is."), name=name)
