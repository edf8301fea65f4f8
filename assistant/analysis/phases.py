"""Phases: which step is the start, the detection, the resolution and so on, taken together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

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
        told = step.origin == "note" and signs.tells_change(step)
        early = floor is None or step.at is None or step.at <= floor
        if step.origin == "history" or step.recorded or (told and early):
            assigned[index] = "change"
    for phase, index in chosen.items():
        assigned[index] = phase
    return tuple(assigned)


def _candidates(steps: Sequence[Told], phase: Named) -> list[tuple[float, int]]:
    """Return (score, step) of the steps that speak for a phase, less for each better placed one."""
    found = [(signs.score(step, phase), i) for i, step in enumerate(steps)]
    found = [(value, i) for value, i in found if value > 0]
    if phase in _LATEST:
        found.reverse()
    loss = number("phases", "weights", phase, "later")
    placed: list[tuple[float, int, int]] = []
    ahead: list[float] = []
    for rank, (value, index) in enumerate(found[:_READ]):
        # What speaks less for the phase takes less away from what speaks more for it.
        less = loss * sum(min(1.0, other / value) for other in ahead)
        placed.append((value - less, -rank, index))
        ahead.append(value)
    return [(value, i) for value, _, i in sorted(placed, reverse=True)[:_TRIED] if value > 0]


def _chosen(steps: Sequence[Told]) -> dict[Named, int]:
    """Return the step of each phase that is told, the best choice in the order of an incident."""
    options = {phase: _candidates(steps, phase) for phase in NAMED}
    options["resolved"] = _still(steps, options["resolved"])
    ranks = _ranks(steps)
    best: tuple[float, dict[Named, int]] = (0.0, {})
    outer = [_or_none(options[phase]) for phase in _RUN]
    for picks in product(*outer):
        made = {phase: one[1] for phase, one in zip(_RUN, picks, strict=True) if one is not None}
        if len(set(made.values())) < len(made) or not _in_order([*made.values()], ranks):
            continue
        value = sum(one[0] for one in picks if one is not None)
        low = max((ranks[made[p]] for p in ("start", "detected") if p in made), default=-1)
        high = ranks[made["resolved"]] if "resolved" in made else len(steps)
        for phase in _BETWEEN:
            fit = next(_within(options[phase], made, ranks, low, high), None)
            if fit is not None:
                value += fit[0]
                made[phase] = fit[1]
        if value > best[0]:
            best = (value, made)
    return best[1]


def _or_none(options: list[tuple[float, int]]) -> list[tuple[float, int] | None]:
    return [None, *options]


def _within(
    options: Sequence[tuple[float, int]],
    made: dict[Named, int],
    ranks: Sequence[int],
    low: int,
    high: int,
) -> Iterator[tuple[float, int]]:
    taken = set(made.values())
    return (one for one in options if one[1] not in taken and low <= ranks[one[1]] <= high)


def _in_order(picked: Sequence[int], ranks: Sequence[int]) -> bool:
    return all(ranks[a] <= ranks[b] for a, b in pairwise(picked))


def _ranks(steps: Sequence[Told]) -> list[int]:
    """Return the place of each step in time; steps of one time share it."""
    ranks: list[int] = []
    for index, step in enumerate(steps):
        same = index > 0 and step.at is not None and step.at == steps[index - 1].at
        ranks.append(ranks[-1] if same else index)
    return ranks


def _still(steps: Sequence[Told], ends: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Return the resolutions that no later step takes back ("leaving the incident open")."""
    last = max((i for i, step in enumerate(steps) if signs.says_open(step.text)), default=-1)
    return [(value, i) for value, i in ends if i > last]
