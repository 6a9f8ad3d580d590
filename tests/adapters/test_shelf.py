"""The folder of kept attachments."""

import hashlib
import stat
from pathlib import Path

import pytest

from bot.adapters.data_folder.shelf import FolderShelf
from bot.core.base.errors import StoreError

CONTENT = b"sky"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


async def test_what_was_put_there_is_there_until_it_is_dropped(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path / "attachments")
    assert await shelf.read(DIGEST) is None
    await shelf.put(DIGEST, CONTENT)
    await shelf.put(DIGEST, CONTENT)
    assert await shelf.read(DIGEST) == CONTENT
    assert stat.S_IMODE((tmp_path / "attachments" / DIGEST[:2]).stat().st_mode) == 0o700
    await shelf.drop(DIGEST)
    await shelf.drop(DIGEST)
    assert await shelf.read(DIGEST) is None


async def test_nothing_half_written_is_left_where_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        await FolderShelf(tmp_path).put(DIGEST, CONTENT)
    assert list((tmp_path / DIGEST[:2]).iterdir()) == []
