"""The terms of an incident that stand in a suggested action: the component, a gap's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.analysis.changes import ChangeFact
from assistant.analysis.factors import Factor
from assistant.incident import Evidence

_QUOTED = 140  # characters of a line that are quoted in an action


def fill(
    change: ChangeFact | None, factor: Factor | None, lines: Mapping[str, Evidence]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the terms that stand in cited lines, and the line that names the component."""
    told: dict[str, str] = {}
    cited: tuple[str, ...] = ()
    if change is not None and change.component:
        named = _line_with(change.component, change.evidence, lines)
        if named is not None:
            told["component"], cited = change.component, (named,)
    if factor is not None and len(factor.text) <= _QUOTED and not set(factor.text) & set('"“”`'):
        quote = factor.text.strip(" .!;,")
        if _line_with(quote, factor.evidence, lines) is not None:
            told["quote"] = quote
    return told, cited


def _line_with(term: str, evidence: Sequence[str], lines: Mapping[str, Evidence]) -> str | None:
    wanted = " ".join(term.lower().split())
    for name in evidence:
        line = lines.get(name)
        if line and not line.hostile and wanted in " ".join(line.text.lower().split()):
            return name
    return None
