"""Whether a line tells what a cue stands for, or denies it."""

from __future__ import annotations

import re

from assistant.analysis.vocabulary import Cues, phrases

_BREAK = re.compile(r"[,;:|()]|\.\s|\s[-–—]\s|\b(?:but|then|while|however)\b")
_ASKED = re.compile(r"^[^.!;?]*\?")
_REACH = 200  # characters behind a cue in which its sentence may end as a question
_NEAR = 24  # characters between a cue and a phrase that exempts it


def told(
    line: str,
    cue: Cues,
    exempt: Cues,
    *,
    within: str,
    affirms: bool = False,
    asked: bool = False,
    beside: Cues | None = None,
    near: float = 0,
) -> int | None:
    """Return where a line tells a cue undenied, or None; `within` names the vocabulary of denials.

    `affirms` cues carry their own denial ("no alert"). A question tells nothing unless `asked`.
    With `beside`, a cue counts only `near` characters at most from one of its phrases.
    """
    hits = cue.spans(line)
    if not hits or (line.lstrip(" -*•").startswith("??") and not asked):
        return None
    spared = exempt.spans(line)
    beside_it = None if beside is None else beside.spans(line)
    for start, end in hits:
        if any(a < end + _NEAR and start - _NEAR < b for a, b in spared):
            continue
        if beside_it is not None and not any(
            a <= end + near and start - near <= b for a, b in beside_it
        ):
            continue
        if not asked and _ASKED.search(line[end : end + _REACH]):
            continue
        if affirms or not _denied(line, start, end, within):
            return start
    return None


def _denied(line: str, start: int, end: int, within: str) -> bool:
    breaks = [m.end() for m in _BREAK.finditer(line, max(0, start - 120), start)]
    lead = line[(breaks[-1] if breaks else max(0, start - 120)) : start]
    lead = " ".join(lead.split()[-8:])
    if phrases(within, "words", "doubt").found(lead):
        return False
    return bool(
        phrases(within, "words", "negation").found(lead)
        or phrases(within, "words", "denied").found(line[end : end + 30])
    )
