"""What goes with every answer, pages, streams and errors alike."""

from collections.abc import Mapping
from hashlib import sha256

from aiohttp import web

from bot.adapters.web.frame.site import Answer

SAFE = frozenset({"GET", "HEAD"})
"""What changes nothing."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: what we serve, nothing written into it."""

FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""For files that bring their own style: they can do nothing, wherever they are opened."""

FILE_TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "zip": "application/zip",
}
"""What files to be saved are, by their endings."""

ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "private, no-cache",
}
"""What holds unless a page says otherwise."""


async def add(_: web.Request, response: web.StreamResponse) -> None:
    """Add them; a stream has sent its headers before a middleware sees it, so this is no middleware."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)


@web.middleware
async def unchanged(request: web.Request, handler: Answer) -> web.StreamResponse:
    """Give each page a mark of what is on it, and send nothing where the browser has just that."""
    response = await handler(request)
    if request.method in SAFE and isinstance(response, web.Response) and response.status == 200 and response.body:
        assert isinstance(response.body, bytes)
        mark = sha256(response.body).hexdigest()[:32]
        response.etag = mark
        if any(each.value in (mark, "*") for each in request.if_none_match or ()):
            headers = {name: response.headers[name] for name in ("Etag", "Vary") if name in response.headers}
            return web.Response(status=304, headers=headers)
    return response


def attachment(body: bytes, name: str, content_type: str) -> web.Response:
    """Return a file to be saved. `name` is plain ASCII."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": FILE_POLICY}
    return web.Response(body=body, headers={**headers, "Content-Type": content_type})
