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
