"""Counts that disagree: one thing counted twice, and shares that their own counts do not bear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.analysis.clashes.clash import Contradiction, both
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import tokens
from assistant.analysis.quantities import Quantity, quantities
from assistant.analysis.vocabulary import number, phrases, words

_LEAST = 5.0  # of smaller counts a near one is chance
_REACH = 2000
# "of the 52": a number that is known from before.
_REFERS = re.compile(r"\b(?:of|the|those|these|all)\s+$", re.I)
# "198 of the 212": the first of them is a part of the second.
_WHOLE = re.compile(r"\s+(?:\w+\s+)?of\s+(?:\w+\s+)?(?P<whole>\d[\d,]*)(?![\d.])")
_BESIDE = 3  # lines between a figure and its recount that does not name what it counts
_GAP = 80  # characters between two counts of one line that are set against each other
# "gm-7 scores 91.4, gm-6 was 72.0": the second count is of something else that is named.
_OF_ANOTHER = re.compile(
    r"[^\W\d_][\w.]{0,30}[-_ ]?v?\d[\w.]{0,12}\s+(?:was|is|had|has|scored|scores|got|gets|at)\s+\Z",
    re.I,
)
_SHARE = re.compile(
    r"(?P<part>\d[\d,]*)\s+(?:out\s+)?of\s+(?:the\s+|all\s+|our\s+)?(?P<whole>\d[\d,]*)"
    r"[^.;%\d]{0,40}\(?\s*(?:=|or|about|roughly|~|≈|,)?\s*(?P<share>\d{1,3}(?:\.\d+)?)\s?%"
)


def recounts(notes: Sequence[Placed], figures: tuple[ImpactFigure, ...]) -> Iterator[Contradiction]:
    """Yield each pair of counts of one thing that differ by little."""
    counted = [f for f in figures if f.measure in {"users", "requests", "records", "other"}]
    seen: set[frozenset[float]] = set()
    alike: dict[str, list[ImpactFigure]] = {}
    for one in reversed(counted):
        alike.setdefault(one.unit, []).append(one)
    for one in counted:
        alike[one.unit].pop()
        for other in reversed(alike[one.unit]):
            near = _close(one.value, other.value)
            apart = near and set(one.evidence).isdisjoint(other.evidence)
            if apart and _of_one_thing(one, other):
                seen.add(frozenset((one.value, other.value)))
                yield _counts(one, other.value, other.evidence)
    cue = phrases("contradictions", "recount", "cues")
    money = [f for f in figures if f.measure == "money"]
    known = {f.value for f in figures}
    places = {placed.line.id: index for index, placed in enumerate(notes)}
    for place, placed in enumerate(notes):
        text = placed.line.text[:_REACH]
        if cue.span(text) is None or placed.heading:
            continue
        for quantity in _counts_of(placed):
            pool = money if quantity.kind == "money" else [*counted, *money]
            for second in _counts_of(placed):
                if quantity.start < second.start and _told_apart(text, quantity, second):
                    pair = frozenset((quantity.value, second.value))
                    if pair not in seen:
                        seen.add(pair)
                        yield _apart(quantity, second, placed)
            for figure in pool:
                pair = frozenset((figure.value, quantity.value))
                told_here = placed.line.id in figure.evidence
                if pair in seen or told_here or not _close(figure.value, quantity.value):
                    continue
                if _is_part(text, quantity, figure.value):
                    continue
                beside = abs(places.get(figure.evidence[0], -_BESIDE) - place) < _BESIDE
                if quantity.value in known or not (beside or _shares(figure, text)):
                    continue
                seen.add(pair)
                yield _counts(figure, quantity.value, (placed.line.id,))


def _counts(one: ImpactFigure, value: float, evidence: tuple[str, ...]) -> Contradiction:
    return Contradiction(
        f"Two counts of {one.unit} differ: {_said(one.value)} and {_said(value)}.",
        both(one.evidence, evidence),
        "count",
    )


def _said(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def _close(one: float, other: float) -> bool:
    """Return whether two counts are taken for counts of one thing: near, and not the same."""
    low, high = min(one, other), max(one, other)
    return low != high and low >= _LEAST and high <= low * number("contradictions", "count_ratio")


def _is_part(text: str, quantity: Quantity, whole: float) -> bool:
    """Return whether a line tells a count as so many of a known whole."""
    found = _WHOLE.match(text, quantity.end)
    return found is not None and float(found["whole"].replace(",", "")) == whole


def _counts_of(placed: Placed) -> list[Quantity]:
    """Return the counts and sums of a line that are no part of a time."""
    line = placed.line
    found = quantities(line.text, 0, min(len(line.text), _REACH))
    return [
        q
        for q in found
        if q.kind in {"count", "money"}
        and not phrases("contradictions", "recount", "units").found(line.text[q.end : q.end + 8])
        and not _REFERS.search(line.text[max(0, q.start - 12) : q.start])
        and not any(m.start < q.end and q.start < m.end for m in line.mentions)
    ]


def _told_apart(text: str, one: Quantity, other: Quantity) -> bool:
    """Return whether words between two near counts of a line set one against the other."""
    if one.kind != other.kind or not _close(one.value, other.value):
        return False
    if other.start - one.end > _GAP or min(one.value, other.value) < _LEAST * 2:
        return False
    between = text[one.end : other.start]
    if _OF_ANOTHER.search(between):
        return False
    tail = text[other.end : other.end + 24]
    cue = phrases("contradictions", "recount", "apart")
    return cue.found(between) is not None or cue.found(tail) is not None


def _apart(one: Quantity, other: Quantity, placed: Placed) -> Contradiction:
    line = placed.line
    first, second = (line.text[q.start : q.end].strip() for q in (one, other))
    return Contradiction(
        f"Two counts in one line differ: {first} and {second}.", (line.id,), "count"
    )


def _shares(figure: ImpactFigure, text: str) -> bool:
    """Return whether a line speaks of what a figure counts: its noun, or words of its sentence."""
    said = set(tokens(text)) - set(words("lines", "words", "empty"))
    stem = figure.unit[:5]
    if any(word[:5] == stem for word in said):
        return True
    told = {t for t in tokens(figure.text) if len(t) > 3} - set(words("lines", "words", "empty"))
    return len(told & said) >= 1


def _of_one_thing(one: ImpactFigure, other: ImpactFigure) -> bool:
    """Return whether two figures of one unit count one thing: a recount, or words in common."""
    mine, theirs = _told(one.text), _told(other.text)
    return mine is None or theirs is None or len(mine & theirs) >= 2


@lru_cache(maxsize=4096)
def _told(text: str) -> frozenset[str] | None:
    """Return the longer words that a count is told with, None where they tell a recount."""
    if phrases("contradictions", "recount", "cues").found(text):
        return None
    return frozenset(t for t in tokens(text) if len(t) > 3) - set(words("lines", "words", "empty"))


def shares(notes: Sequence[Placed]) -> Iterator[Contradiction]:
    """Yield each share that does not follow from the two counts beside it ("3 of 10 (50%)")."""
    for placed in notes:
        for found in _SHARE.finditer(placed.line.text[:_REACH]):
            part, whole = (float(found[g].replace(",", "")) for g in ("part", "whole"))
            share = float(found["share"])
            points = number("contradictions", "share_points")
            if whole <= 0 or abs(100 * part / whole - share) <= points:
                continue
            yield Contradiction(
                f"The share does not follow from its counts: {found['part']} of {found['whole']} "
                f"is {100 * part / whole:.1f} %, and the line says {found['share']} %.",
                (placed.line.id,),
                "count",
            )
