"""Scripts and styles, under a hash of all their contents: a browser may keep them for ever and mixes no versions."""

import hashlib
from collections.abc import Iterable
from importlib import resources

from aiohttp import web

FOREVER = "public, max-age=31536000, immutable"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class Statics:
    """The files in the folders `static` of packages. They are read once; no path of a request reaches the disk."""

    def __init__(self, packages: Iterable[str]) -> None:
        self._files = {
            file.name: file.read_bytes()
            for package in packages
            for file in (resources.files(package) / "static").iterdir()
            if file.name.rpartition(".")[2] in TYPES
        }
        digest = hashlib.sha256()
        for name, content in sorted(self._files.items()):
            digest.update(name.encode() + b"\0" + content)
        self._hash = digest.hexdigest()[:16]

    def address(self, name: str) -> str:
        """Return where a file is."""
        if name not in self._files:
            raise KeyError(name)
        return f"/static/{self._hash}/{name}"

    def size(self, ending: str) -> int:
        """Return how many bytes the files of a kind have together."""
        return sum(len(content) for name, content in self._files.items() if name.endswith(ending))

    async def send(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if request.match_info["hash"] != self._hash or name not in self._files:
            raise web.HTTPNotFound
        kind = TYPES[name.rpartition(".")[2]]
        return web.Response(
            body=self._files[name], content_type=kind, charset="utf-8", headers={"Cache-Control": FOREVER}
        )


STATICS = web.AppKey("statics", Statics)
