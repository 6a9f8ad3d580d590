"""Files that members attach: which of them are kept, and what a file is by its content, whatever its name says."""

from codecs import getincrementaldecoder
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """The kinds of files, as the configuration calls them; `other` is what may be a program or an archive."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"
    TEXT = "text"
    OTHER = "other"


MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept of attachments: at most so many bytes of each and of a whole session, and these kinds.

    With no kinds, nothing is fetched.
    """

    each: int
    session: int
    kinds: frozenset[Kind]


KEEPING: Final = Keeping(8 * MEGABYTE, 200 * MEGABYTE, frozenset(Kind) - {Kind.OTHER})
"""What is kept unless an operator decides otherwise."""


UNKNOWN: Final = "application/octet-stream"
PLAIN: Final = "text/plain"
ZIP: Final = "application/zip"
INLINE: Final = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))
"""Pictures that every browser shows and that can hold no script."""

ENDINGS: Final[Mapping[str, str]] = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/heic": ".heic",
    "image/bmp": ".bmp",
    "image/tiff": ".tiff",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "audio/flac": ".flac",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "video/x-msvideo": ".avi",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    PLAIN: ".txt",
}
"""The types that content can tell, with the ending of their files; every other file ends in ".bin"."""

STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
BRANDS: Final = {
    b"avif": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"M4A ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
OFFICE: Final = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument."
LONGEST_START: Final = 1000


def type_of(content: bytes) -> str:
    """Return the media type that content shows by how it begins; a name or a claimed type is not asked.

    What is markup or a script is plain text here: nothing that is kept is ever shown as a page.
    """
    for start, found in STARTS:
        if content.startswith(start):
            return found
    if content[:4] == b"RIFF" and content[8:12] in RIFF:
        return RIFF[content[8:12]]
    if content[4:8] == b"ftyp":
        return BRANDS.get(content[8:12], "video/mp4")
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content[:2] == b"BM" and content[6:10] == bytes(4):
        return "image/bmp"
    if len(content) > 2 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    return PLAIN if _is_text(content) else UNKNOWN


def kind_of(type: str) -> Kind:
    """Return the kind of a media type."""
    family = type.partition("/")[0]
    if family in (Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.TEXT):
        return Kind(family)
    return Kind.DOCUMENT if type in ENDINGS else Kind.OTHER


def file_name(digest: str, type: str) -> str:
    """Return the name of kept content in a bundle: made from its hash and type, never from what a member called it."""
    return f"files/{digest}{ENDINGS.get(type, '.bin')}"


def _zipped(content: bytes) -> str:
    """Return the type of a zip: a document of an office suite, by what its first entries are called, or an archive."""
    if content[30:].startswith(OPEN_DOCUMENT):
        named = content[30 + len("mimetype") : 120].partition(b"PK")[0].decode("ascii", "replace")
        return named if named in ENDINGS else ZIP
    if content[30:].startswith((b"[Content_Types].xml", b"_rels/", b"docProps/", *OFFICE)):
        return next((found for folder, found in OFFICE.items() if folder in content), ZIP)
    return ZIP


def _is_text(content: bytes) -> bool:
    """Return whether content begins as text in UTF-8 does: without control characters that no text has."""
    start = content[:LONGEST_START]
    if any(byte < 0x20 and byte not in b"\t\n\f\r" for byte in start):
        return False
    try:
        getincrementaldecoder("utf-8")().decode(start, final=start == content)  # may be cut within a character
    except UnicodeDecodeError:
        return False
    return True
