"""Zip archives as they stream: what takes the place of the file that an archive is written into."""


class Outlet:
    """It gives away what came since the last time, and cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def close(self) -> None:
        """Nothing is left to close."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        piece = b"".join(self._pieces)
        self._pieces.clear()
        return piece
