"""The pseudonyms that stand for people, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAKEN = re.compile(r"\b(?:Responder [A-Z]{1,2}|Customer \d{1,4})\b")


def met(text: str) -> list[str]:
    """Return the pseudonyms that a text bears already."""
    return _TAKEN.findall(text) if "Responder " in text or "Customer " in text else []


def letters(taken: set[str]) -> Iterator[str]:
    """Yield "Responder A", "Responder B" and so on, less those taken."""
    number = 0
    while True:
        letters, rest = "", number
        while rest >= 0:
            letters = chr(ord("A") + rest % 26) + letters
            rest = rest // 26 - 1
        if f"Responder {letters}" not in taken:
            yield f"Responder {letters}"
        number += 1


def numbers(taken: set[str]) -> Iterator[str]:
    """Yield "Customer 1", "Customer 2" and so on, less those taken."""
    number = 1
    while True:
        if f"Customer {number}" not in taken:
            yield f"Customer {number}"
        number += 1
