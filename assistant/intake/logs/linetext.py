"""The text of one line of a log: UTF-8, or Windows-1252 where it is plainly none."""

from __future__ import annotations

_LEGACY = "cp1252"
_MARK = "\ufffd"


def of(raw: bytes) -> str:
    """Return the text of a line's bytes; those that are text in neither way are replaced.

    A line that holds other signs of UTF-8 is a damaged one, and so is one cut in a character.
    """
    try:
        return raw.decode()
    except UnicodeDecodeError:
        found = raw.decode("utf-8", "replace")
    kept = found.removesuffix(_MARK)
    if _MARK not in kept or any(ord(letter) > 127 and letter != _MARK for letter in kept):
        return found
    try:
        return raw.decode(_LEGACY)
    except UnicodeDecodeError:
        return found
