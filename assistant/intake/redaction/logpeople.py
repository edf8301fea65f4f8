"""The lines of logs that name a person, looked for in what is kept of a log."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.intake.logs import logs
from assistant.intake.redaction.invisible import strip_invisible
from assistant.intake.redaction.places import in_log


def lines(gathered: Iterable[logs.Gathered]) -> list[str]:
    """Return the kept lines and the samples of templates that name somebody by place."""
    found: dict[str, None] = {}

    def look(text: str) -> str:
        seen = strip_invisible(text)[0]
        if seen not in found and in_log(seen):
            found[seen] = None
        return text

    for log in gathered:
        logs.told(log, prefix="", redact=look)
    return list(found)
