"""Packs of a server, written and changed in a form by somebody who may plan its chats."""

from collections.abc import Sequence

from bot.app.planning.library import Library
from bot.app.ports.files import Draft, Fault, Forms, Saved
from bot.core.base.contribution import Person
from bot.core.script.pack import Pack


class ServerDrafts:
    """Fills the port `Drafts` for one server. What is saved is the server's own; the folder stays the operator's."""

    def __init__(self, library: Library, forms: Forms, guild: int, by: Person) -> None:
        self._library = library
        self._forms = forms
        self._guild = guild
        self._by = by

    async def names(self) -> list[str]:
        return await self._library.names(self._guild)

    async def read(self, name: str) -> Draft:
        return await self._forms.read(name, (await self._library.export(self._guild, name)).encode())

    async def check(self, draft: Draft) -> tuple[Pack | None, Sequence[Fault]]:
        return await self._forms.check(draft)

    async def save(self, draft: Draft) -> Saved:
        text = self._forms.text(draft)
        await self._library.rewrite(self._guild, draft.name, text, self._by, mark=draft.mark)
        return Saved()
