"""Packs in the archive: those of a server, written in a form by whoever may plan its chats and is signed in."""

from collections.abc import Callable

from aiohttp import web

from bot.adapters.web.archive.holding import SIGN_IN, held
from bot.adapters.web.packs.routes import Find, Place
from bot.app.ports.files import Drafts
from bot.app.reading.entering.signing_in import SigningIn
from bot.core.base.contribution import Person

BELOW = "/servers/{server}/packs"
"""Where the packs of a server are, as a template."""

DraftsOf = Callable[[int, Person], Drafts]
"""Gives the packs of a server to somebody who may write them."""


def of_servers(signing_in: SigningIn, drafts_of: DraftsOf) -> Find:
    """Return what finds the place for a form below "/servers/{server}/packs"."""

    async def place(request: web.Request) -> Place:
        number, token = request.match_info["server"], held(request, SIGN_IN)
        plans = {str(server): server for server in (await signing_in.viewer(token)).plans}
        person = await signing_in.person(token)
        if number not in plans or person is None:
            raise web.HTTPNotFound
        server = plans[number]
        return Place(drafts_of(server, person), address_of(server), signing_in.name_of(server) or number)

    return place


def address_of(server: int) -> str:
    """Return where the packs of a server are."""
    return BELOW.format(server=server)
