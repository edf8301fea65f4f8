"""How a draft came to be: inputs by hash, template versions, redactions, and its case id."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant import __version__
from assistant.drafting.draft import Check, Draft, InputFile, Provenance
from assistant.drafting.templates import document
from assistant.incident import Incident

if TYPE_CHECKING:
    from assistant.drafting.writing.writer import Pen, Written


def case_id(incident: Incident, day: date) -> str:
    """Return the id of the case: the incident's day and a short hash of its inputs' hashes."""
    joined = "\n".join(sorted(f"{s.kind} {s.sha256}" for s in incident.sources))
    return f"PM-{day:%Y%m%d}-{hashlib.sha256(joined.encode()).hexdigest()[:8]}"


def of(incident: Incident, *, seconds: Mapping[str, float]) -> Provenance:
    """Return the provenance of an offline draft."""
    return Provenance(
        engine="offline",
        model=None,
        prompts={"document": document().version},
        inputs=tuple(InputFile(s.name, s.sha256, s.kind, s.lines) for s in incident.sources),
        redactions={k: incident.redactions[k] for k in sorted(incident.redactions)},
        fallbacks=(),
        app_version=__version__,
        seconds=dict(seconds),
        tokens=None,
    )


def with_model(made: Provenance, draft: Draft, pen: Pen, written: Written) -> Provenance:
    """Return the provenance of a draft that a model had a hand in."""
    from assistant.drafting.writing.writer import schema_digest

    cost = pen.prices.of(written.usage) if pen.prices is not None else None
    return replace(
        made,
        engine="llm",
        model=pen.model,
        prompts={**made.prompts, **pen.prompts.versions()},
        fallbacks=written.fallbacks,
        tokens=written.usage.tokens,
        calls=written.usage.calls,
        cost=None if cost is None else round(cost, 6),
        schema=schema_digest(),
        written=places(draft, written.merged.written),
        judge=pen.judge,
    )


def places(draft: Draft, texts: Collection[str]) -> tuple[str, ...]:
    """Return the places of a draft at which one of the texts stands ("summary[0]"), in order."""
    listed: dict[str, Sequence[object]] = {
        "summary": draft.summary,
        "timeline": draft.timeline,
        "factors": draft.factors,
        "went_well": draft.went_well,
        "went_wrong": draft.went_wrong,
        "got_lucky": draft.got_lucky,
        "root_cause.hypotheses": draft.root_cause.hypotheses,
        "actions": draft.actions,
        "open_questions": draft.open_questions,
        **{f"sections.{one.key}": one.statements for one in draft.sections},
    }
    return tuple(
        f"{name}[{i}]"
        for name, items in listed.items()
        for i, item in enumerate(items)
        if getattr(item, "text", None) in texts
    )


def told(made: Provenance) -> str:
    """Return in a sentence or two what a model took and where it gave nothing; "" without one."""
    if made.engine == "offline":
        return ""
    parts = [f"{made.calls or 0:,} calls", f"{made.tokens or 0:,} tokens"]
    if made.cost is not None:
        parts.append(f"${made.cost:.4f}")
    said = f"{made.model}: {', '.join(parts)}."
    if made.fallbacks:
        said += f" It gave nothing usable for {', '.join(made.fallbacks)}; the checks say why."
    return said


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
