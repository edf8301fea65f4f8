"""Weighs a number for impact: the words around it and what they say for or against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.analysis.quantities import Quantity
from assistant.analysis.vocabulary import (
    Cues,
    cues,
    keys,
    listed,
    number,
    standing,
    table,
    text,
    words,
)

_ROUND = 10
_NEAR = 20  # characters between a number and a cue next to it
_REACH = 160  # and a cue some words away
_FEW = 4  # words between a number and a cue before or after it
_CLAUSE = re.compile(r"[,;()](?!\d)|\s[-–—]+>?\s|->|\||\b(?:but|while|whereas)\b")
_LOOSE = re.compile(r"[\s*_`~≈#=:(<>|-]*(?:about|around|roughly|approx\.?|only|just)?[\s~≈*]*")
_APART = re.compile(r":|\s{2,}|[*_]{2}")
_COLUMN = re.compile(r"\s{2}|\||\t|\.{3}")
_NAMES = 2  # words of a label that only names a thing
_SKIP = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class _Signal:
    where: str
    weight: float
    far: float
    kinds: tuple[str, ...]
    cues: Cues


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The signals of one sentence, `text[begin:end]`, with where their cues stand."""

    text: str
    begin: int
    end: int
    hits: Mapping[str, tuple[tuple[int, int], ...]]
    breaks: tuple[tuple[int, int], ...]


@cache
def _signals() -> dict[str, _Signal]:
    made = {}
    for name in keys("impact", "signals"):
        entry = table("impact")["signals"]
        one = entry[name] if isinstance(entry, Mapping) else {}
        made[name] = _Signal(
            where=text("impact", "signals", name, "where"),
            weight=number("impact", "signals", name, "weight"),
            far=number("impact", "signals", name, "far") if "far" in one else 0.0,
            kinds=words("impact", "signals", name, "kinds") if "kinds" in one else (),
            cues=_cues(name),
        )
    return made


@cache
def _cues_of_signals() -> Mapping[str, Cues]:
    return {name: signal.cues for name, signal in _signals().items()}


def _cues(name: str) -> Cues:
    """Return the cues of a signal, with each of its sources before each of its verbs."""
    sources = listed("impact", "signals", name, "sources")
    verbs = listed("impact", "signals", name, "verbs")
    said = [f"{source} {verb}" for source in sources for verb in verbs]
    return cues((*words("impact", "signals", name, "cues"), *said))


def survey(line: str, begin: int, end: int, apart: int | None = None) -> Surroundings:
    """Return the signals of a sentence of a line, read once for all its numbers.

    Where it is read with the sentence before it, `apart` is where its own clauses begin.
    """
    said = line[begin:end]
    hits = {
        name: tuple((begin + a, begin + b) for a, b in spans if not _value(said, a, b))
        for name, spans in standing(said, _cues_of_signals()).items()
    }
    every = [span for spans in hits.values() for span in spans]
    hits = {k: tuple(s for s in spans if not _within(s, every)) for k, spans in hits.items()}
    breaks = tuple(m.span() for m in _CLAUSE.finditer(line, begin, end))
    if apart is not None and apart > begin:
        breaks = tuple(sorted((*breaks, (apart, apart))))
    return Surroundings(line, begin, end, {k: v for k, v in hits.items() if v}, breaks)


def _value(said: str, start: int, stop: int) -> bool:
    """Return whether a cue stands alone in quotes: it is a value of the data, not said of it."""
    return said[start - 1 : start] in {'"', "“"} and said[stop : stop + 1] in {'"', "”"}


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Return whether a cue is only part of a longer one ("passed" in "would have passed")."""
    return any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in others)


def clause(around: Surroundings, quantity: Quantity) -> tuple[int, int]:
    """Return the span of the clause that holds a number."""
    starts = [b for _, b in around.breaks if b <= quantity.start]
    stops = [a for a, _ in around.breaks if a >= quantity.end]
    return (starts[-1] if starts else around.begin), (stops[0] if stops else around.end)


def weigh(around: Surroundings, quantity: Quantity, label: tuple[int, int] | None) -> float:
    """Return the sum of the weights of all signals that speak of a number, each once.

    What stands in the label of a number stands in its clause.
    """
    start, stop = clause(around, quantity)
    near = (min(start, label[0]) if label else start, stop)
    return sum(
        _weight(around, quantity, near, _signals()[name], spans, label)
        for name, spans in around.hits.items()
    )


def stands_in_clause(around: Surroundings, quantity: Quantity, name: str) -> bool:
    """Return whether a signal of the clause that holds a number is met there."""
    start, stop = clause(around, quantity)
    return any(a >= start and b <= stop for a, b in around.hits.get(name, ()))


def exact(value: float) -> bool:
    """Return whether a count looks counted, not rounded: samples and capacities are round."""
    return (value > _ROUND and value % 10 != 0) or (value >= 100 * _ROUND and value % 100 != 0)


def _weight(
    around: Surroundings,
    quantity: Quantity,
    near: tuple[int, int],
    signal: _Signal,
    spans: tuple[tuple[int, int], ...],
    label: tuple[int, int] | None,
) -> float:
    if signal.kinds and quantity.kind not in signal.kinds:
        return 0.0
    spans = tuple(s for s in spans if s[1] <= quantity.start or s[0] >= quantity.end)
    if not spans:
        return 0.0
    if signal.where == "sentence":
        return signal.weight
    if signal.where == "behind":
        return signal.weight if spans[-1][0] >= quantity.end else 0.0
    if signal.where == "part":
        parts = [
            around.text.rfind(";", around.begin, at)
            for at in (quantity.start, *(a for a, _ in spans))
        ]
        return signal.weight if parts[0] in parts[1:] else 0.0
    if signal.where == "clause":
        inside = any(a >= near[0] and b <= near[1] for a, b in spans)
        return signal.weight if inside else signal.far
    stands = any(_stands(around, quantity, near, signal, s, label) for s in spans)
    return signal.weight if stands else 0.0


def _stands(
    around: Surroundings,
    quantity: Quantity,
    near: tuple[int, int],
    signal: _Signal,
    span: tuple[int, int],
    label: tuple[int, int] | None,
) -> bool:
    """Return whether a cue stands where its signal looks for it."""
    start, stop = near
    behind = span[0] >= quantity.end
    gap = around.text[quantity.end : span[0]] if behind else around.text[span[1] : quantity.start]
    if signal.where in {"touching", "following"}:
        # "sent to the wrong room     148" names no room, "room: 148" does.
        if label is not None and _COLUMN.search(gap):
            return len(_SKIP.findall(around.text[label[0] : label[1]])) <= _NAMES
        right = (signal.where == "following") == behind and len(gap) <= _NEAR
        return right and _LOOSE.fullmatch(gap) is not None
    if signal.where == "adjoining":
        return not behind and bool(gap) and not gap.strip(" #")
    if len(gap) > _REACH:
        return False
    if signal.where == "after" and not behind and label is not None:
        if re.search(r"\d", around.text[label[0] : label[1]]):
            return False
        return label[0] <= span[0] and span[1] <= label[1]
    if signal.where == "leading" and _APART.search(gap):
        return False
    if (signal.where == "after") != behind or (span[1] > stop if behind else span[0] < start):
        return False
    return len(_SKIP.findall(gap)) <= _FEW and not re.search(r"\d", gap)
