"""How a draft came to be: inputs by hash, template versions, redactions, and its case id."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date

from assistant import __version__
from assistant.drafting.draft import Check, InputFile, Provenance
from assistant.drafting.templates import versions
from assistant.incident import Incident


def case_id(incident: Incident, day: date) -> str:
    """Return the id of the case: the incident's day and a short hash of its inputs' hashes."""
    joined = "\n".join(sorted(f"{s.kind} {s.sha256}" for s in incident.sources))
    return f"PM-{day:%Y%m%d}-{hashlib.sha256(joined.encode()).hexdigest()[:8]}"


def of(incident: Incident, *, seconds: Mapping[str, float]) -> Provenance:
    """Return the provenance of an offline draft."""
    return Provenance(
        engine="offline",
        model=None,
        prompts=versions(),
        inputs=tuple(InputFile(s.name, s.sha256, s.kind, s.lines) for s in incident.sources),
        redactions={k: incident.redactions[k] for k in sorted(incident.redactions)},
        fallbacks=(),
        app_version=__version__,
        seconds=dict(seconds),
        tokens=None,
    )


def redaction_check(incident: Incident) -> Check | None:
    """Return what was hidden before drafting, in words; None where nothing was."""
    counts = [(k, n) for k, n in sorted(incident.redactions.items()) if n]
    parts = [f"{n} {_noun(kind, n)}" for kind, n in counts]
    said = f"Hidden before drafting: {', '.join(parts)}." if parts else ""
    people = len(incident.people)
    if people:
        noun = "person is" if people == 1 else "people are"
        said = f"{said} {people} {noun} shown by pseudonym, and only in quoted evidence.".strip()
    return Check("redaction", "info", "inputs", said, ()) if said else None


def _noun(kind: str, count: int) -> str:
    name = {"email": "e-mail", "ip": "public address", "iban": "IBAN", "person": "name"}.get(
        kind, kind.replace("_", " ").replace("-", " ") if kind != "e-mail" else kind
    )
    if count == 1 or name.endswith("s"):
        return name
    return name + ("es" if name.endswith(("ss", "ch", "sh")) else "s")


class Stopwatch:
    """Hears the stages named and, given a timer, keeps the seconds that each took."""

    def __init__(self, stage: Callable[[str], None], timer: Callable[[], float] | None) -> None:
        self._stage = stage
        self._timer = timer
        self._current: tuple[str, float] | None = None
        self._seconds: dict[str, float] = {}

    def begin(self, name: str) -> None:
        """Pass the stage on, and close the one before it."""
        self._close()
        self._stage(name)
        if self._timer is not None:
            self._current = (name, self._timer())

    def seconds(self) -> dict[str, float]:
        """Return the seconds by stage, rounded to milliseconds; empty without a timer."""
        self._close()
        return dict(self._seconds)

    def _close(self) -> None:
        if self._current is not None and self._timer is not None:
            name, since = self._current
            took = self._timer() - since
            self._seconds[name] = round(self._seconds.get(name, 0.0) + took, 3)
            self._current = None
