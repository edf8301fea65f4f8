"""Secrets whose name stands on a line before them: manifests, container settings, variables."""

from __future__ import annotations

import base64
import binascii
import re

from assistant.intake.redaction.assigned_rules import assigned_rules
from assistant.intake.redaction.assignments import Family, name_family, says_nothing
from assistant.intake.redaction.randomness import looks_secret

_NAMED = re.compile(
    r"[+\- ]?[\s\-{,]{0,40}(?:[\"']?(?:name|key|variable|Name|Key)[\"']?[ \t]{0,5}[:=]?[ \t]{0,5})"
    r"[\"']?(?P<name>[\w.-]{2,80})[\"']?[ \t]{0,5}[,{]?[ \t]{0,5}\r?"
)
_OPEN = re.compile(
    r"[+\- ]?\s{0,40}(?:- )?[\"']?(?P<name>[\w.-]{2,80})[\"']?"
    r"[ \t]{0,5}[:=][ \t]{0,5}(?:[|>][-+]?)?[ \t]{0,5}\r?"
)
_VALUE = re.compile(
    r"[+\- ]?[\s{]{0,40}[\"']?(?:value|Value|default|secret|content)[\"']?[ \t]{0,5}[:=][ \t]{0,5}"
    r"(?P<quote>[\"']?)(?P<value>[^\s\"'][^\"'\n]{0,4000})"
)
_ALONE = re.compile(r"[+\- ]?\s{0,60}[\"']?(?P<value>[^\s\"',]{4,4000})[\"']?[ \t,]{0,5}\r?")
_KIND = re.compile(r"[+\- ]?[\s{]{0,20}[\"']?kind[\"']?:\s{0,5}[\"']?Secret(?:List)?\b")
_DATA = re.compile(r"(?P<indent>[+\- ]?\s{0,20})[\"']?(?:data|stringData)[\"']?:\s{0,5}\{?\s{0,5}")
_ENTRY = re.compile(
    r"(?P<indent>[+\- ]?\s{1,40})[\"']?[\w./-]{1,200}[\"']?:[ \t]{1,5}"
    r"[\"']?(?P<value>[^\s\"',{}]{3,8000})"
)
_REACH = 4
_LONGEST = 200


class Manifest:
    """Follows the lines of a text and tells which values belong to a secret name before them."""

    def __init__(self) -> None:
        self._family: Family | None = None
        self._bare = False
        self._left = 0
        self._kind_left = 0
        self._entries: int | None = None
        self._sure = False

    def waits(self, text: str) -> bool:
        """Return whether the next line may hold such a value, or begin a manifest of secrets."""
        return (
            self._left > 0 or self._kind_left > 0 or text.startswith(("apiVersion", " apiV", "+a"))
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return start and end of the secret values in the next line that stand under a name."""
        if len(text) > 20_000:
            return []
        found = self._entry(text)
        if self._left:
            found += self._awaited(text)
        self._announce(text)
        return found

    def _announce(self, text: str) -> None:
        for pattern in (_NAMED, _OPEN):
            match = pattern.fullmatch(text)
            family = name_family(match["name"]) if match else None
            if match and family and family != "key":
                self._family, self._bare, self._left = family, pattern is _OPEN, _REACH
                return

    def _awaited(self, text: str) -> list[tuple[int, int]]:
        if not text.strip():
            return []
        self._left -= 1
        match = _ALONE.fullmatch(text) if self._bare else _VALUE.match(text)
        if self._bare:
            self._left = 0
        if not match or says_nothing(match["value"], assigned_rules()):
            return []
        self._left = 0
        value = match["value"].rstrip(" \t\r,}")
        if self._bare and value.endswith(":"):
            return []
        if self._family == "password" and not self._bare:
            return [(match.start("value"), match.start("value") + len(value))]
        if looks_secret(value):
            return [(match.start("value"), match.start("value") + len(value))]
        return []

    def _entry(self, text: str) -> list[tuple[int, int]]:
        if text.strip() == "---":
            self._kind_left, self._entries, self._sure = 0, None, False
            return []
        if _KIND.match(text):
            self._kind_left, self._sure = _LONGEST, True
            return []
        if text.lstrip("+- ").startswith("apiVersion"):
            self._kind_left = max(self._kind_left, 3)
        if not self._kind_left:
            return []
        self._kind_left -= 1
        data = _DATA.fullmatch(text)
        if data:
            self._entries, self._kind_left = len(data["indent"]), _LONGEST
            return []
        entry = _ENTRY.match(text)
        if self._entries is None:
            return []
        if not entry or len(entry["indent"]) <= self._entries:
            self._entries = None
            return []
        value = entry["value"]
        if says_nothing(value, assigned_rules()) or value in "|>|-":
            return []
        if self._sure or _is_encoded(value):
            return [entry.span("value")]
        return []


def _is_encoded(value: str) -> bool:
    """Return whether a value is text in base64, as the data of a secret is."""
    if len(value) < 8 or len(value) % 4:
        return False
    try:
        plain = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(plain) > 3 and all(32 <= byte < 127 or byte in b"\n\r\t" for byte in plain)
