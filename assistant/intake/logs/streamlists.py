"""The answer of a log store that lists lines by stream (Loki): each line as a record of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

_STREAMS = re.compile(r'"resultType"\s{0,8}:\s{0,8}"streams"')
# Labels of a stream that tell the level of its lines.
_LEVELS = ("level", "detected_level", "severity")


def looks_like(head: str) -> bool:
    """Return whether the first part of a text is that of such an answer."""
    return head.lstrip("\ufeff \t\r\n")[:1] == "{" and _STREAMS.search(head) is not None


def unfolded(text: str) -> str | None:
    """Return the lines as records of JSON, by time, one a line; None where the text holds none."""
    if not looks_like(text):
        return None
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return None
    records = sorted(_records(answer), key=lambda one: one["time"])
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    return "\n".join(lines) + "\n" if records else None


def _records(answer: Mapping[str, object]) -> Iterator[dict[str, str]]:
    data = answer.get("data")
    streams = data.get("result") if isinstance(data, dict) else None
    for stream in streams if isinstance(streams, list) else ():
        labels = stream.get("stream") if isinstance(stream, dict) else None
        values = stream.get("values") if isinstance(stream, dict) else None
        known = labels if isinstance(labels, dict) else {}
        level = next((known[key] for key in _LEVELS if key in known), "")
        for pair in values if isinstance(values, list) else ():
            if isinstance(pair, list) and len(pair) >= 2 and isinstance(pair[1], str):
                told = {"time": str(pair[0]), "line": pair[1]}
                yield {**told, "level": level} if isinstance(level, str) and level else told
