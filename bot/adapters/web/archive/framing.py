"""What every page of the archive has around it: the way to the others, and who sees this."""

from aiohttp import web

from bot.adapters.web.frame.pages import page
from bot.adapters.web.frame.site import SITE
from bot.core.requests.tickets import Visible


def framed(request: web.Request, name: str, visible: Visible, **values: object) -> web.Response:
    """Return a page for who may see that much."""
    frame = {
        "style": "archive.css",
        "has_links": bool(visible.channels),
        "can_write": bool(visible.plans),
        "can_search": visible.has_full_view,
        "rehearsal": request.app[SITE].rehearsal,
        "name": visible.name,
        "signs_in": bool(request.app[SITE].sign_in),
    }
    return page(request, f"archive/{name}.html", status=200, **frame, **values)
