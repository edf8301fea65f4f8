"""Log landmarks: the first and the last line of the worst level, so that a log does not flood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.analysis.phrases import clip, has_words, plain, roles
from assistant.analysis.vocabulary import words
from assistant.incident import Evidence, Incident, Moment

_LEVEL = re.compile(r"(?<![\w/])([A-Z]{4,9}|[a-z]{4,9}|[A-Z][a-z]{3,8})(?![\w/])")
_NAMED = re.compile(r'"(?:msg|message|event|error)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_HEAD = 240
_LEAD = re.compile(r"^(?:[\s\])>|:,-]|\[[^\[\]]{0,40}\])*")


@dataclass(frozen=True, slots=True)
class Landmark:
    """One log line worth a place on the timeline."""

    moment: Moment
    text: str
    evidence: tuple[str, ...]


def level_of(line: Evidence) -> int | None:
    """Return how grave a log line is (0 is gravest), or None where it is no error."""
    grades = words("logs", "levels", "fatal"), words("logs", "levels", "error")
    for found in _LEVEL.finditer(line.text[:_HEAD]):
        word = found.group().upper()
        for grade, names in enumerate(grades):
            if word in names:
                return grade
        if word in words("logs", "levels", "calm"):
            return None
    return None


def errors(incident: Incident) -> tuple[Evidence, ...]:
    """Return the log lines of the worst level present, by time; empty where there is no error."""
    graded = [(level_of(line), line) for line in incident.of_kind("log")]
    grades = [grade for grade, _ in graded if grade is not None]
    if not grades:
        return ()
    worst = [line for grade, line in graded if grade == min(grades) and line.time is not None]
    return tuple(sorted(worst, key=lambda line: line.time.at.timestamp() if line.time else 0.0))


def message(line: Evidence, people: tuple[str, ...]) -> str:
    """Return what a log line says after its time stamp, with roles for people, clipped."""
    named = _NAMED.search(line.text[:4000])
    if named and line.text.lstrip().startswith("{"):
        return clip(roles(plain(named.group(1)), people), 200)
    start = 0
    if line.mentions and line.mentions[0].start < 40:
        start = line.mentions[0].end
    lead = _LEAD.match(line.text[start:])
    start += lead.end() if lead else 0
    return clip(roles(plain(line.text[start : start + 1000]), people), 200)


def landmarks(incident: Incident) -> tuple[Landmark, ...]:
    """Return the first and last error of the worst level, at most two landmarks."""
    found = errors(incident)
    ends = [found[0], found[-1]] if len(found) > 1 else list(found)
    marks = []
    for line in ends:
        text = message(line, incident.people)
        if line.time is not None and has_words(text):
            marks.append(Landmark(line.time, text, (line.id,)))
    return tuple(marks)
