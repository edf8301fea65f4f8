"""Which lines of a log matter: its ends, switches of version, operations, trouble, news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.intake.logtally import Field, Pattern, Tally

MOST = 60
_SWITCHES, _EVENTS, _TROUBLE, _NEWS = 14, 16, 20, 8
# A field with more values than this counts something; it does not name a version.
_VERSIONS = 12
# A pattern met more often than this share of the lines (and this many times) is routine.
_ROUTINE_SHARE, _ROUTINE_COUNT = 0.02, 40
_LATE_SHARE = 0.1

Line = tuple[int, str]


def pick(tally: Tally) -> tuple[Line, ...]:
    """Return the numbers and raw texts of at most 60 lines that matter, in file order."""
    patterns = [pattern for pattern in tally.patterns if pattern.name is None or pattern.level]
    if not patterns:
        return ()
    start = min(patterns, key=lambda pattern: pattern.first_line)
    end = max(patterns, key=lambda pattern: pattern.last_line)
    kept: dict[int, str] = {start.first_line: start.first, end.last_line: end.last}
    for lines, most in (
        (_switches(tally.fields.values()), _SWITCHES),
        (_trouble(patterns, tally), _TROUBLE),
        (_events(patterns, tally.lines), _EVENTS),
        (_news(patterns, tally), _NEWS),
    ):
        _take(kept, lines, most)
    return tuple(sorted(kept.items()))


def _take(kept: dict[int, str], lines: Iterable[Line], most: int) -> None:
    for number, text in lines:
        if most == 0 or len(kept) >= MOST:
            return
        if number not in kept:
            kept[number] = text
            most -= 1


def _switches(fields: Iterable[Field]) -> Iterator[Line]:
    """Yield the lines where a version field first had each of its values, and its last switch."""
    moved = [field for field in fields if 1 < len(field.first_of) <= _VERSIONS]
    for field in sorted(moved, key=lambda field: (len(field.first_of), field.switches)):
        yield from field.first_of.values()
        if field.last_switch is not None and field.switches <= _VERSIONS:
            yield field.last_switch


def _trouble(patterns: Iterable[Pattern], tally: Tally) -> Iterator[Line]:
    """Yield first and last lines of the severe patterns: worst level first, then the frequent."""
    severe = [pattern for pattern in patterns if pattern.level in tally.severe]
    severe.sort(key=lambda pattern: (-tally.rank[pattern.level or ""], -pattern.count))
    yield from ((pattern.first_line, pattern.first) for pattern in severe)
    yield from ((pattern.last_line, pattern.last) for pattern in severe if pattern.count > 1)


def _events(patterns: Iterable[Pattern], lines: int) -> Iterator[Line]:
    """Yield the lines of operational events: the rarer first, routine ones left out."""
    routine = max(_ROUTINE_COUNT, lines * _ROUTINE_SHARE)
    rare = [pattern for pattern in patterns if pattern.event and pattern.count <= routine]
    for pattern in sorted(rare, key=lambda pattern: (pattern.count, pattern.first_line)):
        yield from pattern.occurrences
        yield pattern.last_line, pattern.last


def _news(patterns: Iterable[Pattern], tally: Tally) -> Iterator[Line]:
    """Yield the first lines of patterns that turn up late, the most frequent first."""
    late = [
        pattern
        for pattern in patterns
        if pattern.first_line > tally.lines * _LATE_SHARE and not pattern.first[:1].isspace()
    ]
    for pattern in sorted(late, key=lambda pattern: (-pattern.count, pattern.first_line)):
        yield pattern.first_line, pattern.first
