"""The status of an answer in a line of a web server: whether it failed, and by whose fault."""

from __future__ import annotations

import re

import numpy as np

from assistant.intake.logs.signatures import Sums
from assistant.intake.logs.stampreader import Longs

# The words of a template for an answer that failed: by the one who asked, by the server.
CLIENT, SERVER = "HTTP_4xx", "HTTP_5xx"
NAMES = (CLIENT, SERVER)
# The same without digits, which would be masked.
_LETTERED = {"4": "HTTP_IVxx", "5": "HTTP_Vxx"}
_NAMED = {_LETTERED["4"]: CLIENT, _LETTERED["5"]: SERVER}
# Behind the request in quotes, in a column of its own, or with the status of the server behind a
# balancer, the sizes of both ways and the request behind it.
_ASKED = r"HTTP/\d(?:\.\d)?\" ([45])\d\d(?!\d)"
_APART = r"\| {0,4}([45])\d\d(?= {0,4}\|)"
_BALANCED = r"(?<= )([45])\d\d(?= (?:\d{3}|-) \d{1,12} \d{1,12} \"[A-Z]{3,7} )"
_STATUS = re.compile(rf"{_ASKED}|{_APART}|{_BALANCED}")
_BYTES = (re.compile(_ASKED.encode()), re.compile(_STATUS.pattern.encode()))
_OTHER = re.compile(
    rb"\| {0,4}[1-5]\d\d {0,4}\||(?<= )[1-5]\d\d (?:\d{3}|-) \d{1,12} \d{1,12} \"[A-Z]{3,7} "
)
_JUDGED = 16_384
_WEIGHTS = np.array([0x1D8E4E27C47D124F, 0x2545F4914F6CDD1D], np.uint64)


def of(text: str) -> str | None:
    """Return the name of the status that a line tells, None where it tells none or success."""
    if '" ' not in text and "|" not in text:
        return None
    found = _STATUS.search(text)
    return (CLIENT if "4" in found.groups() else SERVER) if found else None


def lettered(text: str) -> str:
    """Return a line with the status of a failed answer in letters."""
    found = _STATUS.search(text) if of(text) else None
    if found is None:
        return text
    group = found.lastindex or 1
    start = found.start(group)
    return f"{text[:start]}{_LETTERED[found[group]]}{text[start + 3 :]}"


def named(text: str) -> str:
    """Return a line with the status in letters as a template names it."""
    if "HTTP_" not in text:
        return text
    for letters, name in _NAMED.items():
        text = text.replace(letters, name)
    return text


def failed(data: bytes | bytearray, size: int) -> tuple[Longs, Sums]:
    """Return where in the lines of a text a failed status stands, and its weight; the last first.

    Columns are looked at where the beginning of the text shows one with a status.
    """
    columns = _OTHER.search(data, 0, min(size, _JUDGED)) is not None
    found = [
        (hit.start(), hit[hit.lastindex or 1] == b"5")
        for hit in _BYTES[columns].finditer(data, 0, size)
    ]
    found.reverse()
    places = np.array([place for place, _ in found], np.int64)
    return places, _WEIGHTS[np.array([server for _, server in found], np.int64)]
