"""Exports of traces as a log: a line for each span, with its time, its name and why it failed."""

from __future__ import annotations

import json

from assistant.intake.traces import traceform


def may_open(head: str) -> bool:
    """Return whether the first part of a text may be that of an export of traces."""
    return traceform.looks_like(head)


def unfolded(text: str) -> str | None:
    """Return the export with each span in the line that names it, None where it holds none.

    The lines between are blank. Where spans share a line, the n-th span is in line n.
    """
    from assistant.intake.traces.spanparse import parsed
    from assistant.intake.traces.spanplaces import Places

    if not traceform.looks_like(text):
        return None
    spans, _ = parsed(text)
    if not spans:
        return None
    places = Places(text, spans)
    found: dict[int, list[str]] = {}
    for at, span in enumerate(spans):
        reason = span.reason() if span.failed else None
        told = {"time": span.start, "message": f"{span.name}: {reason}" if reason else span.name}
        if span.failed:
            told["level"] = "ERROR"
        found.setdefault(places.line(at), []).append(json.dumps(told, ensure_ascii=False))
    lines = [line for of_line in found.values() for line in of_line]
    if len(lines) == len(found):
        last = max(found)
        lines = [found[number][0] if number in found else "" for number in range(1, last + 1)]
        lines += [""] * (text.rstrip("\n").count("\n") + 1 - last)
    return "\n".join(lines) + "\n"
