"""Text that hides in a line: base64, base32, hexadecimal, escapes, entities, rot13, reversed."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,8000}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){16,4000}")
_ESCAPED = re.compile(r"(?:(?:\\x|%|\\u00)[0-9a-fA-F]{2}|[A-Za-z ]){16,4000}")
_CODED = re.compile(r"\\x[0-9a-fA-F]{2}|%[0-9a-fA-F]{2}|\\u00[0-9a-fA-F]{2}")
_ROT13 = re.compile(r"\b(?:vtaber|qvfertneq|sbetrg|vafgehpgvba)", re.IGNORECASE)
_BASE32 = re.compile(r"[A-Z2-7]{24,8000}")
_ENTITIES = re.compile(r"(?:&#(?:\d{2,6}|x[0-9a-fA-F]{2,5});[ ]?){8}")
_REVERSED = re.compile(
    r"snoitcurtsni|tpmorp metsys|evoba gnihtyreve|sevitcerid suoiverp|selur (?:suoiverp|ruoy|lla)",
    re.IGNORECASE,
)
# What the first of them need.
_LONG_RUN = re.compile(r"[A-Za-z0-9+/_-]{24}")
# What the last two hold, in small letters.
_TURNED = (
    "vtaber", "qvfertneq", "sbetrg", "vafgehpgvba", "snoitcurtsni", "tpmorp", "evoba gnihtyreve",
    "sevitcerid", "selur ",
)  # fmt: skip
_LETTERS = re.compile(r"[A-Za-z]{3}")
_MOST = 20


def decoded_texts(text: str) -> Iterator[str]:
    """Yield the readable texts that parts of a line decode to, at most a few of them."""
    if not may_decode(text):
        return
    if _LONG_RUN.search(text):
        yield from _of_runs(text)
    if "%" in text or "\\x" in text or "\\u00" in text:
        for match in _ESCAPED.finditer(text):
            if len(_CODED.findall(match[0])) >= 3:
                plain = match[0].replace("\\x", "%").replace("\\u00", "%")
                yield unquote(plain, errors="ignore")
    if "&#" in text and _ENTITIES.search(text):
        yield unescape(text[:24_000])
    if not _may_be_turned(text):
        return
    if _ROT13.search(text):
        yield codecs.decode(text[:4000], "rot13")
    if _REVERSED.search(text):
        yield text[:4000][::-1]


def _of_runs(text: str) -> Iterator[str]:
    """Yield what long runs of letters and digits decode to."""
    for number, match in enumerate(_BASE64.finditer(text)):
        if number >= _MOST:
            break
        yield from _of_base64(match[0])
    for number, match in enumerate(_HEX.finditer(text)):
        if number >= _MOST:
            break
        yield from _plain(bytes.fromhex(match[0]))


def may_decode(text: str) -> bool:
    """Return whether parts of a line may decode to a text; cheap, and never wrong about a No.

    Lines that differ in their digits alone have the same answer.
    """
    if len(text) < 24:
        return False
    if not text.isascii() or "&#" in text:
        return True
    if ("%" in text or "\\" in text) and _CODED.search(text) is not None:
        return True
    return _LONG_RUN.search(text) is not None or _may_be_turned(text)


def _may_be_turned(text: str) -> bool:
    """Return whether a text may hold words turned about; a search that ignores case takes more."""
    lowered = text.lower()
    if not lowered.isascii():
        # What else that takes for an "s" or an "i".
        lowered = lowered.replace("\u017f", "s").replace("\u0131", "i").replace("i\u0307", "i")
    return any(map(lowered.__contains__, _TURNED))


def _of_base64(piece: str) -> Iterator[str]:
    """Yield what a piece of the letters of base64 decodes to, once or twice, or as base32."""
    if _BASE32.fullmatch(piece.rstrip("=")):
        yield from _plain(_from_base32(piece.rstrip("=")))
    data = _from_base64(piece)
    yield from _plain(data)
    if data.isascii():
        again = data.decode("ascii")
        if _BASE64.fullmatch(again):
            yield from _plain(_from_base64(again))


def _from_base32(body: str) -> bytes:
    try:
        return base64.b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError):
        return b""


def _from_base64(piece: str) -> bytes:
    altchars = b"-_" if "-" in piece or "_" in piece else None
    body = piece.rstrip("=")
    body = body[: len(body) - (len(body) % 4 == 1)]
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4), altchars=altchars, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _plain(data: bytes) -> Iterator[str]:
    if len(data) < 12:
        return
    for encoding in ("utf-8", "utf-16-le"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_readable(text):
            yield text
            return


def _is_readable(text: str) -> bool:
    """Return whether a text is words, in whatever script, and no chance run of characters."""
    shown = sum(char.isprintable() or char in "\n\t" for char in text)
    spaced = " " in text.strip() or not text.isascii()
    return shown == len(text) and spaced and (not text.isascii() or bool(_LETTERS.search(text)))
