"""Characters that a reader does not see and a model reads: found, counted, taken out, decoded."""

from __future__ import annotations

import re

# All that is taken out below is one of them: most texts hold none, and are looked at once.
# Tags, zero-width and joining characters, variation selectors, bidirectional controls, fillers.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
# Selects how the symbol before it looks; everyday text, taken out without being counted.
_STYLE = re.compile(
    "(?<=[\u0023\u002a\u0030-\u0039\u00a9\u00ae\u2000-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]"
)
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")


def strip_invisible(text: str) -> tuple[str, int]:
    """Return the text without invisible characters, and how many hidden ones were taken out.

    A byte order mark at the start and the selector that makes a symbol an emoji are taken out too
    but do not count: they hide nothing.
    """
    if text.isascii() or not _INVISIBLE.search(text):
        return text, 0
    plain = _STYLE.sub("", text.removeprefix("\ufeff"))
    return _INVISIBLE.subn("", plain)


def visible(text: str) -> tuple[str, list[int] | None]:
    """Return the stripped text and, where that changed it, the place of each character before."""
    stripped, _ = strip_invisible(text)
    if stripped == text:
        return text, None
    return stripped, [at for at, char in enumerate(text) if not _INVISIBLE.match(char)]


def hidden_text(text: str) -> str:
    """Return what tag characters and variation selectors of a text spell, or an empty text."""
    if text.isascii() or not _INVISIBLE.search(text):
        return ""
    spelled = ["".join(chr(ord(char) - 0xE0000) for char in run[0]) for run in _TAGS.finditer(text)]
    for run in _SELECTORS.finditer(text):
        data = bytes(
            ord(char) - 0xFE00 if ord(char) < 0xE0100 else ord(char) - 0xE0100 + 16
            for char in run[0]
        )
        decoded = data.decode("utf-8", errors="ignore")
        if decoded.isprintable():
            spelled.append(decoded)
    return " ".join(piece for piece in spelled if piece.strip())
