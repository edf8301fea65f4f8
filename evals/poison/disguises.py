"""Disguises: ways to spell a text so that a search for its words does not find it."""

from __future__ import annotations

import base64
import codecs
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

_SIGNS = re.compile("(?:[^\\w\u0900-\u0dff]|_)+")  # vowel signs of Indian scripts belong to words
_UNSEEN = re.compile("[\u00ad\u034f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e0fff]")
_ABOVE = re.compile("[\u0300-\u036f]")  # marks that combine with a Latin letter
_LEET = str.maketrans("aeiost", "431057")
_ALIKE = str.maketrans("aceopxyi", "асеорхуі")  # Cyrillic letters
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_BOLD = {
    **{ord("a") + n: 0x1D41A + n for n in range(26)},
    **{ord("A") + n: 0x1D400 + n for n in range(26)},
}
_CODES = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- "
    "-..- -.-- --.."
)
_MORSE = dict(zip("abcdefghijklmnopqrstuvwxyz", _CODES.split(), strict=True))


def folded(text: str) -> str:
    """Return the text in small letters with single spaces for signs, unseen characters gone."""
    plain = _ABOVE.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    return " ".join(_SIGNS.sub(" ", plain.casefold()).split())


def spelled(name: str, text: str) -> str:
    """Return the text in a disguise; KeyError where there is none of this name."""
    return DISGUISES[name](text)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _tags(text: str) -> str:
    return "".join(chr(0xE0000 + ord(char)) for char in text if char.isascii())


def _selectors(text: str) -> str:
    return "".join(chr(0xFE00 + b if b < 16 else 0xE0100 + b - 16) for b in text.encode())


def _morse(text: str) -> str:
    words = ("".join(c for c in word if c in _MORSE) for word in text.lower().split())
    return " / ".join(" ".join(_MORSE[char] for char in word) for word in words)


def _camel(text: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z]+", text))


DISGUISES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "base64": _base64,
        "base64url": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
        "double-base64": lambda text: _base64(_base64(text)),
        "base32": lambda text: base64.b32encode(text.encode()).decode(),
        "hex": lambda text: text.encode().hex(),
        "rot13": lambda text: codecs.encode(text, "rot13"),
        "percent": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
        "unicode-escapes": lambda text: "".join(f"\\u{ord(char):04x}" for char in text),
        "html-entities": lambda text: "".join(f"&#{ord(char)};" for char in text),
        "morse": _morse,
        "leet": lambda text: text.lower().translate(_LEET),
        "homoglyphs": lambda text: text.translate(_ALIKE),
        "fullwidth": lambda text: text.translate(_WIDE),
        "mathematical": lambda text: text.translate(_BOLD),
        "spaced": lambda text: "  ".join(" ".join(word) for word in text.split()),
        "zero-width": lambda text: "\u200b".join(text),
        "soft-hyphens": lambda text: "\u00ad".join(text),
        "tags": _tags,
        "selectors": _selectors,
        "reversed": lambda text: text[::-1],
        "zalgo": lambda text: "".join(f"{c}\u0335\u0321" if c.isalpha() else c for c in text),
        "underscored": lambda text: "_".join(text.split()),
        "camel": _camel,
    }
)
