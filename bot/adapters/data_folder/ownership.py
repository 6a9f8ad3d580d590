"""Whose the files of a data folder are: its owner's, whoever made them."""

import os
import sys
from pathlib import Path


def give_back(folder: Path) -> None:
    """Give what root made in somebody's data folder to that somebody.

    A service runs as a user of its own, and could not open a record that root has put back. A link is not followed,
    and a file that has a second name is left alone: it may be another one of this computer.
    """
    if sys.platform == "win32" or os.geteuid() != 0 or not folder.is_dir() or not (owner := folder.stat()).st_uid:
        return
    for place, folders, files in os.walk(folder):
        for path in (os.path.join(place, name) for name in (*folders, *files)):
            found = os.lstat(path)
            if found.st_uid == 0 and (found.st_nlink == 1 or os.path.isdir(path)):
                os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
