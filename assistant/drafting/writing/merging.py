"""A model's standing claims and the offline facts, brought together section by section.

What the model says takes the place of the offline sentences whose lines it covers; what it leaves
out stays. Facts themselves (figures, times, changes, severity) are never the model's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.analysis.actions import Action
from assistant.analysis.factors import Factor
from assistant.analysis.facts import Facts
from assistant.analysis.hypotheses import Hypothesis
from assistant.analysis.lessons import Lessons
from assistant.analysis.questions import OpenQuestion
from assistant.analysis.timeline import TimelineEvent
from assistant.drafting.draft import SectionText
from assistant.drafting.retelling import once
from assistant.drafting.schema import ActionOutput, FactorOutput, HypothesisOutput
from assistant.drafting.writing.claims import Claim
from assistant.incident import Evidence, Statement

# The sections that only a model writes.
OWN = ("lessons", "attribution_behaviour", "attribution_system", "attribution_operators")
_MOST = {"summary": 9, "factors": 14, "open_questions": 30, "hypotheses": 8, "actions": 14}
_UNTESTED = "People say how to test it."
_UNMEASURED = "People say what would show that it worked."
_UNVERIFIED = "People say how it is verified before it is closed."


@dataclass(frozen=True, slots=True)
class Merged:
    """The parts of a draft that a model had a hand in, and the texts that are its own."""

    facts: Facts
    summary: tuple[Statement, ...]
    further: tuple[SectionText, ...]
    written: frozenset[str]


def merge(
    claims: Sequence[Claim],
    *,
    facts: Facts,
    summary: tuple[Statement, ...],
    further: tuple[SectionText, ...],
    lines: Mapping[str, Evidence],
) -> Merged:
    """Return facts, summary and further sections with the model's standing claims in them."""
    by_part: dict[str, list[Claim]] = {}
    for claim in claims:
        by_part.setdefault(claim.part, []).append(claim)
    told = {part: tuple(_statement(c) for c in held) for part, held in by_part.items()}
    factors = _factors(by_part.get("factors", ()), facts.factors)
    lessons = facts.lessons
    merged = replace(
        facts,
        timeline=_timeline(by_part.get("timeline", ()), facts.timeline, lines),
        factors=factors,
        lessons=Lessons(
            went_well=_over(told.get("went_well", ()), lessons.went_well),
            went_wrong=_over(told.get("went_wrong", ()), lessons.went_wrong),
            got_lucky=_over(told.get("got_lucky", ()), lessons.got_lucky),
        ),
        hypotheses=_hypotheses(by_part.get("root_cause.hypotheses", ()), facts.hypotheses, lines),
        questions=_questions(by_part.get("open_questions", ()), facts.questions),
        actions=_actions(by_part.get("actions", ()), facts.actions, {f.id for f in factors}),
    )
    own = tuple(SectionText(key, once(told[key])) for key in OWN if told.get(key))
    return Merged(
        merged,
        _over(told.get("summary", ()), summary, most=_MOST["summary"]),
        (*(s for s in further if s.key not in {o.key for o in own}), *own),
        frozenset(text for c in claims for text in (c.text, _ended(c.text))),
    )


def _statement(claim: Claim) -> Statement:
    return Statement(_ended(claim.text), claim.evidence, "evidenced")


def _ended(text: str) -> str:
    """Return a text as a sentence: with a capital, where it begins with a word, and an end."""
    if text[:1].islower() and text[:2].isalpha():
        text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", '."', ".”", ".)", "。")) else f"{text}."


def _over(
    written: Sequence[Statement], offline: Sequence[Statement], *, most: int = 12
) -> tuple[Statement, ...]:
    """Return the model's statements, then the offline ones whose lines they do not cover.

    They are `most` together; what the inputs do not say (status "unknown") always follows them.
    """
    if not written:
        return tuple(offline)
    covered = {name for s in written for name in s.evidence}
    left = [s for s in offline if s.status != "unknown" and not set(s.evidence) <= covered]
    unknown = [s for s in offline if s.status == "unknown"]
    return (*once([*written, *left])[:most], *unknown)


def _factors(claims: Sequence[Claim], offline: Sequence[Factor]) -> tuple[Factor, ...]:
    """Return offline factors, reworded where a claim covers one, and the further ones."""
    kept = list(offline)
    taken: set[int] = set()
    for claim in claims:
        item = claim.item
        if not isinstance(item, FactorOutput):
            continue
        asked = claim.aside("question")
        at = next(
            (
                i
                for i, old in enumerate(kept)
                if i not in taken
                and old.category == item.category
                and set(old.evidence) <= set(claim.evidence)
            ),
            None,
        )
        if at is not None:
            taken.add(at)
            questions = tuple(dict.fromkeys((*kept[at].questions, *_listed(asked))))
            kept[at] = replace(
                kept[at], text=_ended(claim.text), evidence=claim.evidence, questions=questions
            )
        elif len(kept) < _MOST["factors"] and not _retold(claim, kept):
            taken.add(len(kept))
            number = next(n for n in range(1, 1000) if f"F{n}" not in {f.id for f in kept})
            kept.append(
                Factor(
                    f"F{number}", item.category, _ended(claim.text), claim.evidence, _listed(asked)
                )
            )
    return tuple(kept)


def _listed(question: str) -> tuple[str, ...]:
    return (question,) if question.rstrip().endswith("?") else ()


def _retold(claim: Claim, others: Collection[Factor | Action | Hypothesis]) -> bool:
    """Return whether a claim retells, in like words, what one of the others says."""
    mine = _statement(claim)
    return any(len(once([Statement(o.text, o.evidence, "evidenced"), mine])) == 1 for o in others)


def _hypotheses(
    claims: Sequence[Claim], offline: Sequence[Hypothesis], lines: Mapping[str, Evidence]
) -> tuple[Hypothesis, ...]:
    """Return the offline hypotheses and further ones; against them stand only lines that exist."""
    kept = list(offline)
    for claim in claims:
        item = claim.item
        if not isinstance(item, HypothesisOutput) or len(kept) >= _MOST["hypotheses"]:
            continue
        if _retold(claim, kept):
            continue
        against = tuple(
            name
            for name in dict.fromkeys(item.counter_evidence)
            if name not in claim.evidence and name in lines and not lines[name].hostile
        )
        how = claim.aside("how_to_test") or _UNTESTED
        kept.append(Hypothesis(_ended(claim.text), item.category, claim.evidence, against, how))
    return tuple(kept)


def _questions(
    claims: Sequence[Claim], offline: Sequence[OpenQuestion]
) -> tuple[OpenQuestion, ...]:
    asked = {" ".join(q.text.casefold().split()) for q in offline}
    kept = list(offline)
    for claim in claims:
        words = " ".join(claim.text.casefold().split())
        if words in asked or not claim.text.rstrip().endswith("?"):
            continue
        if len(kept) >= _MOST["open_questions"]:
            break
        asked.add(words)
        kept.append(OpenQuestion(claim.text, claim.aside("why"), claim.evidence))
    return tuple(kept)


def _actions(
    claims: Sequence[Claim], offline: Sequence[Action], factors: Collection[str]
) -> tuple[Action, ...]:
    kept = list(offline)
    taken = {a.id for a in offline}
    for claim in claims:
        item = claim.item
        if not isinstance(item, ActionOutput) or len(kept) >= _MOST["actions"]:
            continue
        if _retold(claim, kept):
            continue
        number = next(n for n in range(1, 1000) if f"A{n}" not in taken)
        taken.add(f"A{number}")
        kept.append(
            Action(
                id=f"A{number}",
                text=_ended(claim.text),
                category=item.category,
                horizon=item.horizon,
                measure=claim.aside("measure") or _UNMEASURED,
                verification=claim.aside("verification") or _UNVERIFIED,
                addresses=item.addresses if item.addresses in factors else None,
                evidence=claim.evidence,
                origin="model",
            )
        )
    return tuple(kept)


def _timeline(
    claims: Sequence[Claim], offline: Sequence[TimelineEvent], lines: Mapping[str, Evidence]
) -> tuple[TimelineEvent, ...]:
    """Return the timeline with steps of lines that it does not rest on yet, by their own time."""
    told = {name for event in offline for name in event.evidence}
    times = {event.time for event in offline}
    added: list[TimelineEvent] = []
    for claim in claims:
        line = lines.get(claim.evidence[0])
        moment = line.time if line is not None else None
        if line is None or moment is None or moment.precision == "day" or line.id in told:
            continue
        if moment.at in times:
            continue
        told.add(line.id)
        added.append(
            TimelineEvent(
                time=moment.at,
                precision=moment.precision,
                inferred=moment.inferred,
                phase="event",
                text=claim.text,
                evidence=claim.evidence,
            )
        )
    merged = list(offline)
    for event in added:
        at = next((i for i, e in enumerate(merged) if _later(e, event)), len(merged))
        merged.insert(at, event)
    return tuple(merged)


def _later(one: TimelineEvent, other: TimelineEvent) -> bool:
    return one.time is not None and other.time is not None and one.time > other.time
