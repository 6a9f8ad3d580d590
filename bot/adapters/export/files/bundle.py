"""Everything of a session in one zip, piece by piece as it is made: with a list of the SHA-256 of each file in it.

`sha256sum -c SHA256SUMS` checks an unpacked bundle. Names in it are ours; what members called their files stands in the
transcripts. The same record gives the same bytes.
"""

import hashlib
import zipfile
from collections.abc import AsyncIterator

from bot.adapters.export.tables.outlet import Outlet

SUMS = "SHA256SUMS"

Part = tuple[str, int, AsyncIterator[bytes]]
"""A file of a bundle: its name, how it is compressed, its content."""


async def bundled(parts: AsyncIterator[Part]) -> AsyncIterator[bytes]:
    """Yield a zip of these files; the list of their hashes comes last."""
    outlet = Outlet()
    sums = []
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        async for name, compression, pieces in parts:
            described = zipfile.ZipInfo(name)
            described.compress_type = compression
            digest = hashlib.sha256()
            with archive.open(described, "w", force_zip64=True) as file:
                async for piece in pieces:
                    digest.update(piece)
                    file.write(piece)
                    if made := outlet.taken():
                        yield made
            sums.append(f"{digest.hexdigest()}  {name}\n")
        archive.writestr(zipfile.ZipInfo(SUMS), "".join(sums), zipfile.ZIP_DEFLATED)
    yield outlet.taken()
