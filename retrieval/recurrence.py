"""Whether an incident has happened before: by how it came about, not by its words."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from retrieval.mechanism import Mechanism, Weighted
from retrieval.records import PastAction, Record

MatchVerdict = Literal["recurrence", "possible", "none"]
Verdict = Literal["recurrence", "possible", "none", "no_history"]
POLICY = Path(__file__).resolve().parent / "data" / "policy.toml"
_KINDS = (("failure_modes", "failure mode"), ("layers", "layer"), ("triggers", "trigger"))


@dataclass(frozen=True, slots=True)
class Policy:
    """What two incidents must share; measured by `python -m evals recurrence`.

    The weights are those of a logistic regression over how much failure modes, layers and triggers
    agree. `named` is the probability from which a term is told in words, `closed` are the states of
    an action that was carried out, `elsewhere` the kinds of records that are others' incidents. How
    alike the words are has no weight: incidents that read alike came about differently as often as
    not.
    """

    intercept: float
    failure_modes: float
    layers: float
    triggers: float
    recurrence: float
    possible: float
    named: float
    none_found: str
    none_found_share: float
    closed: tuple[str, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A past incident that a search found with a score, and how it came about."""

    record: Record
    mechanism: Mechanism
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """A past incident with its verdict, the likeness of mechanisms from 0 to 1, and why."""

    record: Record
    score: float
    verdict: MatchVerdict
    likeness: float
    shared: tuple[str, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The verdict, the past incident that it rests on (None where none does) and why."""

    verdict: Verdict
    incident_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict over all, and the matches in the order of the search."""

    recurrence: Recurrence
    matches: tuple[Match, ...]


@cache
def policy() -> Policy:
    """Return the policy that comes with the product."""
    read = tomllib.loads(POLICY.read_text(encoding="utf-8"))
    told = {**read["weights"], **read["limits"], **read["triggers"]}
    closed, elsewhere = (tuple(read["actions"][name]) for name in ("closed", "elsewhere"))
    return Policy(**told, closed=closed, elsewhere=elsewhere)


def assess(
    query: Mechanism, candidates: Sequence[Candidate], rules: Policy, *, size: int
) -> Assessment:
    """Return whether the incident has happened before, given the closest of `size` incidents.

    Nothing is called a recurrence where it is not known how the incident came about.
    """
    if not size:
        return Assessment(
            Recurrence(
                "no_history",
                None,
                "There is no library of past incidents to compare with, so it is not known whether "
                "this has happened before.",
            ),
            (),
        )
    matches = tuple(_match(query, one, rules) for one in candidates)
    for verdict in ("recurrence", "possible"):
        found = [match for match in matches if match.verdict == verdict]
        if found:
            best = max(found, key=lambda match: match.likeness)
            return Assessment(
                Recurrence(best.verdict, best.record.id, _reason(best, rules)), matches
            )
    noun = "incident" if size == 1 else "incidents"
    told = (
        f"None of the {size} past {noun} shares how this one came about."
        if query.known
        else f"It is not known yet how this one came about, so none of the {size} past {noun} can "
        "be called its forerunner."
    )
    return Assessment(Recurrence("none", None, told), matches)


def likeness(query: Mechanism, past: Mechanism, rules: Policy) -> float:
    """Return the probability from 0 to 1 that two incidents came about in the same way."""
    weights = (rules.failure_modes, rules.layers, rules.triggers)
    shared = features(query, past, rules)
    total = rules.intercept + sum(w * s for w, s in zip(weights, shared, strict=True))
    return 1 / (1 + math.exp(-total))


def features(query: Mechanism, past: Mechanism, rules: Policy) -> tuple[float, ...]:
    """Return how much failure modes, layers and triggers agree, from 0 to 1 each.

    Where only one side found no trigger, the other's may be the one that was not found: that counts
    for a part.
    """
    modes = _overlap(query.failure_modes, past.failure_modes)
    layers = _overlap(query.layers, past.layers)
    here, then = (dict(side).get(rules.none_found, 0.0) for side in (query.triggers, past.triggers))
    one_sided = here * (1 - min(then, 1.0)) + then * (1 - min(here, 1.0))
    triggers = _overlap(query.triggers, past.triggers) + rules.none_found_share * one_sided
    return modes, layers, min(1.0, triggers)


def _overlap(one: Weighted, other: Weighted) -> float:
    """Return how much two lists of likely terms agree: the Bhattacharyya coefficient, 0 to 1."""
    known = dict(other)
    return min(1.0, sum(math.sqrt(weight * known.get(name, 0.0)) for name, weight in one))


def _match(query: Mechanism, one: Candidate, rules: Policy) -> Match:
    like = likeness(query, one.mechanism, rules)
    verdict: MatchVerdict = "none"
    if query.known:
        if like >= rules.recurrence:
            verdict = "recurrence"
        elif like >= rules.possible:
            verdict = "possible"
    shared, differs = _told(query, one.mechanism, rules)
    return Match(one.record, one.score, verdict, like, shared, differs)


def _told(
    query: Mechanism, past: Mechanism, rules: Policy
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return in words what both mechanisms hold, and what only one of them does."""
    shared: list[str] = []
    differs: list[str] = []
    for kind, noun in _KINDS:
        here = [n for n, weight in getattr(query, kind) if weight >= rules.named]
        there = [n for n, weight in getattr(past, kind) if weight >= rules.named]
        both = [name for name in here if name in there and name != rules.none_found]
        shared += [f"{noun}: {_words(name)}" for name in both]
        only_here = [_words(name) for name in here if name not in there]
        only_there = [_words(name) for name in there if name not in here]
        if only_here or only_there:
            now, then = (", ".join(names) or "not known" for names in (only_here, only_there))
            if only_here and only_there:
                differs.append(f"{noun}: {now} here, {then} then")
            elif only_there:
                differs.append(f"{noun}: {then} then, not seen here")
            else:
                differs.append(f"{noun}: {now} here, not told of then")
    return tuple(shared), tuple(differs)


def _words(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")


def _reason(match: Match, rules: Policy) -> str:
    record = match.record
    when = f" of {record.date}" if record.date else ""
    shared = "; ".join(match.shared) or "the passages that tell how it came about are alike"
    head = "This came about as" if match.verdict == "recurrence" else "This may have come about as"
    told = f"{head} {record.id}{when} did ({shared})."
    return told + _followed(record, rules) if match.verdict == "recurrence" else told


def _followed(record: Record, rules: Policy) -> str:
    """Return what became of what was promised then."""
    closed = [a for a in record.actions if is_closed(a, rules)]
    if closed and record.metadata.get("kind") in rules.elsewhere:
        return f" Then, elsewhere, this was done: “{closed[0].text}”."
    if closed:
        return f" It recurred although the action “{closed[0].text}” was {closed[0].status}."
    left = [a for a in record.actions if a.status and not is_closed(a, rules)]
    if left:
        return f" The action “{left[0].text}” of then stands at {left[0].status}."
    return ""


def is_closed(action: PastAction, rules: Policy) -> bool:
    """Return whether the status of an action says that it was carried out."""
    words = (action.status or "").lower().split()
    return bool(words) and words[0].strip(".,:;()") in rules.closed
