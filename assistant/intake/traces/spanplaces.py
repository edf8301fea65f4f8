"""Where the spans of a trace export stand in its text, and the lines that show what matters."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import tzinfo
from itertools import accumulate

from assistant.incident import Evidence, Mention
from assistant.intake.history.entrytime import moment_of
from assistant.intake.traces.spanpicks import Pick
from assistant.intake.traces.spans import Span

_IDS = re.compile(r'"(spanId|span_id|spanID|id|run_id)"\s{0,8}:\s{0,8}"?([^",}\s]{1,200})')
_BASICS = ("requested", "served", "temperature", "finish", "prompt", "error_type", "error", "tool")
_BETWEEN = " […] "
KEPT_CHARACTERS = 2_000
_REACH = 400
_PADDING = 2


class Places:
    """The text of an export, its lines, and the part of it that each span is written in."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._spans = spans
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._regions = list(_regions(text, spans, self._starts))

    def line(self, at: int) -> int:
        """Return the line (from 1) that names the span at a place."""
        return self._number(self._regions[at][1])

    def _number(self, offset: int) -> int:
        return min(bisect_right(self._starts, offset), len(self._lines))

    def evidence(
        self,
        picks: Sequence[Pick],
        *,
        source: str,
        prefix: str,
        redact: Callable[[str], str],
        zone: tzinfo | None,
    ) -> tuple[Evidence, ...]:
        """Return the lines that show the picked spans; of a very long line only those parts."""
        shown: dict[int, list[tuple[int, int]]] = {}
        times: dict[int, list[str]] = {}
        timed: dict[int, tuple[str, int]] = {}
        for at, names in picks:
            span = self._spans[at]
            own: set[int] = set()
            for start, end in self._ranges(at, names):
                # A value stands in the last line of its part; between are only brackets.
                for number in {self._number(start), self._number(max(start, end - 1))}:
                    own.add(number)
                    low = max(start, self._starts[number - 1])
                    high = min(end, self._starts[number] - 1)
                    shown.setdefault(number, []).append((low, high))
                    if span.start and span.start in self._text[low:high]:
                        times.setdefault(number, []).append(span.start)
            told = next((number for number in sorted(own) if number in times), None)
            if told is not None and span.start in times[told]:
                timed.update(dict.fromkeys(own - set(times), (span.start, told)))
        found = []
        for number, ranges in sorted(shown.items()):
            text = self._told(number, ranges, redact)
            if not text.strip():
                continue
            mentions = tuple(_mentions(text, times.get(number, []), zone))
            line = Evidence(f"{prefix}{number}", source, number, "log", text, mentions)
            carried = moment_of(timed[number][0], zone=zone) if number in timed else None
            if carried is not None and not mentions:
                origin = f"{prefix}{timed[number][1]}"
                line = replace(line, carried=carried, carried_from=origin)
            found.append(line)
        return tuple(found)

    def _told(
        self, number: int, ranges: Sequence[tuple[int, int]], redact: Callable[[str], str]
    ) -> str:
        line = self._lines[number - 1]
        if len(line) <= KEPT_CHARACTERS:
            return redact(line)
        merged: list[list[int]] = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1] + 40:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        return _BETWEEN.join(redact(self._text[a:b]) for a, b in merged)

    def _ranges(self, at: int, names: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the places of what identifies a span and of the attributes that matter."""
        span = self._spans[at]
        begin, named, end = self._regions[at]
        if span.id:
            yield named, named + min(len(span.id) + 12, end - named)
        for value in (span.trace, span.start, span.name):
            found = self._text.find(value, begin, end) if value else -1
            if found >= 0:
                opened = self._text.rfind('"', begin, max(found - 1, begin))
                key = self._text.rfind('"', begin, max(opened, begin))
                yield (key if key >= 0 and found - key < 60 else found), found + len(value)
        told = [name for m in _BASICS if (pair := span.first(m)) is not None for name in [pair[0]]]
        for name in dict.fromkeys([*names, *told]):
            place = self._attribute(name, str(span.values.get(name, "")), begin, end)
            if place is not None:
                yield place
        if span.failed:
            status = self._text.find('"status"', begin, end)
            if status >= 0:
                close = self._text.find("}", status, min(end, status + _REACH))
                close = close if close >= 0 else status + len('"status"')
                yield status, close + 1
                for said in ('"message"', '"description"'):
                    message = self._text.find(said, status, close)
                    if message >= 0:
                        yield message, close

    def _attribute(self, name: str, value: str, begin: int, end: int) -> tuple[int, int] | None:
        """Return where an attribute and its value stand between two offsets, or None."""
        for key in (name, name.rsplit(".", 1)[-1]):
            at = self._text.find(f'"{key}"', begin, end)
            if at < 0:
                continue
            limit = min(end, at + len(key) + _REACH + len(value))
            for written in (json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]):
                found = self._text.find(written, at + len(key) + _PADDING, limit)
                if found >= 0:
                    return at, min(found + len(written) + 1, found + KEPT_CHARACTERS, end)
            return at, at + len(key) + _PADDING
        return None


def _regions(
    text: str, spans: Sequence[Span], starts: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield where each span's record starts, where its id stands, and where its record ends."""
    met: dict[str, list[tuple[int, str]]] = {}
    of_key: dict[str, list[int]] = {}
    for found in _IDS.finditer(text):
        met.setdefault(found[2], []).append((found.start(), found[1]))
        of_key.setdefault(found[1], []).append(found.start())
    used: dict[str, int] = {}
    crowded = Counter(span.line for span in spans)
    for span in spans:
        low = starts[span.line - 1] if span.line else 0
        high = starts[span.line] - 1 if span.line else len(text)
        places = [place for place in met.get(span.id, ()) if low <= place[0] <= high][:50]
        if not span.id:
            at = text.find(f'"{span.start}"', used.get(f"{span.line}", low), high)
            opened = text.rfind("{", low, at) if at >= 0 else -1
            closed = text.find("}", at, high) if at >= 0 else -1
            if opened >= 0 and closed >= 0:
                used[f"{span.line}"] = at + 1
                yield opened, at, closed + 1
                continue
        turn = used.get(f"{span.line} {span.id}", 0)
        used[f"{span.line} {span.id}"] = turn + 1
        if not places:
            yield low, low, min(high, low + 100_000)
            continue
        at, key = places[min(turn, len(places) - 1)]
        if span.line and crowded[span.line] == 1:
            yield low, at, max(high, at + 1)
            continue
        known = of_key[key]
        following = bisect_right(known, at)
        end = min(known[following], high) if following < len(known) else high
        begin = text.rfind("{", low, at)
        # The next record opens before its id; what stands between belongs to it.
        if end < high:
            opened = text.rfind("{", at, end)
            end = opened if opened > at else end
        yield max(begin, low), at, max(end, at + 1)


def _mentions(text: str, times: Sequence[str], zone: tzinfo | None) -> Iterator[Mention]:
    at = 0
    for told in dict.fromkeys(times):
        found = text.find(told, at)
        if found < 0:
            continue
        moment = moment_of(told, zone=zone)
        if moment is not None:
            yield Mention(found, found + len(told), moment)
            at = found + len(told)
