"""What a terminal makes colours, links and cursor moves of, taken out of a text.

The control sequences are those of ECMA-48 ("ESC [ 31 m") and xterm ("ESC ] 8 ; ; address BEL").
They also stand as other programs write the escape character: "\\u001b[31m" in JSON, "#033[31m" by
rsyslog, "^[[31m" by less and cat, and "[31m" where a clipboard dropped it.
"""

from __future__ import annotations

import re

_SEQUENCE = (
    r"\x1b(?:\[[0-?]{0,40}[ -/]{0,4}[@-~]"
    r"|\][^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)"
    r"|[()*+][0-9A-Za-z]|[=>78cDEHMNOZ])"
)
_WRITTEN = r"(?:\\u001[bB]|\\x1[bB]|\\033|\\e|#033|\^\[)\[[0-9;]{0,20}[mK]"
# "rate(x[5m])" is a stretch of time.
_BARE = r"\[0m|\[[0-9]{1,3}(?:;[0-9]{1,3}){0,5}m(?!\])|\[m(?![\w\]])"
_IN_LETTERS = f"{_WRITTEN}|{_BARE}"
_ESCAPE, _RESET = "\x1b", "[0m"

_TEXT = (re.compile(_SEQUENCE), re.compile(_IN_LETTERS))
_BYTES = (re.compile(_SEQUENCE.encode()), re.compile(_IN_LETTERS.encode()))


def uncoloured(text: str) -> str:
    """Return a text without what its terminal would not show; it has as many lines as before."""
    if _ESCAPE in text:
        text = _TEXT[0].sub("", text)
    return _TEXT[1].sub("", text) if _RESET in text else text


def uncoloured_bytes(text: bytes, *, in_letters: bool) -> bytes:
    """Return UTF-8 without what its terminal would not show; `in_letters` as `are_in_letters`."""
    text = _BYTES[0].sub(b"", text)
    return _BYTES[1].sub(b"", text) if in_letters else text


def are_in_letters(text: bytes) -> bool:
    """Return whether a text resets colours without the escape character."""
    return _RESET.encode() in _BYTES[0].sub(b"", text)
