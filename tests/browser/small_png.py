"""Makes a screenshot small: the pictures of the guides lie in the repository and in every installed copy."""

import base64
import struct
import zlib
from collections import Counter

from playwright.async_api import Browser

COLOURS = 256

PIXELS = """async (png) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext("2d")
    context.drawImage(bitmap, 0, 0)
    const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data
    let text = ""
    for (let at = 0; at < pixels.length; at += 4096) text += String.fromCharCode(...pixels.subarray(at, at + 4096))
    return [bitmap.width, bitmap.height, btoa(text)]
}"""
"""The picture's width, height and pixels (red, green, blue, alpha)."""


async def small(browser: Browser, png: bytes) -> bytes:
    """Return the picture with its 256 most common colours; the rest are shades at the edges of letters."""
    page = await browser.new_page()
    width, height, text = await page.evaluate(PIXELS, base64.b64encode(png).decode())
    await page.close()
    pixels = struct.iter_unpack("4B", base64.b64decode(text))
    points = [(red, green, blue) for red, green, blue, _ in pixels]
    counted = Counter(points)
    palette = [colour for colour, _ in counted.most_common(COLOURS)]
    index = {colour: _nearest(colour, palette) for colour in counted}
    rows = (bytes(index[each] for each in points[start : start + width]) for start in range(0, len(points), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = bytes(part for colour in palette for part in colour)
    parts = (b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in (*parts, (b"IEND", b"")))


def _nearest(colour: tuple[int, int, int], palette: list[tuple[int, int, int]]) -> int:
    """Return the index of the colour that is closest."""
    return min(range(len(palette)), key=lambda at: sum((a - b) ** 2 for a, b in zip(colour, palette[at], strict=True)))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
