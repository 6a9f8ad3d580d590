"""The packs that a server can play: those of the operator's folder, and those that hosts added on Discord."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping

from bot.app.ports.files import Packs, mark_of
from bot.app.ports.store import Store
from bot.core.base.contribution import Person
from bot.core.base.errors import Doubtful, NotFound, Refused
from bot.core.base.words import N_
from bot.core.script.pack import Pack

Parse = Callable[[str, str], Awaitable[Pack]]
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")

MAX_PACKS = 50
MAX_LETTERS = 2_000_000
"""How much text a server's packs may have together: 50 long ones have half of it."""

KNOWN = N_("There is already a pack “{name}”. To replace it, send the file again with replace: True.")
WRONG_NAME = N_("The name of the file has small letters a to z, digits and hyphens: my-first-chat.")
TAKEN = N_("There is another pack called “{name}”. Choose another name.")
CHANGED = N_("The file of “{name}” was changed since you opened it here. Open it again.")
TOO_MANY = N_(
    "This server already has {limit} packs of its own, the most I can keep. Remove one with /tchat packs remove."
)
TOO_MUCH = N_("Together, this server's packs would be larger than {limit} MB. Remove one with /tchat packs remove.")


class Library:
    """Finds, takes in and gives out packs; `parse` reads a pack from its name and YAML, or raises all its faults."""

    def __init__(self, folder: Packs, store: Store, parse: Parse) -> None:
        self._folder = folder
        self._store = store
        self._parse = parse
        self._turn = asyncio.Lock()

    async def names(self, guild: int) -> list[str]:
        """Return the names of a server's packs, in alphabetical order."""
        return sorted({*self._folder.names(), *await self._store.packs(guild)})

    async def read(self, guild: int, name: str) -> Pack:
        """Return a pack; a server's own goes before the folder's. Raises `NotFound`, or all faults at once."""
        text = (await self._store.packs(guild)).get(name)
        return self._folder.read(name) if text is None else await self._parse(name, text)

    async def export(self, guild: int, name: str) -> str:
        """Return a pack as YAML, as it was written."""
        text = (await self._store.packs(guild)).get(name)
        return self._folder.text(name) if text is None else text

    async def take_in(self, guild: int, file: str, text: str, by: Person, *, sure: bool = False) -> Pack:
        """Check a pack and keep it under its file's name.

        Raises `Doubtful` where that is the name of another pack, unless `sure`, and `Refused` where there is no room.
        """
        name = re.sub(r"\.ya?ml$", "", file.strip().lower())
        if not NAME.fullmatch(name):
            raise Refused(N_("Name the file in plain letters, digits and hyphens, such as my-chat.yaml."))
        pack = await self._parse(name, text)
        async with self._turn:  # of two hosts who bring the same name along at once, the second is asked
            own = await self._store.packs(guild)
            if own.get(name) == text:
                return pack
            if not sure and (name in own or name in self._folder.names()):
                raise Doubtful(KNOWN, name=name)
            _must_fit({**own, name: text})
            await self._store.add_pack(guild, name, text, by.id)
        return pack

    async def rewrite(self, guild: int, name: str, text: str, by: Person, *, mark: str) -> None:
        """Keep a pack that was written in a form; `mark` is that of the text which it was read from, if it was.

        Raises `Refused` where that is not the text any more, or there is another pack of that name, or no room.
        """
        if not NAME.fullmatch(name):
            raise Refused(WRONG_NAME)
        await self._parse(name, text)
        async with self._turn:
            own = await self._store.packs(guild)
            is_there = name in own or name in self._folder.names()
            if is_there and not mark:
                raise Refused(TAKEN, name=name)
            if mark and not (is_there and mark_of((await self.export(guild, name)).encode()) == mark):
                raise Refused(CHANGED, name=name)
            _must_fit({**own, name: text})
            await self._store.add_pack(guild, name, text, by.id)

    async def remove(self, guild: int, name: str) -> str:
        """Remove a pack that was added on Discord and return it as YAML; those of the folder are the operator's."""
        text = (await self._store.packs(guild)).get(name)
        if text is None:
            if name in self._folder.names():
                raise Refused(N_("“{name}” belongs to the bot's operator; only they can remove it."), name=name)
            raise NotFound(N_("There is no pack “{name}”; /tchat packs list shows what there is."), name=name)
        await self._store.remove_pack(guild, name)
        return text


def _must_fit(packs: Mapping[str, str]) -> None:
    if len(packs) > MAX_PACKS:
        raise Refused(TOO_MANY, limit=MAX_PACKS)
    if sum(map(len, packs.values())) > MAX_LETTERS:
        raise Refused(TOO_MUCH, limit=MAX_LETTERS // 1_000_000)
