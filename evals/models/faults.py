"""Drafts by command line with every fault of a model: each is to end in a draft that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.drafting.draft import Draft
from evals import report as tables
from evals.loopback.faults import FAULTS
from evals.loopback.server import Server
from evals.models.commandline import Ran, drafted

SECONDS = 6.0
OVER = 5.0  # seconds over the timeout that a whole run may take
_DRAFT = TypeAdapter(Draft)


@dataclass(frozen=True, slots=True)
class Ended:
    """What a draft with a fault came to; `wrong` says what of it is not as it should be."""

    fault: str
    ran: Ran
    calls: int
    fallbacks: tuple[str, ...] = ()
    written: int = 0
    reasons: tuple[str, ...] = ()
    wrong: tuple[str, ...] = field(default=())


def ended(
    inputs: Path,
    names: Iterable[str] = tuple(FAULTS),
    *,
    seconds: float = SECONDS,
    told: Callable[[str], None] | None = None,
) -> tuple[Ended, ...]:
    """Return what drafts of `inputs` come to with each of the faults; `told` hears of each."""
    found = []
    for name in names:
        with Server(FAULTS[name]()) as server:
            ran = drafted(inputs, server.url, seconds=seconds)
            calls = sum(call.method == "POST" for call in server.calls)
        found.append(_judged(name, ran, calls))
        if told is not None:
            told(name)
    return tuple(found)


def _judged(name: str, ran: Ran, calls: int) -> Ended:
    draft = ran.draft()
    if ran.status != 0 or not isinstance(draft, dict):
        last = ran.said.strip().splitlines()[-1:] or ["nothing said"]
        return Ended(name, ran, calls, wrong=(f"status {ran.status}: {last[0]}",))
    made = draft.get("provenance", {})
    checks = [c for c in draft.get("checks", ()) if c["rule"] == "model"]
    fallbacks = tuple(made.get("fallbacks", ()))
    reasons = {c["message"].rsplit(": ", 1)[-1] for c in checks if c["where"] in fallbacks}
    return Ended(
        name,
        ran,
        calls,
        fallbacks,
        len(made.get("written", ())),
        tuple(sorted(reasons)),
        tuple(wrong(draft)),
    )


def wrong(draft: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a draft: its shape, or a section that fell back unsaid."""
    found = []
    try:
        _DRAFT.validate_python(draft)
    except ValidationError as fault:
        found.append(f"no valid draft: {fault.errors()[0]['loc']}")
    told = {c["where"] for c in draft.get("checks", ()) if c["rule"] == "model"}
    unsaid = [one for one in draft.get("provenance", {}).get("fallbacks", ()) if one not in told]
    return found + [f"no check names the section {one!r}" for one in unsaid]


def late(one: Ended, seconds: float) -> bool:
    """Return whether a run took longer than the timeout and what it may take beside it."""
    return one.ran.seconds > seconds + OVER


def report(found: Iterable[Ended], *, seconds: float = SECONDS) -> str:
    """Return a row a fault, print-ready."""
    limit = seconds + OVER
    head = ["fault", "status", f"seconds of {limit:g}", "calls", "fallbacks", "written", "draft"]
    rows = [head]
    for one in found:
        said = "; ".join(one.wrong) or ("labelled" if one.fallbacks else "as asked")
        if late(one, seconds):
            said = f"late, {said}"
        rows.append([
            one.fault, str(one.ran.status), f"{one.ran.seconds:.1f}", str(one.calls),
            str(len(one.fallbacks)), str(one.written), said,
        ])  # fmt: skip
    return tables.grid(rows)
