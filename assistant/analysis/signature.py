"""The mechanism of an incident as the evidence carries it: failure mode, layer and trigger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.analysis import stories
from assistant.analysis.changes import ChangeFact
from assistant.analysis.cueindex import index
from assistant.analysis.layerchecks import layers_named, layers_of
from assistant.analysis.layout import Placed
from assistant.analysis.told import stands
from assistant.analysis.vocabulary import Cues, keys, number, phrases, text, words
from assistant.incident import Evidence

_LINES = 8  # evidence ids that one term cites
_LINES_OF_DIFF = 40
_KEPT = 1 << 14  # changes whose answer is kept, as each is asked about for every trigger
_MOVED = re.compile(r"^[-+](?![-+]{2}).*$", re.M)
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
    """What has been found for one entry: by responders, in logs, in what moved, and where.

    What is told again adds less: an effect that many lines repeat is not carried better than the
    mechanism that one line explains.
    """

    lines: list[float] = field(default_factory=list)
    logged: float = 0.0
    moved: float = 0.0
    strong: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)

    @property
    def told(self) -> float:
        best = max(self.lines, default=0.0)
        again = (sum(self.lines) - best) * number("signature", "again")
        return best + min(again, number("signature", "again_most"))

    @property
    def sum(self) -> float:
        return self.told + self.moved + min(self.logged, number("signature", "log_most"))

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the lines that speak of it clearly, else those that hint at it."""
        return tuple(dict.fromkeys(self.strong or self.weak))[:_LINES]


def sign(
    notes: Sequence[Placed],
    logs: Sequence[Evidence],
    near: Sequence[ChangeFact],
    *,
    others: Sequence[ChangeFact] = (),
) -> Signature:
    """Return the signature that responders' notes and logs carry; empty where nothing says so.

    `near` are the changes shortly before the start, the nearest first: that one is a trigger to
    look at even where no line speaks of it. Of `others`, those of no known distance count where
    their words point to a failure mode that is carried; where all lie further back and nobody
    tells of a trigger, none was found.
    """
    modes, triggers = _weigh(("failure_modes", "triggers"), notes)
    _weigh_logs(modes, logs)
    unplaced = [change for change in others if change.minutes_before_start is None]
    _weigh_moved(modes, near, unplaced)
    ranked = _ranked(modes)
    kept = tuple(_mode(name, weight) for name, weight in ranked)
    return Signature(
        failure_modes=kept,
        layers=_layers(kept, notes, near),
        triggers=_triggers(triggers, near, others, frozenset(mode.id for mode in kept)),
    )


def _mode(name: str, weight: _Weight) -> Term:
    at = ("failure_modes", name)
    owasp, atlas, avid = (words("signature", *at, key) for key in ("owasp", "atlas", "avid"))
    return Term(name, text("signature", *at, "name"), weight.evidence, Mapping(owasp, atlas, avid))


def _triggers(
    found: dict[str, _Weight],
    near: Sequence[ChangeFact],
    others: Sequence[ChangeFact],
    modes: frozenset[str],
) -> tuple[Term, ...]:
    unplaced = [change for change in others if change.minutes_before_start is None]
    for name in keys("signature", "triggers"):
        kinds = words("signature", "triggers", name, "changes")
        for place, change in enumerate([*near, *unplaced]):
            if change.kind not in kinds:
                continue
            spoken = bool(pointed(change) & modes)
            if spoken or change in near:
                nearest = spoken or not place
                found[name].moved = max(
                    found[name].moved, number("signature", "change" if nearest else "hint")
                )
                found[name].strong += change.evidence[:1]
    behind = [c for c in others if c.minutes_before_start and c.minutes_before_start > 0]
    if behind and not near and not unplaced and not any(_carried(w) for w in found.values()):
        found["none-found"].moved = number("signature", "change")
        found["none-found"].strong = list(behind[0].evidence[:1])
    return tuple(
        Term(name, text("signature", "triggers", name, "name"), weight.evidence)
        for name, weight in _ranked(found)
    )


@lru_cache(maxsize=_KEPT)
def pointed(change: ChangeFact) -> frozenset[str]:
    """Return the failure modes that the words of a change point to."""
    lines = _MOVED.findall(change.diff or "")[:_LINES_OF_DIFF]
    values = (change.component, change.text, change.before, change.after, *lines)
    return stories.moved("failure_modes", " ".join(value for value in values if value))


def pointing(others: Sequence[ChangeFact], signed: Signature) -> tuple[ChangeFact, ...]:
    """Return the changes of no known distance whose words point to a mode of the signature."""
    modes = {mode.id for mode in signed.failure_modes}
    unplaced = (change for change in others if change.minutes_before_start is None)
    return tuple(change for change in unplaced if pointed(change) & modes)


def _weigh_moved(
    modes: dict[str, _Weight], near: Sequence[ChangeFact], unplaced: Sequence[ChangeFact]
) -> None:
    """Add what the changes say to the modes that somebody told of."""
    for place, change in enumerate([*near, *unplaced]):
        spoken = pointed(change)
        nearest = bool(near) and not place
        for name, weight in modes.items():
            if not weight.lines:
                continue
            added = 0.0
            if name in spoken:
                added += number("signature", "moved" if nearest else "moved_further")
            if nearest and change.kind in stories.of_kind("failure_modes", name):
                added += number("signature", "kind")
            if added > weight.moved:
                weight.moved = added
                weight.strong = [*weight.strong, *weight.weak, *change.evidence[:1]]


def _layers(
    modes: tuple[Term, ...], notes: Sequence[Placed], near: Sequence[ChangeFact]
) -> tuple[Term, ...]:
    """Return a layer of each failure mode, with the lines that speak of the mode.

    Of several layers that a mode may be in it is the one that changed near the start, then the one
    that the mode's lines name most, else the first. The layer of the nearest change is named too.
    """
    kinds = {change.kind for change in near}
    lines = {placed.line.id: placed.line.text for placed in notes}
    found: dict[str, tuple[str, ...]] = {}
    for mode in modes:
        possible = words("signature", "failure_modes", mode.id, "layers")
        named = [n for e in mode.evidence for n in layers_named(lines.get(e, ""))]

        def standing(
            layer: str, named: list[str] = named, possible: tuple[str, ...] = possible
        ) -> tuple[bool, int]:
            changed = bool(kinds & {*words("signature", "layers", layer, "changes")})
            return changed, min(named.count(layer), 2) - possible.index(layer)

        layer = max(possible, key=standing)
        found[layer] = tuple(dict.fromkeys((*found.get(layer, ()), *mode.evidence)))
    for layer in layers_of(near[0])[:1] if near else ():
        found.setdefault(layer, near[0].evidence[:1])
    return tuple(
        Term(name, text("signature", "layers", name, "name"), evidence[:_LINES])
        for name, evidence in found.items()
    )


def _carried(weight: _Weight) -> bool:
    return weight.sum >= number("signature", "least")


def _ranked(weights: dict[str, _Weight]) -> tuple[tuple[str, _Weight], ...]:
    """Return the entries that enough speaks for, what responders say ahead of what logs do."""
    order = {name: place for place, name in enumerate(weights)}
    carried = [(n, w) for n, w in weights.items() if _carried(w)]
    carried.sort(key=lambda p: (-p[1].told - p[1].moved, -p[1].logged, order[p[0]]))
    enough = carried[0][1].sum * number("signature", "share") if carried else 0.0
    return tuple(pair for pair in carried if pair[1].sum >= enough)[
        : int(number("signature", "most"))
    ]


def _weigh(kinds: Sequence[str], notes: Sequence[Placed]) -> tuple[dict[str, _Weight], ...]:
    """Return what the notes say for each entry of the kinds, a line being read for all at once."""
    found = {kind: {name: _Weight() for name in keys("signature", kind)} for kind in kinds}
    for placed in notes:
        if placed.section in _SKIPPED or placed.fenced or _praises(placed):
            continue
        for kind, name, worth in _worths(kinds, placed.line.text):
            weight = found[kind][name]
            worth = min(worth, number("signature", "quoted")) if placed.quoted else worth
            weight.lines.append(worth)
            _note(weight, placed.line.id, strong=worth > number("signature", "hint"))
    return tuple(found.values())


def _weigh_logs(modes: dict[str, _Weight], logs: Iterable[Evidence]) -> None:
    for line in logs:
        for name, cues in _spoken_of("failure_modes", line.text):
            if cues:
                modes[name].logged += number("signature", "log")
                _note(modes[name], line.id, strong=False)


def _praises(placed: Placed) -> bool:
    """Return whether a line is labelled as what went well: a remedy in it is no mechanism."""
    head, colon, _ = placed.line.text.partition(":")
    return bool(colon) and phrases("lessons", "well", "labels").whole(head.strip(" *_-+•"))


def _note(weight: _Weight, line: str, *, strong: bool) -> None:
    (weight.strong if strong else weight.weak).append(line)


def _worths(kinds: Sequence[str], line: str) -> Iterator[tuple[str, str, float]]:
    """Yield what a responder's line adds to each entry, by its phrases or by a story it tells."""
    for kind in kinds:
        found = {name: _worth(cues) for name, cues in _spoken_of(kind, line)}
        for story in stories.heard(kind, line):
            worth = number("signature", "doubted" if story.doubted else "story")
            found[story.entry] = max(worth, found.get(story.entry, 0.0))
        for name, worth in found.items():
            yield kind, name, worth


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
