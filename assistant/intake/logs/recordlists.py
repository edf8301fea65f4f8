"""Logs exported as a document of JSON: each of its records unfolded into a line of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from assistant.intake.logs import headers, logline, streamlists

_JUDGED = 20
_OPENING = re.compile(r"\s*\[\s*(?=\{)")
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()

Place = tuple[int, int]


@cache
def _lists() -> re.Pattern[str]:
    names = "|".join(map(re.escape, logline.vocabulary().lists))
    return re.compile(rf'"(?:{names})"\s{{0,8}}:\s{{0,8}}\[\s*(?=\{{)')


def may_open(head: str) -> bool:
    """Return whether the first part of a text may be that of such a document; cheap."""
    text = head.lstrip("\ufeff \t\r\n")
    if text[:1] == "[":
        return _OPENING.match(text) is not None
    if streamlists.looks_like(text):
        return True
    return text[:1] == "{" and _lists().search(text) is not None


def looks_like(head: str) -> bool:
    """Return whether the first part of a text is that of such a document."""
    if streamlists.looks_like(head):
        return True
    if not may_open(head) or _is_record(logline.record(head.lstrip().partition("\n")[0])):
        return False
    found = [record for _, record in zip(range(_JUDGED), _records(head), strict=False)]
    return sum(_is_record(logline.with_held(record)) for _, record in found) * 2 > len(found) > 0


def unfolded(text: str) -> str | None:
    """Return the document with each record in the line where it begins, None where it is none.

    The lines between are blank. Where records share a line, the n-th record is in line n. What
    stands behind a broken record stays as it is.
    """
    listed = streamlists.unfolded(text)
    if listed is not None or streamlists.looks_like(text) or not looks_like(text):
        return listed
    places = [place for place, _ in _records(text)]
    numbers = _lines(text, places)
    if _share(numbers):
        numbers = list(range(len(places)))
    parts: list[str] = []
    line = 0
    for number, (start, end) in zip(numbers, places, strict=True):
        parts += ["\n" * (number - line), _on_one_line(text[start:end])]
        line = number
    return "".join(parts) + "\n" + _behind(text, places[-1][1])


def crowded(text: str) -> str | None:
    """Return which line stands for which record where those of a document share a line, or None."""
    if streamlists.looks_like(text):
        return "Its line n is its n-th record by time."
    if looks_like(text) and _share(_lines(text, [place for place, _ in _records(text)])):
        return "Its line n is its n-th record."
    return None


def _lines(text: str, places: Sequence[Place]) -> list[int]:
    numbers = []
    line = at = 0
    for start, _ in places:
        line += text.count("\n", at, start)
        at = start
        numbers.append(line)
    return numbers


def _share(numbers: Sequence[int]) -> bool:
    return len(set(numbers)) < len(numbers)


def _on_one_line(record: str) -> str:
    # A text in JSON holds no line feed, so that one only ever stands between its parts.
    return record if "\n" not in record else " ".join(map(str.strip, record.split("\n")))


def _behind(text: str, end: int) -> str:
    between = _BETWEEN.match(text, end)
    rest = text[between.end() :] if between else ""
    return rest if rest.startswith("{") else ""


def _records(text: str) -> Iterator[tuple[Place, dict[str, object]]]:
    """Yield the records of the lists in a document up to a broken one, with their places."""
    past = 0
    for list_ in (_OPENING if text.lstrip()[:1] == "[" else _lists()).finditer(text):
        if list_.start() < past:
            continue
        past = list_.end()
        while text[past : past + 1] == "{":
            try:
                record, end = _DECODER.raw_decode(text, past)
            except (ValueError, RecursionError):
                return
            yield (past, end), record
            between = _BETWEEN.match(text, end)
            past = between.end() if between else end


def _is_record(fields: Mapping[str, object] | None) -> bool:
    """Return whether fields are those of a line of a log: a time, a message and what tells both."""
    words = logline.vocabulary()
    if fields is None or logline.first_of(fields, words.time_keys) is None:
        return False
    message = logline.record_message(fields)
    level = logline.written_level(fields)
    if logline.common_level(level) is not None:
        return bool(message) or not words.marks.isdisjoint(fields)
    told = headers.within(None, message)[0] if message else None
    return told is not None or (bool(message) and not words.marks.isdisjoint(fields))
