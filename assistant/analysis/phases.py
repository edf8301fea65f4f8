"""Phases: which step is the start, the detection, the resolution and so on, taken together."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis import signs
from assistant.analysis.told import NAMED, Named, Phase, Told
from assistant.analysis.vocabulary import number

_READ = 120  # steps weighed for one phase
_TRIED = 14  # steps looked at for one phase
_RUN: tuple[Named, ...] = ("start", "detected", "resolved")
_BETWEEN: tuple[Named, ...] = ("acknowledged", "mitigated")
_LATEST: frozenset[Named] = frozenset({"resolved"})


def assign(steps: Sequence[Told]) -> tuple[Phase, ...]:
    """Return the phase of each step (in order of time); each phase but "change" at most once.

    The phases are chosen together: the choice with the most signs in the order in which an
    incident runs. Of equal ones the earliest step counts, for the resolution the latest.
    """
    chosen = _chosen(steps)
    assigned: list[Phase] = ["event" for _ in steps]
    found = [chosen[p] for p in _RUN[1::-1] if p in chosen]
    floor = steps[found[0]].at if found else None
    for index, step in enumerate(steps):
        # What retells a change stands beside the step that it tells of.
        told = step.origin == "note" and not step.retells and signs.tells_change(step)
        early = floor is None or step.at is None or step.at <= floor
        if step.origin == "history" or step.recorded or (told and early):
            assigned[index] = "change"
    for phase, index in chosen.items():
        assigned[index] = phase
    return tuple(assigned)


class _Choice:
    """Scores the steps once, and places those of a window of time in the order of their worth."""

    def __init__(self, steps: Sequence[Told]) -> None:
        self.ranks = _ranks(steps)
        self._found: dict[Named, list[tuple[float, int]]] = {phase: [] for phase in NAMED}
        # Step by step, as the phases ask the same of a text; what is not weighed is not scored.
        for index, step in enumerate(steps):
            for phase, found in self._found.items():
                if len(found) < _READ and (value := signs.score(step, phase)) > 0:
                    found.append((value, index))
        last = max((i for i, step in enumerate(steps) if signs.says_open(step.text)), default=-1)
        # A resolution that a later step takes back ("leaving the incident open") is none.
        self._found["resolved"] = [(v, i) for v, i in self._found["resolved"] if i > last]
        self._kept: dict[tuple[Named, int, int], list[tuple[float, int]]] = {}

    def within(self, phase: Named, low: int, high: int) -> list[tuple[float, int]]:
        """Return (worth, step) of the steps of a window of time that speak for a phase, best first.

        Each loses for those placed better: the earlier ones, for the resolution the later ones.
        """
        key = (phase, low, high)
        if key not in self._kept:
            self._kept[key] = self._placed(phase, low, high)
        return self._kept[key]

    def _placed(self, phase: Named, low: int, high: int) -> list[tuple[float, int]]:
        found = [(v, i) for v, i in self._found[phase] if low <= self.ranks[i] <= high]
        if phase in _LATEST:
            found.reverse()
        loss = number("phases", "weights", phase, "later")
        placed: list[tuple[float, int, int]] = []
        ahead: list[float] = []
        for rank, (value, index) in enumerate(found):
            # What speaks less for the phase takes less away from what speaks more for it.
            less = loss * sum(min(1.0, other / value) for other in ahead)
            placed.append((value - less, -rank, index))
            ahead.append(value)
        return [(value, i) for value, _, i in sorted(placed, reverse=True)[:_TRIED] if value > 0]


def _chosen(steps: Sequence[Told]) -> dict[Named, int]:
    """Return the step of each phase that is told, the best choice in the order of an incident."""
    choice = _Choice(steps)
    ranks, end = choice.ranks, len(steps)
    best: tuple[float, dict[Named, int]] = (0.0, {})
    for start in _or_none(choice.within("start", -1, end)):
        low = ranks[start[1]] if start else -1
        for seen in _or_none(choice.within("detected", low, end)):
            floor = ranks[seen[1]] if seen else low
            for over in _or_none(choice.within("resolved", floor, end)):
                picks = zip(_RUN, (start, seen, over), strict=True)
                made = {phase: one[1] for phase, one in picks if one is not None}
                if len(set(made.values())) < len(made):
                    continue
                value = sum(one[0] for one in (start, seen, over) if one is not None)
                high = ranks[over[1]] if over else end
                for phase in _BETWEEN:
                    fits = choice.within(phase, floor, high)
                    fit = next((one for one in fits if one[1] not in made.values()), None)
                    if fit is not None:
                        value += fit[0]
                        made[phase] = fit[1]
                if value > best[0]:
                    best = (value, made)
    return best[1]


def _or_none(options: list[tuple[float, int]]) -> list[tuple[float, int] | None]:
    return [None, *options]


def _ranks(steps: Sequence[Told]) -> list[int]:
    """Return the place of each step in time; steps of one time share it."""
    ranks: list[int] = []
    for index, step in enumerate(steps):
        same = index > 0 and step.at is not None and step.at == steps[index - 1].at
        ranks.append(ranks[-1] if same else index)
    return ranks
