"""The warning to preserve the evidence, with what to preserve and what may be lost already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.checks.grounding import unsupported
from assistant.drafting.material import Material, repeatable
from assistant.drafting.offline import change_phrases
from assistant.drafting.templates import sentence
from assistant.incident import Statement

_FILES = 12  # input files named in one sentence
_CHANGES = 8  # changes told one by one, those nearest to the start
_LOSSES = 8  # lines told one by one
_LINES = 12  # lines that the warning cites


def write(material: Material) -> tuple[Statement, ...]:
    """Return the warning and what it covers; nothing where no question for counsel is asked.

    A question for counsel is asked where a reporting duty may apply, which harm to people and
    exposed data raise.
    """
    asked = material.facts.notifications
    if not asked:
        return ()
    why = tuple(dict.fromkeys(name for item in asked for name in item.evidence))[:_LINES]
    return (
        Statement(sentence("preserve_state"), why, "inferred"),
        *_inputs(material),
        *_versions(material),
        *_losses(material),
    )


def _inputs(material: Material) -> tuple[Statement, ...]:
    """Return which files to keep: each cited by its first line, those without a line apart."""
    first: dict[str, str] = {}
    for line in material.incident.evidence:
        if not line.hostile:
            first.setdefault(line.source, line.id)
    names = dict.fromkeys(source.name for source in material.incident.sources)
    cited = [name for name in names if name in first]
    silent = [name for name in names if name not in first]
    told = [
        Statement(
            sentence("preserve_inputs", names=_listed(part)),
            tuple(first[name] for name in part),
            "inferred",
        )
        for part in _parts(cited)
    ]
    told += [
        Statement(sentence("preserve_silent", names=_listed(part)), (), "unknown")
        for part in _parts(silent)
    ]
    return tuple(told)


def _parts(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[at : at + _FILES] for at in range(0, len(names), _FILES)]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _versions(material: Material) -> tuple[Statement, ...]:
    told: dict[str, Statement] = {}
    for change in material.facts.changes[:_CHANGES]:
        wordings = [
            sentence("preserve_version", change=phrase)
            for phrase in change_phrases(replace(change, minutes_before_start=None))
        ]
        statement = _first(wordings, change.evidence[:_LINES], material)
        if statement is not None:
            told.setdefault(statement.text, statement)
    return tuple(told.values())


def _losses(material: Material) -> tuple[Statement, ...]:
    told = []
    for loss in material.facts.losses[:_LOSSES]:
        wordings = [sentence(f"may_be_lost_{loss.kind}")]
        if loss.text and repeatable(loss.text):
            said = loss.text if loss.text.endswith((".", "!", "?", "…")) else f"{loss.text}."
            wordings.insert(0, f"{wordings[0].rstrip('.')}: {said}")
        told.append(_first(wordings, loss.evidence[:_LINES], material))
    return tuple(statement for statement in told if statement is not None)


def _first(
    wordings: Sequence[str], evidence: tuple[str, ...], material: Material
) -> Statement | None:
    """Return the richest wording that the cited lines bear out, None where none does."""
    texts = material.texts(evidence)
    fitting = (
        w for w in wordings if repeatable(w) and not unsupported(w, texts, status="inferred")
    )
    wording = next(fitting, None) if texts else None
    return None if wording is None else Statement(wording, evidence, "inferred")
