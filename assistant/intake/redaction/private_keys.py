"""Private keys that span several lines (PEM, OpenPGP, PuTTY)."""

from __future__ import annotations

import re

_BEGINS = re.compile(
    r"(?:-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
    r"|PuTTY-User-Key-File-\d: ?[\w-]{0,40})"
    r"(?:(?:\s|\\{1,4}[nr]){0,4}[A-Za-z0-9+/=]{20,8000}){0,200}"
)
_ENDS = re.compile(
    r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|Private-MAC: ?[0-9a-f]{0,80}"
)
_FRAME = " \t+-|>\"'`,\\#"
_BODY = re.compile(r"=?[A-Za-z0-9+/]{1,400}={0,2}(?:\\n)?")
_HEADER = re.compile(r"[A-Z][A-Za-z-]{2,30}: ?[^:]{0,120}")
_RUN = re.compile(r"[A-Za-z0-9+/]{40,400}={0,2}")
# The last line of a key, which is shorter, behind the time and the level of a line of a log.
_TAIL = re.compile(r"(?<=\s)(?=\S{0,400}[A-Z0-9+/=])[A-Za-z0-9+/]{12,400}={0,2}$")
_LONGEST = 400


class KeyBlock:
    """Follows the lines of a text and tells which parts of them belong to a private key."""

    def __init__(self) -> None:
        self._lines_left = 0

    @property
    def waits(self) -> bool:
        """Return whether a key was begun and has not ended."""
        return self._lines_left > 0

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return start and end of the parts of the next line that belong to a private key."""
        found: list[tuple[int, int]] = []
        at = 0
        if self._lines_left:
            at = self._inside(text, found)
        if "PRIVATE KEY" in text or "PuTTY-User-Key-File" in text:
            end: re.Match[str] | None = None
            for match in _BEGINS.finditer(text, at):
                # The rest of a line without an end is searched once.
                if not found or end is not None:
                    end = _ENDS.search(text, match.end())
                found.append((match.start(), end.end() if end else match.end()))
                self._lines_left = 0 if end else _LONGEST
        return found

    def _inside(self, text: str, found: list[tuple[int, int]]) -> int:
        end = _ENDS.search(text)
        start = len(text) - len(text.lstrip(_FRAME))
        if text[start - 1 : start] == "+" and start > 1:
            start -= 1  # The line of a diff begins with one; a key may, too.
        content = text[start:].rstrip(_FRAME)
        self._lines_left -= 1
        if end:
            self._lines_left = 0
            found.append((min(start, end.start()), end.end()))
            return end.end()
        if not content:
            return len(text)
        if _BODY.fullmatch(content) or _HEADER.fullmatch(content):
            found.append((start, start + len(content)))
        elif run := _RUN.search(text) or _TAIL.search(text.rstrip(_FRAME)):
            found.append(run.span())
        else:
            self._lines_left = 0
            return 0
        return len(text)
