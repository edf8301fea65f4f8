"""The mechanism of an incident as the evidence carries it: failure mode, layer and trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.analysis.changes import ChangeFact
from assistant.analysis.cueindex import index
from assistant.analysis.layout import Placed
from assistant.analysis.told import stands
from assistant.analysis.vocabulary import Cues, keys, number, phrases, text, words
from assistant.incident import Evidence

_LINES = 8  # evidence ids that one term cites
_SKIPPED = frozenset({"actions", "aside", "well"})


@dataclass(frozen=True, slots=True)
class Mapping:
    """The ids of public taxonomies that one failure mode truly fits; empty where none does."""

    owasp: tuple[str, ...] = ()
    atlas: tuple[str, ...] = ()
    avid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the vocabulary with the lines that speak of it; `id` is stable."""

    id: str
    name: str
    evidence: tuple[str, ...]
    mapping: Mapping = Mapping()


@dataclass(frozen=True, slots=True)
class Signature:
    """Failure modes, layers and triggers, those first that the evidence carries best.

    It says what the cited lines speak of, never that it is the cause.
    """

    failure_modes: tuple[Term, ...] = ()
    layers: tuple[Term, ...] = ()
    triggers: tuple[Term, ...] = ()


@dataclass(slots=True)
class _Weight:
    """What has been found for one entry: by responders, in logs, and where."""

    told: float = 0.0
    logged: float = 0.0
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()

    @property
    def sum(self) -> float:
        return self.told + min(self.logged, number("signature", "log_most"))

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the lines that speak of it clearly, else those that hint at it."""
        return tuple(dict.fromkeys(self.strong or self.weak))[:_LINES]


def sign(
    notes: Sequence[Placed],
    logs: Sequence[Evidence],
    near: Sequence[ChangeFact],
) -> Signature:
    """Return the signature that responders' notes and logs carry; empty where nothing says so.

    `near` are the changes shortly before the start, the nearest first: that one is a trigger to
    look at even where no line speaks of it, the others only where one does.
    """
    modes = _ranked(_weigh("failure_modes", notes, logs))
    triggers = _weigh("triggers", notes, ())
    for name in keys("signature", "triggers"):
        kinds = words("signature", "triggers", name, "changes")
        moved = [change for change in near if change.kind in kinds]
        if moved:
            nearest = moved[0] is near[0]
            triggers[name].told += number("signature", "change" if nearest else "hint")
            triggers[name].strong += tuple(e for c in moved for e in c.evidence[:1])
    kept = tuple(_mode(name, weight) for name, weight in modes)
    return Signature(
        failure_modes=kept,
        layers=_layers(kept, near),
        triggers=tuple(
            Term(name, text("signature", "triggers", name, "name"), weight.evidence)
            for name, weight in _ranked(triggers)
        ),
    )


def _mode(name: str, weight: _Weight) -> Term:
    at = ("failure_modes", name)
    owasp, atlas, avid = (words("signature", *at, key) for key in ("owasp", "atlas", "avid"))
    return Term(name, text("signature", *at, "name"), weight.evidence, Mapping(owasp, atlas, avid))


def _layers(modes: tuple[Term, ...], near: Sequence[ChangeFact]) -> tuple[Term, ...]:
    """Return a layer of each failure mode, with the lines that speak of the mode.

    Of several layers that a mode may be in it is the one that changed near the start, else the
    first.
    """
    kinds = {change.kind for change in near}
    found: dict[str, tuple[str, ...]] = {}
    for mode in modes:
        possible = words("signature", "failure_modes", mode.id, "layers")
        moved = [p for p in possible if kinds & {*words("signature", "layers", p, "changes")}]
        layer = (*moved, *possible)[0]
        found[layer] = tuple(dict.fromkeys((*found.get(layer, ()), *mode.evidence)))
    return tuple(
        Term(name, text("signature", "layers", name, "name"), evidence[:_LINES])
        for name, evidence in found.items()
    )


def _ranked(weights: dict[str, _Weight]) -> tuple[tuple[str, _Weight], ...]:
    """Return the entries that enough speaks for, what responders say ahead of what logs do."""
    order = {name: place for place, name in enumerate(weights)}
    carried = [(n, w) for n, w in weights.items() if w.sum >= number("signature", "least")]
    carried.sort(key=lambda pair: (-pair[1].told, -pair[1].logged, order[pair[0]]))
    return tuple(carried[: int(number("signature", "most"))])


def _weigh(kind: str, notes: Sequence[Placed], logs: Iterable[Evidence]) -> dict[str, _Weight]:
    found = {name: _Weight() for name in keys("signature", kind)}
    for placed in notes:
        if placed.section in _SKIPPED or placed.fenced or _praises(placed):
            continue
        for name, cues in _spoken_of(kind, placed.line.text):
            weight = found[name]
            weight.told += number("signature", "quoted") if placed.quoted else _worth(cues)
            _note(weight, placed.line.id, strong=cues > 0)
    for line in logs:
        for name, cues in _spoken_of(kind, line.text):
            if cues:
                found[name].logged += number("signature", "log")
                _note(found[name], line.id, strong=False)
    return found


def _praises(placed: Placed) -> bool:
    """Return whether a line is labelled as what went well: a remedy in it is no mechanism."""
    head, colon, _ = placed.line.text.partition(":")
    return bool(colon) and phrases("lessons", "well", "labels").whole(head.strip(" *_-+•"))


def _note(weight: _Weight, line: str, *, strong: bool) -> None:
    if strong:
        weight.strong += (line,)
    else:
        weight.weak += (line,)


def _worth(cues: int) -> float:
    """Return what a responder's line adds to an entry of which so many cues stand in it."""
    if not cues:
        return number("signature", "hint")
    more = min((cues - 1) * number("signature", "more"), number("signature", "more_most"))
    return number("signature", "cue") + more


def _spoken_of(kind: str, line: str) -> Iterator[tuple[str, int]]:
    """Yield the entries that a line speaks of, with how many cues stand in it; 0 for a hint."""
    clear = index("signature", "cues", kind).near(line)
    hinted = index("signature", "hints", kind).near(line)
    for name in dict.fromkeys((*clear, *hinted)):
        cues = _said(line, clear.get(name, ()))
        if cues or _said(line, hinted.get(name, ())):
            yield name, cues


def _said(line: str, cues: tuple[Cues, ...]) -> int:
    """Return how many cues stand in a line neither denied, asked nor only thought of."""
    before = phrases("signature", "credibility", "before")
    after = phrases("signature", "credibility", "after")
    return sum(stands(line, cue, before=before, after=after) for cue in cues)
