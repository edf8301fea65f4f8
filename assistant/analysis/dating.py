"""Questions about when: times that are not told, told in part, in doubt or against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.analysis import logmarks
from assistant.analysis.durations import Durations, between, detection_of, start_of
from assistant.analysis.phrases import sentences
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.told import credible
from assistant.analysis.vocabulary import phrases
from assistant.incident import Incident

_MOST = 4  # questions of one sort asked one by one
_COUNTED = ("start", "detected", "acknowledged", "mitigated", "resolved")


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question, and why it is asked."""

    text: str
    why: str
    evidence: tuple[str, ...]


def about_times(
    incident: Incident, events: tuple[TimelineEvent, ...], durations: Durations
) -> Iterator[OpenQuestion]:
    told = {event.phase for event in events if event.time is not None}
    for phase, text in (
        ("start", "When did the harmful behaviour begin, and how is that known?"),
        ("detected", "When and how was the incident detected?"),
        ("acknowledged", "When did someone take up the response?"),
        ("mitigated", "When was the effect on users stopped, and by which step?"),
        ("resolved", "When was the incident resolved, and how was that verified?"),
    ):
        if phase == "start" and phase not in told and (seen := _first_harm(events)) is not None:
            why = f"No input tells it; the first dated sight of the harm is: {_opening(seen)}"
            yield OpenQuestion(text, why, seen.evidence)
        elif phase not in told:
            cited = _cited(events, phase)
            why = "Its line tells no day." if cited else "The inputs state no time for it."
            yield OpenQuestion(text, why, cited)
    backwards = durations.to_resolve_s is None and not _told_by_day(events, ("start", "resolved"))
    if "start" in told and "resolved" in told and backwards:
        both = (*_cited(events, "start"), *_cited(events, "resolved"))
        yield OpenQuestion(
            "Which of the times of start and resolution is right?",
            "The resolution as told lies before the start.",
            both,
        )
    by_day = tuple(_by_day(events))
    yield from by_day
    yield from _doubted(incident, events)
    yield from _undated(incident, tuple(e for e in events if not by_day or not _held(e)))
    yield from _before_start(events)
    if incident.reference.zone is None and any(e.inferred and e.time for e in events):
        yield OpenQuestion(
            "In which time zone are the times of the notes?", "No input states one.", ()
        )


def _first_harm(events: tuple[TimelineEvent, ...]) -> TimelineEvent | None:
    """Return the earliest dated step that reports the harm or tells it, None where none does."""
    harm, calm = phrases("phases", "start", "harm"), {"acknowledged", "mitigated", "resolved"}
    return next(
        (
            event
            for event in events
            if event.time is not None
            and event.phase not in calm
            and (event.phase == "detected" or credible(event.text, harm))
        ),
        None,
    )


def _opening(event: TimelineEvent) -> str:
    """Return the first sentence of a step."""
    spans = sentences(event.text, 0, len(event.text))
    return event.text[: spans[0][1]].rstrip() if spans else event.text


def _told_by_day(events: tuple[TimelineEvent, ...], wanted: tuple[str, ...]) -> bool:
    return any(e.precision == "day" and e.phase in wanted for e in events if e.time is not None)


def _held(event: TimelineEvent) -> bool:
    """Return whether a step is one that durations are counted from or to, told by its day."""
    return event.phase in _COUNTED and event.time is not None and event.precision == "day"


def _by_day(events: tuple[TimelineEvent, ...]) -> Iterator[OpenQuestion]:
    """Yield a question where a duration cannot be counted, as one end is told by its day alone."""
    firsts = {phase: next((e for e in events if e.phase == phase), None) for phase in _COUNTED}
    start = firsts.pop("start")
    if start is None or start.time is None:
        return
    for end in firsts.values():
        close = end is not None and end.time is not None and between(start, end) is None
        if end is not None and close and "day" in (start.precision, end.precision):
            loose = "start" if start.precision == "day" else end.phase
            noun = "did the harmful behaviour begin" if loose == "start" else f"was it {loose}"
            yield OpenQuestion(
                f"At what time of that day {noun}?",
                "It is told by its day alone, so no duration can be counted from it.",
                tuple(dict.fromkeys((*start.evidence, *end.evidence))),
            )


def _before_start(events: tuple[TimelineEvent, ...]) -> Iterator[OpenQuestion]:
    """Yield a question where somebody reported the behaviour before it is said to have begun."""
    start = start_of(events)
    early = [
        event
        for event in events
        if start is not None
        and event.time is not None
        and event.precision != "day"
        and event.time < start
        and event.phase == "event"
        and phrases("questions", "reports", "cues").found(event.text)
    ]
    if early:
        told = tuple(dict.fromkeys(e for event in early for e in event.evidence))
        yield OpenQuestion(
            "Does what was reported before the start belong to this incident?",
            "A report is told for a time before the behaviour is said to have begun.",
            (*told, *(e for e in _cited(events, "start") if e not in told)),
        )


def _doubted(incident: Incident, events: tuple[TimelineEvent, ...]) -> Iterator[OpenQuestion]:
    """Yield a question for each doubt of intake about the time of a step, with all its lines."""
    told = {name for event in events for name in event.evidence}
    doubts: dict[str, tuple[str, list[str]]] = {}
    for line in incident.of_kind("note"):
        for mention in line.mentions if line.id in told else ():
            if mention.note is not None:
                said = line.text[mention.start : mention.end].strip().replace('"', "'")
                _, cited = doubts.setdefault(mention.note, (said, []))
                cited += [] if cited[-1:] == [line.id] else [line.id]
    for note, (said, cited) in list(doubts.items())[:_MOST]:
        why = f"{note[:1].upper()}{note[1:].rstrip('.')}."
        yield OpenQuestion(f'Which time is meant by "{said}"?', why, tuple(cited))


def _cited(events: tuple[TimelineEvent, ...], phase: str) -> tuple[str, ...]:
    return next((e.evidence for e in events if e.phase == phase), ())


def _undated(incident: Incident, events: tuple[TimelineEvent, ...]) -> Iterator[OpenQuestion]:
    """Yield a question for each step told without its clock time; one for all where many are."""
    notes = {line.id for line in incident.of_kind("note")}
    loose = [
        event
        for event in events
        if (event.time is None or event.precision == "day") and set(event.evidence) & notes
    ]
    if len(loose) > _MOST:
        cited = tuple(dict.fromkeys(e for event in loose for e in event.evidence))
        yield OpenQuestion(
            "On which date and at which time did the undated steps take place?",
            "Their times are only partly stated.",
            cited,
        )
        return
    for event in loose:
        yield OpenQuestion(
            f"On which date and at which time did this take place: {event.text.rstrip('.')}?",
            "Its time is only partly stated.",
            event.evidence,
        )


def about_onset(incident: Incident, events: tuple[TimelineEvent, ...]) -> Iterator[OpenQuestion]:
    """Yield a question on the first new warning of the log, where no note tells the start."""
    if start_of(events) is not None:
        return
    moved = [change.time.at for change in incident.changes if change.time is not None]
    line = logmarks.newcomer(incident, before=detection_of(events), after=moved)
    if line is not None:
        said = logmarks.message(line, incident.people)
        yield OpenQuestion(
            f"Did the harmful behaviour begin by the time of this log line: {said}?",
            "No note tells the start; it is the first warning or error of a new kind in the log.",
            (line.id,),
        )
