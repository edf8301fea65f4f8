"""Suggested actions: the notes' own concrete ones, and those that the evidence calls for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import Template
from typing import Literal, cast, get_args

from assistant.analysis import terms
from assistant.analysis.changes import ChangeFact
from assistant.analysis.cueindex import index
from assistant.analysis.factors import CITED, Factor
from assistant.analysis.phrases import tokens
from assistant.analysis.signature import Signature, pointed
from assistant.analysis.vocabulary import keys, listed, number, phrases, text, words
from assistant.analysis.wishes import Wish
from assistant.incident import Evidence

ActionCategory = Literal[
    "prompt", "guardrail", "training", "data", "model",
    "monitoring", "process", "tooling", "documentation",
]  # fmt: skip
Horizon = Literal["immediate", "short-term", "long-term"]
Weight = Literal["high", "medium", "low"]
VerifiedAs = Literal["process", "technical", "monitoring", "training"]
Origin = Literal["notes", "catalogue", "model"]
_HORIZONS: tuple[Horizon, ...] = get_args(Horizon)
_WEIGHTS: tuple[Weight, ...] = get_args(Weight)
_LINES = 4  # evidence ids that one action cites for what calls for it
_WORD = 4  # letters of a word that tells what a text is about


@dataclass(frozen=True, slots=True)
class Action:
    """A suggested action; `owner` and `due` can only ever be empty in a draft.

    `addresses` is the id of a factor. `origin` says whether it stands in the notes' own list, is
    suggested from the catalogue, or is proposed by a model.
    """

    id: str
    text: str
    category: ActionCategory
    horizon: Horizon
    measure: str
    verification: str
    addresses: str | None
    evidence: tuple[str, ...]
    owner: None = None
    due: None = None
    verified_as: VerifiedAs = "technical"
    impact: Weight = "medium"
    effort: Weight = "medium"
    origin: Origin = "catalogue"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What actions are drawn from: signature, factors, changes near the start, and cited lines."""

    signature: Signature
    factors: tuple[Factor, ...]
    near: tuple[ChangeFact, ...]
    lines: Mapping[str, Evidence]


def suggest(grounds: Grounds, wishes: Sequence[Wish]) -> tuple[Action, ...]:
    """Return the actions by priority (impact, then effort, then horizon), at most about eight.

    What the notes' own list says stands there in its own words, and the catalogue adds nothing that
    it says already.
    """
    own = [_own(wish, grounds) for wish in wishes if not wish.vague]
    most = int(number("actions", "most"))
    own = own[:most]
    room = max(most - len(own), int(number("actions", "least_suggested")))
    added = _once(_ordered(a for a in _from_catalogue(grounds, own)))[:room]
    return tuple(
        replace(action, id=f"A{place}")
        for place, action in enumerate(_ordered([*own, *added]), start=1)
    )


def _ordered(actions: Iterator[Action] | list[Action]) -> list[Action]:
    return sorted(
        actions,
        key=lambda a: (
            _WEIGHTS.index(a.impact),
            -_WEIGHTS.index(a.effort),
            _HORIZONS.index(a.horizon),
        ),
    )


def _once(actions: list[Action]) -> list[Action]:
    return list({action.text: action for action in reversed(actions)}.values())[::-1]


# --- From the catalogue


def _from_catalogue(grounds: Grounds, own: Sequence[Action]) -> Iterator[Action]:
    used: dict[str, int] = {}
    closed: set[tuple[str, str]] = set()  # one action of a category for a factor is enough
    covers = index("actions", "covers", "catalogue")
    covered = {name for action in own for name in covers.standing(action.text)}
    for name in keys("actions", "catalogue"):
        if name in covered:
            continue
        change = _moved(name, grounds)
        called = next(_for_factor(name, change, grounds), None)
        if called is not None:
            mark = (called.addresses or "", called.category)
            if mark not in closed:
                closed.add(mark)
                yield called
            continue
        for mode in grounds.signature.failure_modes:
            if not _calls(name, mode.id, moved=change is not None):
                continue
            if used.get(mode.id, 0) >= number("actions", "each_mode"):
                continue
            action = _filled(name, mode.evidence[:_LINES], None, change, grounds)
            if action is not None:
                used[mode.id] = used.get(mode.id, 0) + 1
                yield action
                break
    yield from _otherwise(grounds, {factor for factor, _ in closed}, covered)


def _otherwise(grounds: Grounds, addressed: set[str], covered: set[str]) -> Iterator[Action]:
    """Yield one action for each category of factors that nothing else addresses."""
    seen = {factor.category for factor in grounds.factors if factor.id in addressed}
    for factor in grounds.factors:
        if factor.category in seen or (factor.text.endswith(CITED) and len(grounds.factors) > 1):
            continue
        seen.add(factor.category)
        for name in keys("actions", "catalogue"):
            otherwise = listed("actions", "catalogue", name, "otherwise")
            if factor.category in otherwise and name not in covered:
                action = _filled(name, factor.evidence[:_LINES], factor, None, grounds)
                if action is not None:
                    yield action


def _calls(name: str, mode: str, *, moved: bool) -> bool:
    return mode in listed("actions", "catalogue", name, "modes") or (
        moved and mode in listed("actions", "catalogue", name, "modes_moved")
    )


def _for_factor(name: str, change: ChangeFact | None, grounds: Grounds) -> Iterator[Action]:
    """Yield the action of an entry for the first factor in whose words it is called for."""
    categories = listed("actions", "catalogue", name, "factors")
    for factor in grounds.factors:
        if factor.category not in categories:
            continue
        if name not in index("actions", "factor_cues", "catalogue").standing(factor.text):
            continue
        action = _filled(name, factor.evidence[:_LINES], factor, change, grounds)
        if action is not None:
            yield action


def _moved(name: str, grounds: Grounds) -> ChangeFact | None:
    """Return the change of the layers that an entry is about, None where none is known to matter.

    A change whose words point to the failure mode comes ahead of the nearest one, and that ahead
    of one further back that a trigger names.
    """
    about = listed("actions", "catalogue", name, "about")
    modes = {mode.id for mode in grounds.signature.failure_modes}
    pointing = [change for change in grounds.near if pointed(change) & modes]
    cited = {line for trigger in grounds.signature.triggers for line in trigger.evidence}
    told = [change for change in grounds.near if cited & {*change.evidence}]
    for change in (*pointing[:1], *grounds.near[:1], *told):
        if change.kind in about:
            return change
    return None


def _filled(
    name: str,
    evidence: tuple[str, ...],
    factor: Factor | None,
    change: ChangeFact | None,
    grounds: Grounds,
) -> Action | None:
    """Return an entry with this incident's own terms in it, None where its slots stay empty."""
    at = ("catalogue", name)
    known, cited = terms.fill(change, factor, grounds.lines)
    for wording in words("actions", *at, "texts"):
        template = Template(wording)
        slots = template.get_identifiers()
        if any(slot not in known for slot in slots):
            continue
        lines = (*evidence, *(cited if "component" in slots else ()))
        addressed = factor or _addressed(lines, grounds.factors)
        return Action(
            id="",
            text=template.substitute(known),
            category=cast("ActionCategory", text("actions", *at, "category")),
            horizon=cast("Horizon", text("actions", *at, "horizon")),
            measure=text("actions", *at, "measure"),
            verification=text("actions", "verification", text("actions", *at, "verified")),
            addresses=addressed.id if addressed else None,
            evidence=tuple(dict.fromkeys(lines)),
            verified_as=cast("VerifiedAs", text("actions", *at, "verified")),
            impact=cast("Weight", text("actions", *at, "impact")),
            effort=cast("Weight", text("actions", *at, "effort")),
        )
    return None


def _addressed(evidence: Sequence[str], factors: Sequence[Factor]) -> Factor | None:
    """Return the factor that rests on one of the same lines."""
    return next((f for f in factors if set(f.evidence) & set(evidence)), None)


# --- From the notes' own list


def _own(wish: Wish, grounds: Grounds) -> Action:
    kind = next(
        (
            k
            for k in keys("wishes", "kinds")
            if phrases("wishes", "kinds", k, "cues").found(wish.text)
        ),
        keys("wishes", "kinds")[-1],
    )
    factor = _nearest(wish, grounds.factors)
    verified = text("wishes", "kinds", kind, "verified")
    carried = factor is not None or _about_mode(wish, grounds)
    return Action(
        id="",
        text=wish.text,
        category=cast("ActionCategory", kind),
        horizon=_horizon(wish.text),
        measure=text("wishes", "kinds", kind, "measure"),
        verification=text("actions", "verification", verified),
        addresses=factor.id if factor else None,
        evidence=wish.evidence,
        verified_as=cast("VerifiedAs", verified),
        impact="high" if carried else "medium",
        origin="notes",
    )


def _horizon(said: str) -> Horizon:
    if phrases("wishes", "horizon", "immediate").found(said):
        return "immediate"
    return "long-term" if phrases("wishes", "horizon", "long").found(said) else "short-term"


def _telling(said: str) -> set[str]:
    """Return the words of a text that tell what it is about, by their first letters."""
    ignored = words("lines", "words", "empty")
    return {w[:5] for w in tokens(said) if len(w) >= _WORD and w not in ignored}


def _nearest(wish: Wish, factors: Sequence[Factor]) -> Factor | None:
    """Return the factor that shares most words with a wish, None where few are shared."""
    said = _telling(wish.text)
    scored = [(len(said & _telling(f.text)), f) for f in factors]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= number("actions", "shared") else None


def _about_mode(wish: Wish, grounds: Grounds) -> bool:
    """Return whether a wish shares words with the lines of a failure mode."""
    said = _telling(wish.text)
    cited = [name for mode in grounds.signature.failure_modes for name in mode.evidence]
    shared = number("actions", "shared")
    return any(
        len(said & _telling(grounds.lines[n].text)) >= shared for n in cited if n in grounds.lines
    )
