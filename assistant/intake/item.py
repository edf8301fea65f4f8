"""One input as it was handed in: a file or a paste, and its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UnreadableInput
from assistant.incident import Kind
from assistant.intake.compressed import is_packed, unpacked
from assistant.intake.encoding import decode

HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Input:
    """One input: a file by `path`, or a paste by `data`.

    `kind` was stated by a person where `stated` is True, and detected otherwise.
    """

    name: str
    kind: Kind
    path: Path | None = None
    data: bytes | None = None
    stated: bool = False

    def raw(self) -> bytes:
        """Return all the bytes; raise UnreadableInput where the file cannot be read any more."""
        if self.data is not None:
            return self.data
        if self.path is None:
            return b""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise UnreadableInput(f"{self.path} {unreadable(error)}") from error

    def opening(self) -> str:
        """Return the first part of its text, unpacked; raise UnreadableInput where it vanished."""
        if self.data is not None:
            head = self.data[:HEAD_BYTES]
        elif self.path is None:
            return ""
        else:
            try:
                with self.path.open("rb") as file:
                    head = file.read(HEAD_BYTES)
            except OSError as error:
                raise UnreadableInput(f"{self.path} {unreadable(error)}") from error
        if is_packed(head):
            head = unpacked(head, HEAD_BYTES) or b""
        return decode(head).text


def unreadable(error: OSError) -> str:
    """Return in words that a file cannot be read, and what to do."""
    reason = (error.strerror or "it cannot be opened").lower()
    return f"cannot be read ({reason}). Check the file and its permissions."
