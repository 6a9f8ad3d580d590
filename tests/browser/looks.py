"""How a page is looked at: on a phone or a wide screen, by day or by night."""

from dataclasses import dataclass
from typing import Literal

import pytest


@dataclass(frozen=True)
class Look:
    """A window's width in pixels, and the colour scheme that its reader prefers."""

    width: int
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


WIDE = Look(1280, "light")
LOOKS = (Look(390, "light"), Look(390, "dark"), WIDE, Look(1280, "dark"))

every_look = pytest.mark.parametrize("look", LOOKS, ids=str, indirect=True)
"""Runs a test once for each look; without it a test's page is wide and light."""

UNREADABLE = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.checkVisibility() || node.parentElement.closest("pre, code")) continue;
        for (const word of node.data.matchAll(/[\\p{L}\\p{N}]{3,}/gu)) {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const parts = [...range.getClientRects()].filter(part => part.width > 0.5);
            if (new Set(parts.map(part => Math.round(part.top))).size > 1) found.push(`broken: ${word[0]}`);
        }
    }
    for (const picture of document.querySelectorAll("svg.chart")) {
        const texts = [...picture.querySelectorAll("text")];
        const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
        for (const [first, one] of boxes)
            for (const [second, other] of boxes)
                if (first < second && one.left < other.right && other.left < one.right
                    && one.top < other.bottom && other.top < one.bottom) found.push(`covered: ${first} | ${second}`);
    }
    return found;
}"""
"""Returns the words of a page that are broken over two lines, and the texts of pictures that cover one another."""
