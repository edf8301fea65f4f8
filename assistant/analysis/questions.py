"""Open questions: what a post-mortem needs and the inputs do not answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.analysis import logmarks, noted
from assistant.analysis.changes import ChangeFact, covered
from assistant.analysis.dating import OpenQuestion, about_onset, about_times
from assistant.analysis.durations import Durations
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layout import Placed
from assistant.analysis.phrases import tokens
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.unzoned import about_zones
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import LAYERS, Incident

_MOST = 8  # questions of one sort asked one by one
_COMPARED = 300  # counts held against each other
_CLOSE = 1.3  # counts this near each other are taken for counts of one thing


def ask(
    incident: Incident,
    notes: Sequence[Placed],
    *,
    events: tuple[TimelineEvent, ...],
    durations: Durations,
    changes: tuple[ChangeFact, ...],
    figures: tuple[ImpactFigure, ...],
) -> tuple[OpenQuestion, ...]:
    """Return what the inputs leave open, the questions about time first; each question once."""
    placed = tuple(notes)
    asked = [
        *about_times(incident, events, durations),
        *about_onset(incident, events),
        *about_zones(incident),
        *_counts(figures),
        *_about_detection(placed, events),
        *_about_changes(incident, changes),
        *_about_logs(incident),
        *_about_hostile(incident),
        *noted.questions(placed, incident.people),
        *_about_impact(placed, figures),
    ]
    return tuple({question.text: question for question in asked}.values())


def _counts(figures: tuple[ImpactFigure, ...]) -> Iterator[OpenQuestion]:
    """Yield a question for counts of one thing that differ by little: one of them may be wrong."""
    compared = figures[:_COMPARED]
    for index, one in enumerate(compared):
        for other in compared[index + 1 :]:
            alike = (one.measure, one.unit) == (other.measure, other.unit)
            high, low = max(one.value, other.value), min(one.value, other.value)
            if alike and set(one.evidence).isdisjoint(other.evidence) and high <= low * _CLOSE:
                yield OpenQuestion(
                    f"Which of the counts of {one.unit} holds?",
                    f"The cited lines differ: {_said(one)} and {_said(other)}.",
                    (*one.evidence, *other.evidence),
                )


def _said(figure: ImpactFigure) -> str:
    grouped = f"{figure.value:,.0f}"
    return grouped if grouped in figure.text else f"{figure.value:g}"


def _about_impact(
    placed: tuple[Placed, ...], figures: tuple[ImpactFigure, ...]
) -> Iterator[OpenQuestion]:
    if not any(f.measure in {"users", "requests", "records"} for f in figures):
        yield OpenQuestion(
            "How many users, requests or records were affected?",
            "The inputs state no such figure.",
            (),
        )
    topics = (
        ("money", "What was the financial impact on the client and on us?"),
        ("data", "Was any data exposed, corrupted or lost?"),
        ("told", "Who was told about the incident, when, and what were they told?"),
        ("fairness", "Were some groups of users affected more than others?"),
        ("downstream", "Which downstream systems or decisions used the wrong outputs?"),
    )
    text = [p.line.text for p in placed]
    spoken_of = {topic: phrases("questions", topic, "cues") for topic, _ in topics}
    for topic, question in topics:
        if topic == "money" and any(f.measure == "money" for f in figures):
            continue
        if not any(spoken_of[topic].span(line) for line in text):
            yield OpenQuestion(question, "The inputs do not speak of it.", ())


def _about_detection(
    placed: tuple[Placed, ...], events: tuple[TimelineEvent, ...]
) -> Iterator[OpenQuestion]:
    lacking, testing = (
        phrases("factors", "monitoring", "cues"),
        phrases("questions", "tests", "cues"),
    )
    gaps = [p.line.id for p in placed if lacking.span(p.line.text)]
    found = next((e for e in events if e.phase == "detected"), None)
    by_people = found is not None and phrases("questions", "people", "cues").found(found.text)
    if gaps or by_people:
        yield OpenQuestion(
            "Why did the existing monitoring not show the problem, and what would have?",
            "The inputs tell of a gap in monitoring."
            if gaps
            else "The detection as told came from people, not from monitoring.",
            tuple(gaps) or (found.evidence if found else ()),
        )
    tests = [p.line.id for p in placed if testing.span(p.line.text)]
    yield OpenQuestion(
        "Why did the tests and evaluations before release not see the failure?",
        "The inputs speak of tests or evaluations."
        if tests
        else "The inputs do not say which tests or evaluations ran before release.",
        tuple(tests),
    )


def _about_changes(incident: Incident, changes: tuple[ChangeFact, ...]) -> Iterator[OpenQuestion]:
    moved = covered(changes)
    missing = [layer for layer in LAYERS if layer not in moved]
    if missing:
        yield OpenQuestion(
            f"Did anything change in these layers: {', '.join(missing)}?",
            "The supplied history holds no change of them."
            if changes
            else "No version history with changes was supplied.",
            (),
        )
    untimed = [change for change in changes if change.time is None]
    if untimed:
        yield OpenQuestion(
            "When did the changes without a time go live?",
            "The history states no time for them.",
            tuple(dict.fromkeys(e for change in untimed for e in change.evidence)),
        )


def _about_hostile(incident: Incident) -> Iterator[OpenQuestion]:
    """Yield a question on text that instructs a model; the text itself is not repeated."""
    found = [line for line in incident.evidence if line.hostile]
    if found:
        named = ", ".join(f"{line.id} ({line.source})" for line in found[:_MOST])
        noun = "text" if len(found) == 1 else "texts"
        yield OpenQuestion(
            f"How did the {noun} that instruct a model come into the inputs ({named}), and did the "
            "AI system act on it?",
            "The cited wording is quarantined; whether the system read it is not known.",
            (),
        )


def _about_logs(incident: Incident) -> Iterator[OpenQuestion]:
    errors = logmarks.errors(incident)
    if not errors:
        return
    notes = {token for line in incident.of_kind("note") for token in tokens(line.text[:4000])}
    ignored = {*words("lines", "words", "empty"), *words("questions", "common", "words")}
    silent = []
    for line in (errors[0], errors[-1]):
        said = {t for t in tokens(logmarks.message(line, incident.people)) if len(t) > 3}
        if said - ignored and not (said - ignored) & notes and line.id not in silent:
            silent.append(line.id)
    if silent:
        yield OpenQuestion(
            "What do these errors of the log mean for the incident?",
            "The notes never mention them.",
            tuple(silent),
        )


__all__ = ["OpenQuestion", "ask"]
