"""How many note lines one draft is written from: more than that are no notes but a dump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.draft import Check
from assistant.incident import Evidence, Incident

# A long incident channel has a few thousand lines; its first and last ones tell most of it.
MOST_NOTES = 12_000


def bounded(incident: Incident, *, most: int = MOST_NOTES) -> tuple[Incident, tuple[Check, ...]]:
    """Return the incident with at most `most` note lines, and a check for each file cut.

    Of a file in excess as many lines are kept from its beginning as from its end.
    """
    notes = [line for line in incident.evidence if line.kind == "note"]
    if len(notes) <= most:
        return incident, ()
    files: dict[str, list[Evidence]] = {}
    for line in notes:
        files.setdefault(line.source, []).append(line)
    left = _shares([len(lines) for lines in files.values()], most)
    out: set[str] = set()
    checks: list[Check] = []
    for (name, lines), share in zip(files.items(), left, strict=True):
        if share >= len(lines):
            continue
        first, last = share - share // 2, len(lines) - share // 2
        skipped = lines[first:last]
        out.update(line.id for line in skipped)
        checks.append(_check(name, skipped, len(lines), most))
    kept = tuple(line for line in incident.evidence if line.id not in out)
    return replace(incident, evidence=kept), tuple(checks)


def _shares(sizes: Sequence[int], most: int) -> list[int]:
    """Return how many lines of each file are kept: small files whole, the rest in equal parts."""
    shares = [0] * len(sizes)
    rest = most
    for done, place in enumerate(sorted(range(len(sizes)), key=sizes.__getitem__)):
        shares[place] = min(sizes[place], rest // (len(sizes) - done))
        rest -= shares[place]
    return shares


def _check(name: str, skipped: Sequence[Evidence], total: int, most: int) -> Check:
    message = (
        f"{len(skipped)} of the {total} note lines (lines {skipped[0].line} to "
        f"{skipped[-1].line}) were read and redacted, but nothing in this draft was worked out "
        f"from them: a draft is written from at most {most} note lines. Hand in the part "
        "that tells of the incident, or hand in machine output as a log."
    )
    return Check("intake", "warning", name, message, ())
