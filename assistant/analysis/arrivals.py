"""Which errors of logs arrive: those new soon after a change, and the first of each log."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from assistant.analysis.vocabulary import words
from assistant.incident import Evidence, Incident
from assistant.intake.logs import statuses

_MOST = 2
_LOGS = 3
_SOON = timedelta(hours=1)
_EDGE = 0.1  # of the time that a log spans


def errors(
    incident: Incident, apart: Collection[str], moved: Sequence[datetime]
) -> tuple[Evidence, ...]:
    """Return the first lines of the most frequent errors that are new soon after a change.

    Answers that failed by the fault of a server are errors too. `moved` are the times of the
    changes; logs in `apart` are left out. A change before a log begins tells nothing of what is new
    in it.
    """
    at = {(line.source, line.line): line for line in incident.of_kind("log")}
    names = {*words("logs", "levels", "fatal"), *words("logs", "levels", "error")}
    found: list[tuple[int, Evidence]] = []
    for file in incident.logs:
        for template in file.templates if file.source not in apart else ():
            line = at.get((file.source, template.lines[0])) if template.lines else None
            first = template.first.at if template.first else None
            grave = (template.level or "").upper() in names or statuses.SERVER in template.template
            if line is None or first is None or not grave:
                continue
            before = [time for time in moved if file.first and file.first.at < time <= first]
            if before and first - max(before) <= _SOON:
                found.append((template.count, line))
    found.sort(key=lambda pair: -pair[0])
    return tuple(line for _, line in found[:_MOST])


def of_others(
    graded: Mapping[int, Sequence[Evidence]], told: Collection[str]
) -> Iterator[Evidence]:
    """Yield the first line of the worst grade of each of a few logs besides those told."""
    first: dict[str, Evidence] = {}
    for grade in sorted(graded):
        for line in graded[grade]:
            if line.source not in told:
                first.setdefault(line.source, line)
    yield from list(first.values())[:_LOGS]


def is_lasting(incident: Incident, line: Evidence) -> bool:
    """Return whether lines of its kind stand from the beginning of a log to its end."""
    for file in incident.logs:
        if file.source != line.source or file.first is None or file.last is None:
            continue
        edge = (file.last.at - file.first.at) * _EDGE
        for template in file.templates:
            if line.line in template.lines and template.first and template.last:
                early = template.first.at - file.first.at <= edge
                return early and file.last.at - template.last.at <= edge
    return False
