"""The targets: every parser as a function of bytes that may only end, or end in a PostmortemError.

A target checks what must hold of any answer; what it raises otherwise is a fault of the product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import draft_incident
from assistant.errors import PostmortemError
from assistant.export import html, markdown
from assistant.export import json as exported
from assistant.incident import Incident, Kind, Reference
from assistant.intake import kinds
from assistant.intake.clock import clock, stamps
from assistant.intake.clock.zones import resolve
from assistant.intake.encoding import decode
from assistant.intake.files import Collected, collect, paste_bytes
from assistant.intake.item import Input
from assistant.intake.logs import logs
from assistant.intake.reader import read_incident
from assistant.intake.redaction.hostile import instruction_in, strip_invisible
from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor, find

Target = Callable[[bytes], None]
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
REFERENCE = Reference(day=date(2026, 5, 4), zone="Europe/Berlin", day_why="", zone_why="")


def _silent(stage: str) -> None:
    """Take note of nothing."""


def _text(data: bytes) -> str:
    return decode(data).text


def _lines(data: bytes) -> list[str]:
    return _text(data).split("\n")


def times(data: bytes) -> None:
    """Read the times of each line; a mention lies within its line."""
    for line in _lines(data):
        for mention in clock.find_times(line, reference=REFERENCE):
            assert 0 <= mention.start < mention.end <= len(line)
        read = stamps.parse_stamp(line, zone=resolve("Europe/Berlin"))
        assert read is None or 0 < read[1] <= len(line)


def redaction(data: bytes) -> None:
    """Hide what is found; spans lie within their line, in order and apart."""
    lines = _lines(data)
    people = gather(lines)
    last = (0, 0)
    for span in find(lines, people=people):
        assert 0 <= span.start < span.end <= len(lines[span.line - 1])
        assert (span.line, span.start) >= last
        last = (span.line, span.end)
    redactor = Redactor(people)
    for line in lines:
        redactor.line(strip_invisible(line)[0])


def hostile(data: bytes) -> None:
    """Strip what is invisible, once and for all, and look for instructions."""
    for line in _lines(data):
        visible, count = strip_invisible(line)
        assert count >= 0
        assert strip_invisible(visible) == (visible, 0)
        instruction_in(visible)


def detection(data: bytes) -> None:
    """Tell what a file is, by every kind of ending, and read it whatever it is."""
    text = _text(data)
    for name in ("notes.md", "app.log", "history.json", "changes.yaml", "x.diff", "x.csv", "x"):
        assert kinds.detect(name, text) in ("note", "log", "history")


def log(data: bytes) -> None:
    """Read a log of these bytes; samples and spans are within it."""
    item = Input("app.log", "log", data=data)
    reading = logs.read(item, prefix="L", zone=None, redact=str)
    assert reading.file.bytes == len(data)
    assert all(1 <= one.line <= reading.file.lines for one in reading.evidence)
    assert sum(template.count for template in reading.file.templates) <= reading.file.lines


def _incident(*inputs: Input) -> Incident:
    incident = read_incident(Collected(inputs), day=None, zone=None, stage=_silent, now=NOW)
    known = incident.by_id()
    assert len(known) == len(incident.evidence)
    for change in incident.changes:
        assert set(change.evidence) <= set(known)
    return incident


def _of(name: str, kind: Kind) -> Target:
    def target(data: bytes) -> None:
        """Read an input of a stated kind."""
        _incident(Input(name, kind, data=data))

    return target


def _draft(incident: Incident) -> Draft:
    draft = draft_incident(incident, now=NOW, stage=_silent)
    cited = {line.id for line in draft.evidence}
    for event in draft.timeline:
        assert set(event.evidence) <= cited
    return draft


def whole(data: bytes) -> None:
    """Draft from a file of these bytes, whatever it is, and export the draft in each form."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "input"
        path.write_bytes(data)
        incident = read_incident(collect([path]), day=None, zone=None, stage=_silent, now=NOW)
    draft = _draft(incident)
    assert exported.load(exported.dump(draft)) == draft
    markdown.render(draft)
    html.page(draft)


def pasted(data: bytes) -> None:
    """Draft from a paste of these bytes."""
    _draft(_incident(paste_bytes(data)))


TARGETS: Mapping[str, Target] = {
    "times": times,
    "redaction": redaction,
    "hostile": hostile,
    "detection": detection,
    "log": log,
    "notes": _of("notes.md", "note"),
    "history": _of("history.txt", "history"),
    "history-json": _of("history.json", "history"),
    "history-yaml": _of("history.yaml", "history"),
    "history-diff": _of("history.diff", "history"),
    "history-csv": _of("history.csv", "history"),
    "history-md": _of("CHANGELOG.md", "history"),
    "draft": whole,
    "paste": pasted,
}


def run(name: str, data: bytes) -> None:
    """Run a target; an error that the user can mend is a right answer to what is not readable."""
    try:
        TARGETS[name](data)
    except PostmortemError:
        return
