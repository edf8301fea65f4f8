"""Small invented incidents, built line by line, for the tests of the drafting room."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from assistant.incident import (
    Change,
    Evidence,
    Finding,
    Incident,
    Mention,
    Moment,
    Reference,
    Source,
)

NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
_CLOCK = re.compile(r"(?<![\d:])([01]\d|2[0-3]):([0-5]\d)(?![\d:])")


def clock(text: str) -> datetime:
    """Return a clock time ("09:12") on the day of the incident, in UTC."""
    return datetime.fromisoformat(f"{DAY.isoformat()}T{text}+00:00")


def note(number: int, text: str, *, section: str | None = None, hostile: bool = False) -> Evidence:
    """Return a note line with the clock times in it read on the day of the incident."""
    mentions = tuple(
        Mention(m.start(), m.end(), Moment(clock(m.group()), "minute", inferred=True))
        for m in _CLOCK.finditer(text)
    )
    return Evidence(
        f"N{number}", "notes.md", number, "note", text, mentions, section, hostile=hostile
    )


def change(before: str, after: str, *, at: str = "09:05") -> tuple[Change, Evidence]:
    """Return a prompt change and the history line that tells it."""
    text = f"{{kind: prompt, component: answer-policy, before: {before}, after: {after}, at: {at}}}"
    moved = Change(
        kind="prompt",
        component="answer-policy",
        before=before,
        after=after,
        time=Moment(clock(at)),
        diff=None,
        text="",
        evidence=("H1",),
    )
    return moved, Evidence("H1", "history.yaml", 1, "history", text)


def made(
    lines: Sequence[str],
    *,
    moved: tuple[Change, Evidence] | None = None,
    people: tuple[str, ...] = (),
    hostile: frozenset[int] = frozenset(),
    findings: tuple[Finding, ...] = (),
    redactions: dict[str, int] | None = None,
) -> Incident:
    """Return an incident of note lines and at most one change."""
    section = None
    evidence: list[Evidence] = []
    for number, text in enumerate(lines, start=1):
        if text.startswith("#"):
            section = text.strip("# ")
        evidence.append(note(number, text, section=section, hostile=number in hostile))
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    sources = [Source("notes.md", digest, "note", len(lines))]
    if moved is not None:
        evidence.append(moved[1])
        sources.append(Source("history.yaml", "0" * 64, "history", 1))
    return Incident(
        sources=tuple(sources),
        evidence=tuple(evidence),
        changes=() if moved is None else (moved[0],),
        logs=(),
        reference=Reference(DAY, "UTC", "told", "told"),
        redactions=redactions or {},
        people=people,
        findings=findings,
    )


REFUNDS = (
    "# Support bot quotes the old refund window",
    "",
    "## Summary",
    "Customers asking about refunds were told 60 days instead of 30.",
    "",
    "## Timeline",
    "- 09:05 prompt answer-policy v14 deployed",
    "- 09:12 first wrong answer in the logs, incident starts",
    "- 09:31 alert fired, Responder A acknowledged",
    "- 09:50 Responder B rolled back to v13",
    "- 10:05 resolved, error rate back to normal",
    "",
    "## Impact",
    "1,200 customers saw wrong answers; $4,500 in refunds.",
    "Root cause was the new prompt. Responder B forgot to run the evals.",
    "No alert on answer quality existed, monitoring only covered latency.",
)
PEOPLE = ("Responder A", "Responder B")
