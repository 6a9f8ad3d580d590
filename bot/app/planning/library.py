"""The packs that a server can play: those of the operator's folder, and those that hosts brought along on Discord."""

import re
from collections.abc import Callable

from bot.app.ports.files import Packs
from bot.app.ports.store import Store
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Refused
from bot.core.base.words import N_
from bot.core.script.pack import Pack

Parse = Callable[[str, str], Pack]
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


class Library:
    """Finds, takes in and gives out packs; `parse` reads a pack from its name and YAML, or raises all its faults."""

    def __init__(self, folder: Packs, store: Store, parse: Parse) -> None:
        self._folder = folder
        self._store = store
        self._parse = parse

    async def names(self, guild: int) -> list[str]:
        """Return the names of a server's packs, in alphabetical order."""
        return sorted({*self._folder.names(), *await self._store.packs(guild)})

    async def read(self, guild: int, name: str) -> Pack:
        """Return a pack; a server's own goes before the folder's. Raises `NotFound`, or all faults at once."""
        text = (await self._store.packs(guild)).get(name)
        return self._folder.read(name) if text is None else self._parse(name, text)

    async def export(self, guild: int, name: str) -> str:
        """Return a pack as YAML, as it was written."""
        text = (await self._store.packs(guild)).get(name)
        return self._folder.text(name) if text is None else text

    async def take_in(self, guild: int, file: str, text: str, by: Person) -> Pack:
        """Check a pack and keep it under its file's name, in place of the server's one with that name."""
        name = re.sub(r"\.ya?ml$", "", file.strip().lower())
        if not NAME.fullmatch(name):
            raise Refused(N_("Name the file in plain letters, digits and hyphens, such as my-chat.yaml."))
        pack = self._parse(name, text)
        await self._store.add_pack(guild, name, text, by.id)
        return pack

    async def remove(self, guild: int, name: str) -> None:
        """Remove a pack that was brought along; those of the folder are the operator's."""
        if name not in await self._store.packs(guild):
            if name in self._folder.names():
                raise Refused(N_("“{name}” lies in the operator's folder; only they can remove it."), name=name)
            raise NotFound(N_("There is no pack “{name}”; /tchat packs list shows what there is."), name=name)
        await self._store.remove_pack(guild, name)
