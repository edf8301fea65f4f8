"""Lines that differ in their digits alone, which a rule that knows no single digit reads alike."""

from __future__ import annotations

_DIGITS = bytes(ord("0") if chr(code).isdigit() else code for code in range(128)) + bytes(
    range(128, 256)
)


def alike(text: str) -> str:
    """Return the text with a nought for each of its digits, every character at its place."""
    return text.encode("utf-8", "surrogatepass").translate(_DIGITS).decode("utf-8", "surrogatepass")
