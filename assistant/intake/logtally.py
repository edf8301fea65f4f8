"""The tally of a log: its lines grouped by what stays the same in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from assistant.intake.logline import (
    HEAD,
    level_of,
    mask,
    record,
    record_level,
    record_message,
    record_version_fields,
    rough,
    stamp,
    version_field_finder,
    vocabulary,
)

TEMPLATES = 2_000
# Characters of a line that are looked at (a JSON line needs them all) and that are held.
EXAMINED = 20_000
STORED = 4_000
_REMEMBERED = 20_000
_KEY_LINES = 200
_KEY_BLOCK = "(lines of a key or certificate block)"
_VALUES = 40
_FIELDS = 60
_KEPT_EVENTS = 5


class Pattern:
    """Lines that differ only in their variable parts: how many, which first, which last."""

    __slots__ = (
        "count",
        "event",
        "fields",
        "first",
        "first_line",
        "last",
        "last_line",
        "level",
        "name",
        "numbers",
        "occurrences",
        "record",
    )

    def __init__(self, line: str, number: int, *, level: str | None, message: str | None) -> None:
        self.count = 1
        self.level = level
        self.name: str | None = None
        self.record = message is not None
        self.first = self.last = line
        self.first_line = self.last_line = number
        self.numbers = [number]
        # The first few lines whole, where the words are those of an operational event.
        self.event = (
            vocabulary().events.search(message if message is not None else line) is not None
        )
        self.occurrences = [(number, line)] if self.event else []
        self.fields: re.Pattern[str] | None = None

    def add(self, line: str, number: int) -> None:
        """Count one more line."""
        self.count += 1
        self.last = line
        self.last_line = number
        if self.count <= _KEPT_EVENTS:
            self.numbers.append(number)
            if self.event:
                self.occurrences.append((number, line))

    def samples(self, most: int) -> tuple[int, ...]:
        """Return up to `most` line numbers: the first ones and the last."""
        numbers = self.numbers[:most]
        if self.last_line not in numbers:
            numbers = [*numbers[: most - 1], self.last_line]
        return tuple(numbers)

    def shown(self, redacted: Callable[[int, str], str]) -> str:
        """Return the template as a reader sees it, made from the redacted first line."""
        if self.name is not None:
            return self.name
        text = redacted(self.first_line, self.first)
        if self.record:
            fields = record(text)
            return mask(record_message(fields) if fields else text)
        told = stamp(text, zone=None)
        return mask(text if told is None else text[told.end :].lstrip(" ]),:|-"))


class Field:
    """The values that a version field took: where each was first seen, and the last switch."""

    __slots__ = ("current", "first_of", "last_switch", "switches")

    def __init__(self, value: str, line: str, number: int) -> None:
        self.current = value
        self.first_of = {value: (number, line)}
        self.switches = 0
        self.last_switch: tuple[int, str] | None = None

    def add(self, value: str, line: str, number: int) -> None:
        """Take note of a value other than the current one."""
        self.current = value
        self.switches += 1
        self.last_switch = (number, line)
        if value not in self.first_of and len(self.first_of) <= _VALUES:
            self.first_of[value] = (number, line)


class Tally:
    """Counts lines by pattern, and remembers where version fields took which value."""

    def __init__(self) -> None:
        words = vocabulary()
        self.rank = words.rank
        self.severe = words.severe
        self.limit = TEMPLATES
        self.lines = 0
        self.cut: list[int] = []
        self.cut_count = 0
        self.fields: dict[str, Field] = {}
        self._patterns: dict[str, Pattern] = {}
        self._others: dict[str, Pattern] = {}
        self._known: dict[str, Pattern] = {}
        self._hidden = 0

    @property
    def patterns(self) -> list[Pattern]:
        """Return the patterns in order of first appearance."""
        found = [*self._patterns.values(), *self._others.values()]
        return sorted(found, key=lambda pattern: pattern.first_line)

    @property
    def overflow(self) -> int:
        """Return how many lines were counted together for want of room for their pattern."""
        return sum(pattern.count for pattern in self._others.values())

    def add(self, lines: Iterable[str]) -> None:
        """Count the next lines of the log."""
        number = self.lines
        known = self._known
        fields = self.fields
        for raw in lines:
            number += 1
            line = raw
            if len(line) > STORED:
                line = self._shortened(line, number)
            if line[-1:] == "\r":
                line = line[:-1]
            if self._hidden or "-----BEGIN" in line:
                self._hidden = self._still_hidden(line)
                if self._hidden:
                    self._other(_KEY_BLOCK, _KEY_BLOCK, None, number)
                    continue
            if line[:1] == "{":
                entry = record(line)
                if entry is not None:
                    self._add_record(entry, line, number)
                    continue
            line = line[:STORED]
            key = rough(line)
            pattern = known.get(key)
            if pattern is None:
                if not line.strip():
                    continue
                pattern = self._add_new(key, line, number, None, None)
            elif pattern.count < _KEPT_EVENTS:
                pattern.add(line, number)
            else:
                # The same as `add`, without the call: this is the path of nearly every line.
                pattern.count += 1
                pattern.last = line
                pattern.last_line = number
            if pattern.fields is not None:
                for field, value in pattern.fields.findall(line):
                    seen = fields.get(field)
                    if seen is None or seen.current != value:
                        self._saw(field, value, line, number)
        self.lines = number

    def _shortened(self, line: str, number: int) -> str:
        if len(line) > EXAMINED:
            self.cut_count += 1
            if len(self.cut) < _KEPT_EVENTS:
                self.cut.append(number)
            return line[:STORED]
        return line

    def _still_hidden(self, line: str) -> int:
        """Return how many lines of a key block were met so far; 0 outside of one."""
        begun = line.rfind("-----BEGIN")
        if line.find("-----END", max(begun, 0)) >= 0 or self._hidden > _KEY_LINES:
            return 0
        return self._hidden + 1 if self._hidden or begun >= 0 else 0

    def _add_record(self, fields: Mapping[str, object], line: str, number: int) -> None:
        level = record_level(fields)
        message = record_message(fields)[:STORED]
        key = f"{{{level}|{rough(message or line[:STORED])}"
        pattern = self._known.get(key)
        if pattern is None:
            self._add_new(key, line[:STORED], number, level, message)
        else:
            pattern.add(line[:STORED], number)
        for field, value in record_version_fields(fields):
            self._saw(field, value, line, number)

    def _add_new(
        self, key: str, line: str, number: int, level: str | None, message: str | None
    ) -> Pattern:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        full = mask(line) if message is None else f"{{{level}|{mask(message or line)}"
        pattern = self._patterns.get(full)
        if pattern is not None:
            pattern.add(line, number)
        else:
            if message is None:
                level = _level_in(line)
            if len(self._patterns) >= self.limit:
                pattern = self._other(
                    f"({level or 'other'} lines of further kinds)", line, level, number
                )
            else:
                pattern = Pattern(line, number, level=level, message=message)
                if message is None:
                    pattern.fields = version_field_finder(line)
                self._patterns[full] = pattern
        self._known[key] = pattern
        return pattern

    def _other(self, name: str, line: str, level: str | None, number: int) -> Pattern:
        """Return the pattern without a template of its own that the line was counted under."""
        home = self._patterns if name == _KEY_BLOCK else self._others
        pattern = home.get(name)
        if pattern is None:
            pattern = home[name] = Pattern(line, number, level=level, message=None)
            pattern.name = name
        else:
            pattern.add(line, number)
        return pattern

    def _saw(self, name: str, value: str, line: str, number: int) -> None:
        field = self.fields.get(name)
        if field is None:
            if len(self.fields) < _FIELDS:
                self.fields[name] = Field(value, line[:STORED], number)
        elif field.current != value:
            field.add(value, line[:STORED], number)


def _level_in(line: str) -> str | None:
    told = stamp(line, zone=None)
    start = 0 if told is None else told.end
    return level_of(line[start : start + HEAD]) or (level_of(line[:start]) if start else None)
