"""What a file is by its content, whatever its name says."""

import pytest

from bot.core.base.media import INLINE, Kind, file_name, kind_of, type_of

DOCX = b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml" + bytes(40) + b"PK\x03\x04" + bytes(26) + b"word/document.xml"
ODT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04"
CASES = {
    b"\x89PNG\r\n\x1a\n....": ("image/png", Kind.IMAGE),
    b"\xff\xd8\xff\xe0": ("image/jpeg", Kind.IMAGE),
    b"GIF89a": ("image/gif", Kind.IMAGE),
    b"RIFF\x00\x00\x00\x00WEBPVP8 ": ("image/webp", Kind.IMAGE),
    b"RIFF\x00\x00\x00\x00WAVEfmt ": ("audio/wav", Kind.AUDIO),
    b"BM" + bytes(12): ("image/bmp", Kind.IMAGE),
    b"ID3\x04": ("audio/mpeg", Kind.AUDIO),
    b"\xff\xfb\x90\x00": ("audio/mpeg", Kind.AUDIO),
    b"\xff\xfb": ("application/octet-stream", Kind.OTHER),
    b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00": ("video/mp4", Kind.VIDEO),
    b"\x00\x00\x00\x20ftypM4A \x00\x00\x02\x00": ("audio/mp4", Kind.AUDIO),
    b"\x00\x00\x00\x20ftypavif": ("image/avif", Kind.IMAGE),
    b"%PDF-1.7": ("application/pdf", Kind.DOCUMENT),
    DOCX: ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Kind.DOCUMENT),
    ODT: ("application/vnd.oasis.opendocument.text", Kind.DOCUMENT),
    ODT.replace(b".text", b".evil\xff"): ("application/zip", Kind.OTHER),
    b"PK\x03\x04" + bytes(26) + b"setup.exe": ("application/zip", Kind.OTHER),
    b"PK\x03\x04" + bytes(26) + b"_rels/.rels": ("application/zip", Kind.OTHER),
    b"MZ\x90\x00\x03" + bytes(12): ("application/octet-stream", Kind.OTHER),
    b"\x7fELF\x02\x01\x01\x00": ("application/octet-stream", Kind.OTHER),
    "Hyvää päivää\n".encode(): ("text/plain", Kind.TEXT),
    b"<html><script>alert(1)</script>": ("text/plain", Kind.TEXT),
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>': ("text/plain", Kind.TEXT),
    b"x" * 999 + "ää".encode(): ("text/plain", Kind.TEXT),
    b"x" * 998 + b"\xff" + b"x" * 9: ("application/octet-stream", Kind.OTHER),
    b"abc\xff": ("application/octet-stream", Kind.OTHER),
    b"abc\xc3": ("application/octet-stream", Kind.OTHER),
    b"a\x00b": ("application/octet-stream", Kind.OTHER),
    b"": ("text/plain", Kind.TEXT),
}


@pytest.mark.parametrize("content", CASES, ids=lambda content: repr(content[:24]))
def test_content_tells_the_type_and_the_kind(content: bytes) -> None:
    found = type_of(content)
    assert (found, kind_of(found)) == CASES[content]


def test_nothing_that_can_hold_a_script_is_shown_inline() -> None:
    assert not {"image/svg+xml", "text/html", "application/pdf", "text/plain"} & INLINE


def test_a_bundled_file_is_named_by_its_hash_and_type() -> None:
    assert file_name("ab", "image/png") == "files/ab.png"
    assert file_name("ab", "application/x-msdownload") == "files/ab.bin"
