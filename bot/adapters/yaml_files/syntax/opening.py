"""From a file's bytes to lines of text that YAML can be read from; what cannot be read is named, with its place."""

import itertools
import re
import stat
import unicodedata
from pathlib import Path

from yaml.reader import Reader

from bot.adapters.yaml_files.problems import SHOWN, Problem, Slip
from bot.core.base.words import N_

MAX_BYTES = 256 * 1024
"""The largest pack that Discord's command reads; a pack of 25 long questions has a tenth of that."""

UNREADABLE = "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
"""What YAML forbids or takes for a line break although no editor does."""

LET_THROUGH = "\x85\u2028\u2029\ufeff"
"""What is unreadable for us, but not for PyYAML."""

HIDDEN = "\u00a0\u00ad\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u2069\u3000"
"""Spaces that are no space for YAML, and signs that show nothing: right within a text, but nowhere else in a file."""

LINE_BREAK = re.compile("\r\n|\r|\n")

TOO_BIG = N_("This file is larger than {limit} KiB. A pack is far smaller: is it the right file?")
NO_FILE = N_("There is no such file.")
FOLDER = N_("This is a folder, not a file.")
NO_ORDINARY_FILE = N_("This is a pipe or a device. Only ordinary files are read.")
FORBIDDEN = N_("This file may not be read: its permissions forbid it.")
UNOPENED = N_("This file cannot be read: {reason}.")
WIDE = N_("This file is saved as UTF-16. Save it as UTF-8.")
NOT_UTF8 = N_("This is not UTF-8 text. Save the file as UTF-8.")
INVISIBLE = N_("There is an invisible character ({code}) here. Delete it.")
ODD_SPACE = N_("There is a special space ({code}) here. Replace it with an ordinary one.")


class Unreadable(Exception):
    """A file without any text to look into."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def content_of(path: Path) -> bytes:
    """Return the file's content, or raise `Unreadable`. A pipe is not waited for, and the size is looked at first."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(Problem(str(path), 1, 1, NO_ORDINARY_FILE))
        if found.st_size > MAX_BYTES:
            raise _too_big(str(path))
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        template, reason = NO_FILE, ""
    except IsADirectoryError:
        template, reason = FOLDER, ""
    except PermissionError:
        template, reason = FORBIDDEN, ""
    except (OSError, ValueError) as error:
        template = UNOPENED
        reason = str(error)
    raise Unreadable(Problem(str(path), 1, 1, template, {"reason": reason}))


def lines_of(file: str, content: bytes | str) -> tuple[list[str], list[Problem]]:
    """Return the lines, and the invisible characters found in them, each replaced by a space."""
    text = content if isinstance(content, str) else _decoded(file, content)
    if len(text) > MAX_BYTES:
        raise _too_big(file)
    lines = LINE_BREAK.split(text.removeprefix("\ufeff"))
    if is_readable(text.removeprefix("\ufeff")):
        return lines, []
    problems = (
        Problem(file, number, found.start() + 1, INVISIBLE, {"code": f"U+{ord(found[0]):04X}"})
        for number, line in enumerate(lines, 1)
        for found in re.finditer(UNREADABLE, line)
    )
    return [re.sub(UNREADABLE, " ", line) for line in lines], list(itertools.islice(problems, SHOWN))


def is_readable(text: str) -> bool:
    """Return whether nothing in a text is `UNREADABLE`. PyYAML's own pattern says it: ours takes long to compile."""
    return not Reader.NON_PRINTABLE.search(text) and not any(sign in text for sign in LET_THROUGH)


def find_hidden(text: str, begins: int = 0) -> re.Match[str] | None:
    """Return the first sign from a place on that nobody sees."""
    return None if text.isascii() else re.compile(f"[{HIDDEN}]").search(text, begins)


def hidden_slip(sign: str) -> Slip:
    """Return what to say about a sign that nobody sees."""
    return Slip(ODD_SPACE if unicodedata.category(sign) == "Zs" else INVISIBLE, code=f"U+{ord(sign):04X}")


def shown_plainly(text: str) -> str:
    """Return a text with ordinary spaces in the place of special ones, and without what shows nothing."""
    return re.sub(f"[{HIDDEN}]", lambda found: " " if unicodedata.category(found[0]) == "Zs" else "", text)


def _decoded(file: str, content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _too_big(file)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(Problem(file, 1, 1, WIDE))
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode()
        line = LINE_BREAK.split(before)[-1]
        raise Unreadable(Problem(file, len(LINE_BREAK.findall(before)) + 1, len(line) + 1, NOT_UTF8)) from error


def _too_big(file: str) -> Unreadable:
    return Unreadable(Problem(file, 1, 1, TOO_BIG, {"limit": MAX_BYTES // 1024}))
