"""A digest as people and programs read it: a table, JSON, or one JSON object a line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from assistant.cli.output import result
from assistant.intake.logs import logtimes
from assistant.intake.logs.logfiles import Digested
from assistant.intake.logs.logsummary import Kind, Span

# Rows of the table; the rest is counted in its last line.
LISTED = 40
_BATCH = 20_000


def as_json(found: Digested) -> str:
    """Return the digest as the contract's JSON object."""
    summary = found.summary
    first, last = _ends(found, summary.span)
    return (
        json.dumps(
            {
                "files": [
                    {"name": file.name, "lines": file.lines, "bytes": file.bytes}
                    for file in found.files
                ],
                "lines": summary.digest.lines,
                "bytes": sum(file.bytes for file in found.files),
                "first": first,
                "last": last,
                "levels": dict(summary.levels),
                "templates": [
                    _template(found, kind, text)
                    for kind, text in zip(summary.kinds, found.texts, strict=True)
                ],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _template(found: Digested, kind: Kind, text: str) -> dict[str, object]:
    first, last = _ends(found, kind.span)
    file = found.place(kind.lines[0])[0]
    told: dict[str, object] = {
        "template": text,
        "count": kind.count,
        "level": kind.level,
        "first": first,
        "last": last,
        "lines": [place for home, place in map(found.place, kind.lines) if home is file],
        "id": kind.id,
    }
    if len(found.files) > 1:
        told["file"] = file.name
    if kind.span.partial and first is None:
        told["partial"] = [logtimes.partial(time) for time in kind.span.partial]
    return told


def _ends(found: Digested, span: Span) -> tuple[str | None, str | None]:
    """Return the first and last time of a span as ISO 8601 with an offset, None if not known."""
    ends = span.placed(found.summary.placing)
    if ends is None:
        return None, None
    return _iso(found, ends[0]), _iso(found, ends[1])


def _iso(found: Digested, time: int) -> str | None:
    at = found.summary.placing.at(time)
    return at.isoformat() if at else None


def write_lines(found: Digested, output: Path | None, *, quiet: bool) -> None:
    """Write one JSON object for each line: its number, time, partial time, level, template."""
    if output is not None:
        result("".join(_lines(found)), output, quiet=quiet)
        return
    for batch in _lines(found):
        click.echo(batch, nl=False)


def _lines(found: Digested) -> Iterator[str]:
    summary = found.summary
    ends = [
        json.dumps({"level": row.level, "template_id": kind})[1:]
        for row, kind in zip(summary.digest.rows, summary.kind_of_row, strict=True)
    ]
    several = len(found.files) > 1
    for file, each in zip(found.files, found.each, strict=True):
        name = f', "file": {json.dumps(file.name)}' if several else ""
        for start in range(0, len(each.rows), _BATCH):
            rows = each.rows[start : start + _BATCH].tolist()
            times = each.times[start : start + _BATCH].tolist()
            yield "".join(
                f'{{"line": {number}{name}, {_told(found, time)}, {ends[row]}\n'
                for number, (row, time) in enumerate(zip(rows, times, strict=True), start + 1)
            )


def _told(found: Digested, time: int) -> str:
    if time == logtimes.NONE:
        return '"time": null, "partial": null'
    at, partial = _iso(found, time), logtimes.partial(time)
    return f'"time": {json.dumps(at)}, "partial": {json.dumps(partial)}'


def as_table(found: Digested) -> str:
    """Return the digest as a table that fits the terminal."""
    width = max(shutil.get_terminal_size((100, 24)).columns, 60)
    summary = found.summary
    names = ", ".join(file.name for file in found.files[:3])
    more = f" and {len(found.files) - 3} more" if len(found.files) > 3 else ""
    first, last = _ends(found, summary.span)
    size = sum(file.bytes for file in found.files)
    told = [f"{names}{more}: {summary.digest.lines:,} lines, {size:,} bytes"]
    if first:
        told.append(f"From {first} to {last}")
    elif summary.span.partial:
        start, end = (_clock(time) for time in summary.span.partial)
        told.append(f"From {start} to {end} (no year or date is written)")
    else:
        told.append("No line tells a time.")
    if summary.levels:
        told.append("Levels: " + ", ".join(f"{n} {c:,}" for n, c in summary.levels.items()))
    told += ["", f"{'COUNT':>10}  {'LEVEL':<8} {'FIRST':<19}  {'LINES':<14} TEMPLATE"]
    for kind, text in list(zip(summary.kinds, found.texts, strict=True))[:LISTED]:
        told.append(_row(found, kind, text, width))
    if len(summary.kinds) > LISTED:
        rest = summary.kinds[LISTED:]
        count = sum(kind.count for kind in rest)
        told.append(f"{count:>10,}  in {len(rest):,} more templates (--format json lists them all)")
    return "\n".join(told) + "\n"


def _row(found: Digested, kind: Kind, text: str, width: int) -> str:
    first = _ends(found, kind.span)[0]
    if first is None and kind.span.partial:
        first = _clock(kind.span.partial[0])
    lines = ",".join(str(found.place(line)[1]) for line in kind.lines[:3])
    start = (
        f"{kind.count:>10,}  {(kind.level or '-')[:8]:<8} {(first or '-')[:19]:<19}  "
        f"{_short(lines, 14):<14} "
    )
    return start + _short(text or "(blank, or marks only)", max(width - len(start), 20))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _clock(time: int) -> str:
    partial = logtimes.partial(time) or {}
    day = f"{partial['month']:02}-{partial['day']:02} " if "month" in partial else ""
    return f"{day}{partial.get('time', '')}"
