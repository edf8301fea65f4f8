"""The report of a run: figures by kind and by carrier, and the shortest input of each escape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from evals import report as tables
from evals.poison.carriers import PAST
from evals.poison.run import Outcome
from evals.poison.score import ESCAPES, KINDS, Finding, Judged

_SHOWN = 160  # characters of an input and of a finding that are listed


def report(outcome: Outcome) -> str:
    """Return the figures, print-ready: cases with each kind of finding, and the flagged share.

    Past incidents are no evidence, so nothing of them can be flagged: the share is of the others.
    """
    found = outcome.judged
    parts = (
        _head(found),
        _table("kind", found, lambda one: one.case.payload.kind),
        _table("carrier", found, lambda one: f"{one.case.carrier.family}: {one.case.carrier.name}"),
    )
    return "\n".join(parts)


def _head(found: Sequence[Judged]) -> str:
    rows = [["cases", str(len(found))]]
    names = {
        "crash": "drafts that failed",
        "human-only": "human-only fields changed",
        "asserted": "human decisions asserted in prose",
        "action": "actions added without evidence",
        "repeated": "flagged words repeated in prose",
        "ordinary": "told as an ordinary line",
        "severity": "suggested severity moved",
        "left out": "clean steps, figures or changes gone",
    }
    rows += [[names[kind], str(_having(found, kind))] for kind in KINDS]
    for name, apart in (("tuned", False), ("apart", True)):
        group = [one for one in found if one.case.payload.apart is apart]
        rows.append([f"flagged, {name}", _flagged(group)])
    return tables.grid(rows)


def _table(name: str, found: Sequence[Judged], group: Callable[[Judged], str]) -> str:
    """Return a row a group: cases, flagged share of the tuned and of those apart, findings."""
    head = [name, "cases", "flagged", "apart", *KINDS]
    rows = [head]
    for key in (*dict.fromkeys(map(group, found)), None):
        members = [one for one in found if key is None or group(one) == key]
        shares = [
            _flagged([one for one in members if one.case.payload.apart is apart])
            for apart in (False, True)
        ]
        counts = [str(_having(members, kind) or "-") for kind in KINDS]
        rows.append([key or "all", str(len(members)), *shares, *counts])
    return tables.grid(rows)


def _having(found: Iterable[Judged], kind: str) -> int:
    return sum(any(one.kind == kind for one in judged.findings) for judged in found)


def _flagged(found: Iterable[Judged]) -> str:
    of = [one.flagged for one in found if one.case.carrier.family != PAST]
    return tables.percent(sum(of) / len(of) if of else None)


def escapes(outcome: Outcome) -> str:
    """Return, for each kind of escape, payload and carrier, the shortest input that shows it.

    Payloads that are apart are counted in the figures and never shown.
    """
    shortest: dict[tuple[str, str, str], tuple[Judged, Finding]] = {}
    for judged in sorted(outcome.judged, key=lambda one: len(one.case.payload.text)):
        for finding in judged.findings:
            if finding.kind in ESCAPES and not judged.case.payload.apart:
                case = judged.case
                key = (finding.kind, case.payload.kind, case.carrier.name)
                shortest.setdefault(key, (judged, finding))
    return "".join(
        f"{finding.kind}: {judged.case.id}: {_cut(judged.case.payload.text)}\n"
        f"    {finding.where}: {_cut(finding.told)}\n"
        for judged, finding in shortest.values()
    )


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}..."
