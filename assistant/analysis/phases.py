"""Phases by cue words: which step is the start, the detection, the resolution and so on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.analysis.phrases import has_words
from assistant.analysis.vocabulary import Cues, phrases, union

Phase = Literal["change", "start", "detected", "acknowledged", "mitigated", "resolved", "event"]
_ENDING = re.compile(r"([.!?])(?=[\s)\"'*_?!]|$)")
_BREAK = re.compile(r"[,;:()→]|[-=]>|\.\s|\s[-–—]\s|\b(?:but|and|then|so|which)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What phases are read from: a step's time and words.

    `since` says that it looks back on an onset, `retells` that its words belong to other times,
    `stops` that it is a log's record of a step by which the notes say the effect was stopped.
    """

    at: datetime | None
    text: str
    since: bool
    origin: Literal["note", "history", "log"]
    retells: bool = False
    stops: bool = False


def credible(text: str, cue: Cues) -> bool:
    """Return whether a cue stands in the text neither denied, asked nor put off."""
    return stands(
        text,
        cue,
        before=phrases("phases", "credibility", "before"),
        after=phrases("phases", "credibility", "after"),
    )


def stands(text: str, cue: Cues, *, before: Cues, after: Cues) -> bool:
    """Return whether a cue stands in the text outside a question and with no doubt beside it.

    `before` are the words that doubt it in front, in the same clause; `after` those behind it.
    """
    for start, end in cue.spans(text):
        breaks = [m.end() for m in _BREAK.finditer(text, 0, start)]
        lead = text[(breaks[-1] if breaks else 0) : start][-48:]
        behind = text[end : end + 48]
        ending = _ENDING.search(text, end)
        if ending and ending.group(1) == "?":
            continue
        if before.found(lead) or after.found(behind):
            continue
        return True
    return False


def label_of(text: str) -> Phase | None:
    """Return the phase that a bare label ("Resolved", "Incident start:") names, or None."""
    if not has_words(text) or text.rstrip().endswith("?"):
        return None
    bare = text.strip(" :*_.–—-()")
    if not union("phases", "labels").whole(bare):
        return None
    for phase in _NAMED:
        if phrases("phases", phase, "labels").whole(bare):
            return phase
    return None


_NAMED: tuple[Phase, ...] = (
    "start",
    "detected",
    "acknowledged",
    "mitigated",
    "resolved",
    "change",
)


def _label_ahead(text: str) -> Phase | None:
    head, mark, rest = text.partition(":")
    if mark and has_words(rest) and len(head) <= 40:
        return label_of(head)
    return label_of(text)


def likely(text: str) -> Phase:
    """Return the phase that a text taken alone speaks of, "event" where none."""
    label = _label_ahead(text)
    if label:
        return label
    for phase in ("resolved", "mitigated", "detected", "acknowledged", "start", "change"):
        if credible(text, phrases("phases", phase, "cues")):
            return phase
    return "event"


def _has(step: Told, phase: Phase) -> bool:
    if step.retells and phase not in {"detected", "acknowledged"}:
        return False
    if phase == "mitigated" and step.stops:
        return True
    if phase == "detected" and _reported(step.text):
        return True
    return _label_ahead(step.text) == phase or credible(step.text, phrases("phases", phase, "cues"))


def _reported(text: str) -> bool:
    """Return whether a text asks who else sees it, or has somebody outside tell of it."""
    if phrases("phases", "detected", "asked").found(text):
        return True
    for _, end in phrases("phases", "detected", "outsiders").spans(text):
        tail = re.split(r"[.,;!?]", text[end : end + 60])[0]
        verb = phrases("phases", "detected", "tells").span(tail)
        if verb is None:
            continue
        between = phrases("phases", "detected", "passive").found(tail[: verb[0]])
        if not between and not tail[verb[1] :].lstrip().lower().startswith("by "):
            return True
    return False


def _start(steps: Sequence[Told]) -> int | None:
    """Return the index of the first harmful behaviour: looked back on, labelled, told, in order."""
    notes = [i for i, s in enumerate(steps) if s.origin == "note" and not s.retells]
    noticed = min(
        (s.at for s in steps if s.at and not s.since and _has(s, "detected")), default=None
    )

    def early(step: Told) -> bool:
        return step.at is None or noticed is None or step.at <= noticed

    tests: tuple[Callable[[Told], bool], ...] = (
        lambda s: credible(s.text, phrases("phases", "start", "retro")),
        lambda s: _label_ahead(s.text) == "start",
        lambda s: s.since and early(s) and _amiss(s.text),
        lambda s: early(s) and _onset(s.text),
    )
    for test in tests:
        found = [i for i in notes if test(steps[i])]
        timed = [(steps[i].at, i) for i in found if steps[i].at is not None]
        if timed:
            return min(timed)[1]
        if found:
            return found[0]
    return None


def _amiss(text: str) -> bool:
    """Return whether a text tells harm, or a metric away from its normal, that still stands."""
    if credible(text, phrases("phases", "resolved", "cues")):
        return False
    return any(credible(text, phrases("phases", "start", kind)) for kind in ("harm", "deviation"))


def _onset(text: str) -> bool:
    """Return whether a text tells that something bad began: no response, no report of it."""
    if phrases("phases", "start", "response").found(text):
        return False
    if credible(text, phrases("phases", "start", "cues")):
        return True
    begins = credible(text, phrases("phases", "start", "begins")) and _amiss(text)
    first = begins or credible(text, phrases("phases", "start", "firsts"))
    report = _reported(text) or credible(text, phrases("phases", "detected", "cues"))
    return first and not report


def _first(
    steps: Sequence[Told], phase: Phase, taken: set[int], *, not_before: datetime | None
) -> int | None:
    for index, step in enumerate(steps):
        told = step.origin == "note" or (phase == "mitigated" and step.stops)
        if index in taken or not told or not _has(step, phase):
            continue
        if not_before is not None and step.at is not None and step.at < not_before:
            continue
        return index
    return None


def _harm_before(steps: Sequence[Told], detected: int, taken: set[int]) -> int | None:
    limit = steps[detected].at
    for index, step in enumerate(steps):
        if index in taken or step.origin != "note" or step.retells or step.at is None:
            continue
        if limit is not None and step.at > limit:
            break
        report = _has(step, "detected") or _has(step, "acknowledged")
        calm = _has(step, "resolved") or phrases("phases", "start", "response").found(step.text)
        if not report and not calm and credible(step.text, phrases("phases", "start", "harm")):
            return index
    return None


def assign(steps: Sequence[Told]) -> tuple[Phase, ...]:
    """Return the phase of each step (in order of time); each phase but "change" at most once."""
    phases: list[Phase] = ["change" if s.origin == "history" else "event" for s in steps]
    taken = {i for i, s in enumerate(steps) if s.origin == "history"}

    def take(index: int | None, phase: Phase) -> datetime | None:
        if index is None:
            return None
        phases[index] = phase
        taken.add(index)
        return steps[index].at

    began = take(_start(steps), "start")
    found = _first(steps, "detected", taken, not_before=began)
    if "start" not in phases and found is not None:
        began = take(_harm_before(steps, found, taken), "start")
    seen = take(found, "detected")
    floor = seen or began
    reversed_steps = [
        i
        for i in range(len(steps) - 1, -1, -1)
        if i not in taken and steps[i].origin == "note" and _has(steps[i], "resolved")
    ]
    ended = next(
        (i for i in reversed_steps if floor is None or (steps[i].at or floor) >= floor), None
    )
    end = take(ended, "resolved")
    for phase in ("acknowledged", "mitigated"):
        index = _first(steps, phase, taken, not_before=floor)
        if index is not None and end is not None and (steps[index].at or end) > end:
            index = None
        take(index, phase)
    for index, step in enumerate(steps):
        if index in taken or step.origin != "note" or not _has(step, "change"):
            continue
        if floor is None or step.at is None or step.at <= floor:
            phases[index] = "change"
    return tuple(phases)
