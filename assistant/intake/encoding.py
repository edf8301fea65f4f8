"""Bytes into text: byte order marks, UTF-8, UTF-16, Windows-1252; and what is not text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from assistant.intake.colours import uncoloured

# First bytes of what people drop in by mistake: what it is, in words.
_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"RIFF", "an audio, video or image file"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = frozenset(range(0x20)) - {0x07, 0x08, 0x09, 0x0A, 0x0C, 0x0D, 0x1B}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and in words what was odd about its bytes (None where they were plain UTF-8)."""

    text: str
    remark: str | None = None


def not_text(head: bytes) -> str | None:
    """Return in words what the first bytes are where they are not text, else None."""
    for magic, what in _MAGICS:
        if head.startswith(magic):
            return what
    if any(head.startswith(bom) for bom, _ in _BOMS) or wide_encoding(head):
        return None
    if b"\x00" in head:
        return "a binary file (it holds NUL bytes)"
    controls = sum(byte in _CONTROL for byte in head)
    if controls * 10 > len(head) > 0:
        return "a binary file"
    return None


def wide_encoding(head: bytes) -> str | None:
    """Return the UTF-16 codec of text without a byte order mark, judged by where its NULs stand."""
    sample = head[: len(head) // 2 * 2][:4096]
    if len(sample) < 8:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.05:
        return "utf-16-be"
    return None


def decode(data: bytes) -> Decoded:
    """Return the text of the bytes with "\\n" line ends; never raises: bad bytes are replaced."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(codec, errors="replace")
            odd = "\ufffd" in text and bom != codecs.BOM_UTF8
            remark = None if bom == codecs.BOM_UTF8 else f"was read as {codec[:6].upper()}"
            if odd:
                remark = f"{remark}; some bytes were not valid and show as \ufffd"
            elif bom == codecs.BOM_UTF8 and "\ufffd" in text:
                remark = "holds bytes that are not valid UTF-8; they show as \ufffd"
            return Decoded(_plain(text), remark)
    wide = wide_encoding(data[:4096])
    if wide:
        text = data.decode(wide, errors="replace")
        return Decoded(_plain(text), "has no byte order mark and was read as UTF-16")
    try:
        return Decoded(_plain(data.decode("utf-8")))
    except UnicodeDecodeError:
        return _not_utf8(data)


def _not_utf8(data: bytes) -> Decoded:
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    # Text in another encoding has no valid UTF-8 beyond ASCII; broken UTF-8 has plenty.
    if any(ord(c) > 0x7F and c != "\ufffd" for c in text):
        return Decoded(
            _plain(text),
            f"holds bytes that are not valid UTF-8 ({bad} in all); they show as \ufffd",
        )
    try:
        return Decoded(_plain(data.decode("cp1252")), "is not UTF-8 and was read as Windows-1252")
    except UnicodeDecodeError:
        return Decoded(_plain(data.decode("latin-1")), "is not UTF-8 and was read as Latin-1")


def _plain(text: str) -> str:
    """Return the text as it shows: without colours, each line end a "\\n"; as many lines."""
    text = uncoloured(text)
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
