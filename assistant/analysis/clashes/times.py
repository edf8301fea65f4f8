"""Times that disagree: reports before the start, a phase told twice, notes against the history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from assistant.analysis import told as told_by
from assistant.analysis.changes import ChangeFact
from assistant.analysis.clashes.clash import Contradiction, both, clock, stamp, told
from assistant.analysis.durations import start_event
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.layout import Placed
from assistant.analysis.mentions import usable
from assistant.analysis.phrases import clip, plain, roles, sentence_at, tokens
from assistant.analysis.timeline import TimelineEvent
from assistant.analysis.told import label_of
from assistant.analysis.vocabulary import number, phrases
from assistant.incident import Evidence, Incident, Mention

_SECONDS = {"seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "days": 86400.0, "weeks": 604800.0}
_DAY = 86400.0
_EARLY_DAYS = 7  # before the start; an older report belongs to something else
_LEAST = 120.0  # seconds by which two times of one thing differ at the least


def reports(incident: Incident, events: tuple[TimelineEvent, ...]) -> Iterator[Contradiction]:
    """Yield each report of the behaviour that is told for a time before its start."""
    lines = incident.by_id()
    start = start_event(events)
    if start is None or start.time is None:
        return
    moved = _nearest(events, start.time)
    for event in events:
        if event.time is None or event.precision == "day" or event.time >= start.time:
            continue
        if event.phase not in {"event", "detected"}:
            continue
        if not _reports(event) or (start.time - event.time).days >= _EARLY_DAYS:
            continue
        text = (
            f"A report is told for {clock(event, lines)}, but the behaviour is said to have begun"
            f" at {clock(start, lines)}"
        )
        cited = [event.evidence, start.evidence]
        if moved is not None and moved.time and event.time and event.time < moved.time:
            text += f", after a change at {clock(moved, lines)} ({told(moved)})"
            cited.append(moved.evidence[:3])
        yield Contradiction(f"{text}.", both(*cited), "time")


def _reports(event: TimelineEvent) -> bool:
    """Return whether a step tells that somebody saw or reported the behaviour."""
    listed = (("questions", "reports", "cues"), ("phases", "detected", "perceives"))
    if any(phrases(*place).found(event.text) for place in listed):
        return True
    return told_by.reported(event.text)


def _nearest(events: tuple[TimelineEvent, ...], start: datetime) -> TimelineEvent | None:
    """Return the last change that the timeline tells before the start, with its time."""
    before = [
        e
        for e in events
        if e.phase == "change" and e.precision != "day" and e.time is not None and e.time <= start
    ]
    return before[-1] if before else None


def phases(incident: Incident, events: tuple[TimelineEvent, ...]) -> Iterator[Contradiction]:
    """Yield each phase that the notes label with two different times."""
    lines = incident.by_id()
    first: dict[str, TimelineEvent] = {}
    for event in events:
        if event.time is None or event.precision == "day":
            continue
        for phase in _labelled(event, lines):
            known = first.setdefault(phase, event)
            if known is event or known.time is None:
                continue
            if set(known.evidence) & set(event.evidence):
                continue
            if abs((event.time - known.time).total_seconds()) >= _LEAST:
                yield Contradiction(
                    f"Two lines give the time {_NOUNS[phase]}: {clock(known, lines)} and "
                    f"{clock(event, lines)}.",
                    both(known.evidence, event.evidence),
                    "time",
                )


_NOUNS = {
    "start": "at which it began",
    "detected": "at which it was detected",
    "acknowledged": "at which it was acknowledged",
    "mitigated": "at which it was mitigated",
    "resolved": "at which it was resolved",
}


def _labelled(event: TimelineEvent, lines: Mapping[str, Evidence]) -> set[str]:
    """Return the phases that the lines of a step name with a label ("Detected: 09:14")."""
    found = set()
    for name in event.evidence:
        line = lines.get(name)
        for mention in line.mentions if line is not None and line.kind == "note" else ():
            if line is None or mention.moment is None or mention.moment.at != event.time:
                continue
            lead = line.text[max(0, mention.start - 48) : mention.start]
            bare = plain(lead.replace("|", " ")).strip(" :*_-–(")
            phase = label_of(bare) if bare and len(tokens(bare)) <= 4 else None
            if phase in _NOUNS:
                found.add(str(phase))
    return found


def recorded(
    incident: Incident, events: tuple[TimelineEvent, ...], changes: tuple[ChangeFact, ...]
) -> Iterator[Contradiction]:
    """Yield each change that the notes tell for a time other than that of the history.

    A deployment may follow its commit by a while; one told before it was recorded may not.
    """
    lines = incident.by_id()
    lag = number("contradictions", "lag_minutes") * 60
    named = Counter(name for change in changes for name in _names(change))
    noted = [
        event
        for event in events
        if event.time is not None
        and event.precision != "day"
        and event.phase != "resolved"
        and all(lines[e].kind == "note" for e in event.evidence if e in lines)
    ]
    told_in: dict[str, list[int]] = {}
    for place, event in enumerate(noted):
        for word in set(tokens(event.text)) & named.keys():
            told_in.setdefault(word, []).append(place)
    for change in changes:
        names = {name for name in _names(change) if named[name] == 1}
        if change.time is None or not names:
            continue
        for place in sorted({place for name in names for place in told_in.get(name, ())}):
            event = noted[place]
            if event.time is None or set(event.evidence) & set(change.evidence):
                continue
            if not _goes_out(event.text):
                continue
            apart = (event.time - change.time).total_seconds()
            if -_LEAST < apart <= lag or abs(apart) > _DAY:
                continue
            yield Contradiction(
                f"The notes tell a change for {clock(event, lines)} ({told(event)}); the history "
                f"records it for {stamp(change.time)}.",
                both(event.evidence, change.evidence[:3]),
                "time",
            )
            break


def _names(change: ChangeFact) -> set[str]:
    """Return the names by which a text tells a change: its new version, where it has one."""
    named = {t for t in tokens(change.after or "") if any(c.isdigit() for c in t) and len(t) > 1}
    return named if len(tokens(change.after or "")) <= 3 else set()


def _goes_out(text: str) -> bool:
    return told_by.credible(text, phrases("phases", "change", "cues"))


def within_lines(incident: Incident, notes: Sequence[Placed]) -> Iterator[Contradiction]:
    """Yield each line in which two times are told and said not to fit together."""
    for placed in notes:
        line = placed.line
        times = [m for m in usable(line.text, line.mentions) if m.moment is not None]
        times = [m for m in times if m.moment and m.moment.precision != "day"]
        if len(times) < 2 or placed.cells:
            continue
        cue = phrases("contradictions", "clash", "cues").span(line.text)
        asked = "?" in line.text
        head = times[0].start < 24 and not _worded(line.text[: times[0].start])
        inner = times[1:] if head and len(times) > 2 else times
        if cue is None or len(inner) < 2 or not (asked or not head):
            continue
        one, other = inner[0], inner[1]
        if one.moment == other.moment or not (one.end <= cue[0] or asked):
            continue
        said = clip(roles(plain(_around(line, one, other)), incident.people), 220)
        yield Contradiction(
            f"One line gives two times that it says do not fit, {_span(line, one)} and "
            f"{_span(line, other)}: {said}",
            (line.id,),
            "time",
        )


def _worded(text: str) -> bool:
    return len(tokens(text)) > 1


def _span(line: Evidence, mention: Mention) -> str:
    return line.text[mention.start : mention.end].strip(" ,;:-")


def _around(line: Evidence, one: Mention, other: Mention) -> str:
    first = sentence_at(line, one.start, ())
    second = sentence_at(line, other.start, ())
    return first if first == second else f"{first.rstrip(' .')}. {second}"


def lengths(
    incident: Incident, events: tuple[TimelineEvent, ...], figures: tuple[ImpactFigure, ...]
) -> Iterator[Contradiction]:
    """Yield each stated duration that no two phases of the timeline bear out."""
    share = number("contradictions", "duration_share")
    slack = number("contradictions", "duration_minutes") * 60
    held = [
        e
        for e in events
        if e.phase in {"start", "detected", "mitigated", "resolved"}
        and e.time is not None
        and e.precision != "day"
    ]
    if not any(e.phase == "start" for e in held) or len(held) < 2:
        return
    spans = [
        abs((two.time - one.time).total_seconds())
        for i, one in enumerate(held)
        for two in held[i + 1 :]
        if one.time and two.time
    ]
    start, end = held[0], held[-1]
    for figure in figures:
        stated = figure.value * _SECONDS.get(figure.unit, 0.0)
        if figure.measure != "duration" or not stated:
            continue
        if phrases("impact", "cues", "waits").found(figure.text):
            continue  # how long people waited, not how long it lasted
        if any(abs(stated - s) <= max(share * s, slack) for s in spans):
            continue
        whole = abs((end.time - start.time).total_seconds()) if end.time and start.time else 0.0
        lines = incident.by_id()
        yield Contradiction(
            f"The notes state a duration of {figure.value:g} {figure.unit}; from "
            f"{clock(start, lines)} to {clock(end, lines)} the timeline gives "
            f"{_minutes(whole)}.",
            both(figure.evidence, start.evidence, end.evidence),
            "time",
        )


def _minutes(seconds: float) -> str:
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} days {hours % 24} h"
    return f"{hours} h {rest} min" if hours else f"{rest} min"


__all__ = ["lengths", "phases", "recorded", "reports", "within_lines"]
