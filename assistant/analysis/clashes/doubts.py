"""What the notes themselves set against each other: counts in one line, doubts, two versions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.analysis.changes import ChangeFact
from assistant.analysis.clashes.clash import Contradiction, both
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import clip, plain, roles, sentences, spoken, tokens
from assistant.analysis.vocabulary import phrases

_MOST = 6
_SHORT = 200
_REACH = 2000
_STEM = 4  # letters of a name whose versions are compared
_NAMED = re.compile(
    r"(?<![\w./@-])(?P<stem>[A-Za-z][A-Za-z_-]{2,40}?)(?P<joint>[-_ ]v?)"
    r"(?P<number>\d{1,4}(?:\.\d{1,4}){0,3})(?![\w.]*[\w%])"
)
_NOT = re.compile(r"(?P<one>v?\d+(?:\.\d+)+)\s*(?:,|and)?\s*not\s+(?P<other>v?\d+(?:\.\d+)+)(?!\w)")


def told(notes: Sequence[Placed], people: tuple[str, ...]) -> Iterator[Contradiction]:
    """Yield each line whose writer says that it does not agree with something else."""
    found = 0
    for index, placed in enumerate(notes):
        line = placed.line
        cue = phrases("contradictions", "told", "cues").span(line.text[:_REACH])
        listed = placed.section == "clash" and not placed.heading
        if placed.heading or found >= _MOST or not (listed or cue):
            continue
        if cue and not listed and _only_loud(line.text, cue):
            continue
        if len(re.findall(r"\d", line.text)) == 0 and not listed:
            continue
        before = (
            notes[index - 1] if index and _goes_on(line.text, placed, notes[index - 1]) else None
        )
        said = _said(placed, people)
        if len(tokens(said)) < 3:
            continue
        found += 1
        if before is not None:
            said = f"{_said(before, people).rstrip(' .;,')} / {said}"
        yield Contradiction(
            f"The notes set things against each other: {said}",
            both((before.line.id,) if before is not None else (), (line.id,)),
            "told",
        )


def _only_loud(text: str, cue: tuple[int, int]) -> bool:
    """Return whether a line is only loud: its mark follows no number that it wonders at."""
    if not phrases("contradictions", "told", "loud").found(text[cue[0] : cue[1] + 1]):
        return False
    return re.search(r"\d\W{0,3}$", text[max(0, cue[0] - 6) : cue[0]]) is None


def _goes_on(text: str, placed: Placed, before: Placed) -> bool:
    near = before.line.source == placed.line.source and not before.heading
    start = text.strip(" -*>:")[:40]
    return near and phrases("contradictions", "told", "back").found(start) is not None


def _said(placed: Placed, people: tuple[str, ...]) -> str:
    start, end = spoken(placed.line, people)
    text = placed.line.text
    if end - start <= _SHORT:
        return clip(roles(plain(text[start:end]), people), _SHORT)
    cue = phrases("contradictions", "told", "cues").span(text)
    at = cue[0] if cue else start
    spans = sentences(text, start, end)
    index = next((i for i, (a, b) in enumerate(spans) if a <= at < b), 0)
    first = spans[max(0, index - 1)][0] if spans else start
    stop = spans[index][1] if spans else end
    return clip(roles(plain(text[first:stop]), people), _SHORT + 60)


def versions(
    notes: Sequence[Placed], changes: tuple[ChangeFact, ...], people: tuple[str, ...]
) -> Iterator[Contradiction]:
    """Yield each thing that the notes name in two versions between which nothing moved it."""
    for placed in notes:
        text = placed.line.text[:_REACH]
        found = _NOT.search(text)
        if found is not None:
            yield Contradiction(
                f"The notes give two versions, {found['other']} and {found['one']}: "
                f"{_said(placed, people)}",
                (placed.line.id,),
                "version",
            )
    named: dict[str, dict[str, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for placed in notes:
        for name in _NAMED.finditer(placed.line.text[:_REACH]):
            stem = name["stem"].lower().strip("-_")
            if len(stem) >= _STEM and (name["joint"].strip() or "." in name["number"]):
                named[stem][name["number"]].append(placed)
    moved = " ".join(f"{c.before} {c.after} {c.diff or ''}" for c in changes).lower()
    dispute = phrases("contradictions", "dispute", "cues")
    for stem, numbers in named.items():
        if len(numbers) != 2:
            continue
        (one, first), (other, second) = numbers.items()
        both_moved = all(_stands(stem, number, moved) for number in (one, other))
        lines = [*first, *second]
        disputed = any(dispute.found(p.line.text[:_REACH]) for p in lines)
        if both_moved or not disputed or first[0].line.id == second[0].line.id:
            continue
        yield Contradiction(
            f"The notes name two versions of {stem}: {one} and {other}.",
            both((first[0].line.id,), (second[0].line.id,)),
            "version",
        )


def _stands(stem: str, number: str, moved: str) -> bool:
    """Return whether the history names a thing in this version."""
    return (
        re.search(rf"{re.escape(stem)}[-_ :]*v?{re.escape(number)}(?![\d.]*\d)", moved) is not None
    )
