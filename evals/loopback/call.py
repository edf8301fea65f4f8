"""A call: one request that reached the server, as it came over the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One request. Header names are in lower case; `json` is None where the body holds no JSON.

    `arrived` is the time at which its last byte was read, in seconds since the server started.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    json: Any
    arrived: float

    def asked(self) -> Mapping[str, Any]:
        """Return the body's JSON object; an empty one where it is something else."""
        return self.json if isinstance(self.json, dict) else {}

    def texts(self, *roles: str) -> tuple[str, ...]:
        """Return the text of each message, or of those whose role is one of `roles`."""
        messages = self.asked().get("messages")
        return tuple(
            _text(message.get("content"))
            for message in (messages if isinstance(messages, list) else [])
            if isinstance(message, dict) and (not roles or message.get("role") in roles)
        )


def _text(content: object) -> str:
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "".join(str(part.get("text", "")) for part in parts if isinstance(part, dict))
