"""Scripts and styles, under a hash of all their contents: a browser may keep them for ever and mixes no versions."""

import gzip
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources

from aiohttp import web

from bot.design import style_of

FOREVER = "public, max-age=31536000, immutable"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class Statics:
    """The files in the folders `static` of packages, and style sheets made of those in `bot.design`, by their names.

    A package may have no such folder. They are read once; no path of a request reaches the disk.
    """

    def __init__(self, packages: Iterable[str], styles: Mapping[str, Sequence[str]]) -> None:
        self._files = {
            file.name: file.read_bytes()
            for package in packages
            if (folder := resources.files(package) / "static").is_dir()
            for file in folder.iterdir()
            if file.name.rpartition(".")[2] in TYPES
        }
        self._files |= {name: style_of(*sheets).encode() for name, sheets in styles.items()}
        self._packed = {name: gzip.compress(content, mtime=0) for name, content in self._files.items()}
        digest = hashlib.sha256()
        for name, content in sorted(self._files.items()):
            digest.update(name.encode() + b"\0" + content)
        self._hash = digest.hexdigest()[:16]

    def address(self, name: str) -> str:
        """Return where a file is."""
        if name not in self._files:
            raise KeyError(name)
        return f"/static/{self._hash}/{name}"

    async def send(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if request.match_info["hash"] != self._hash or name not in self._files:
            raise web.HTTPNotFound
        kind = TYPES[name.rpartition(".")[2]]
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        body = self._files[name]
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = self._packed[name], "gzip"
        return web.Response(body=body, content_type=kind, charset="utf-8", headers=headers)


STATICS = web.AppKey("statics", Statics)
