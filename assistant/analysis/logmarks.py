"""Log landmarks: the first and last line of the worst levels, so that a log does not flood."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.analysis import arrivals
from assistant.analysis.phrases import clip, has_words, plain, roles, tokens
from assistant.analysis.vocabulary import words
from assistant.incident import Evidence, Incident, Moment
from assistant.intake.logs import headers, logline, statuses
from assistant.intake.traces import traceform

_LEVEL = re.compile(r"(?<![\w/])([A-Z]{4,9}|[a-z]{4,9}|[A-Z][a-z]{3,8})(?![\w/])")
_FIELD = re.compile(r'"([\w@.-]{1,40})"\s*:\s*"((?:[^"\\]|\\.)*)"')
_PAIR = re.compile(r'(?<![\w"])([\w@.-]{1,40})="((?:[^"\\]|\\.)*)"')
_HEAD = 240
_FIELDS = 4000  # characters of a line in which its fields are looked for
_NEAR = 40  # characters after the time of a log line in which its level stands
_DATED = 10  # digits of a time that tells its date as well
_LEVELS = 2  # words ahead of the JSON of a line: its level and logger
_ANSWERED = 2  # how grave an answer is that failed by the fault of a server
_CITED = 5  # lines of a span beside the one that names it
_WORDED = 3  # words of a field that says something
_LEAD = re.compile(r"(?:[\s\])>|:,-]|\[(?!\")[^\[\]]{0,40}\])*")
# "quote-1 hector[902]: ", the host and the program of a line of syslog
_PROGRAM = re.compile(r"(?:[\w.-]{1,60}\s)?[\w./-]{1,40}\[\d{1,7}\]:\s+")
# "29#29: *8890 ", "ERROR/ForkPoolWorker-3] ", "stderr F ", "ERROR [core.py:590] "
_HEADER = re.compile(
    r"[^A-Za-z]{1,80}|(?:[A-Z]{4,9} )?\S{1,80}\]\s*|std(?:out|err) [FP] (?:\[\w{1,12}\] )?"
    r"|.{0,80}?[\w./-]{1,80}:\d{1,6}\]\s*"
)
# What stands in a header beside the names of a level and a logger.
_MARKED = re.compile(r"[\d\[\](){}<>|#]")
_PAIRED = re.compile(r"[A-Za-z_][\w.]{0,40}=")
_ESCAPED = re.compile(r"\\(?!u)(.)")
_ROW = re.compile(r'[\d.Z+:]{0,12}"?,"?\S')
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*")


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
    return _told_apart(line.text) if line.kind == "log" else None


def _told_apart(text: str) -> int | None:
    """Return how grave a line of a log is whose level is cut, a number or the status it answers."""
    level = logline.common_level(headers.split(text)[0])
    if level is None:
        return _ANSWERED if statuses.of(text) == statuses.SERVER else None
    if level in words("logs", "levels", "fatal"):
        return 0
    return 1 if level in words("logs", "levels", "error") else None


def is_pasted(line: Evidence) -> bool:
    """Return whether a note line is a log's: a full time, then the name of a level."""
    first = line.mentions[0] if line.kind == "note" and line.mentions else None
    if first is None or first.moment is None or has_words(line.text[: first.start]):
        return False
    digits = sum(c.isdigit() for c in line.text[first.start : first.end])
    if digits < _DATED and first.moment.precision not in {"second", "millisecond"}:
        return False
    lead = line.text[first.end : first.end + _NEAR]
    levels = {*words("logs", "levels", "calm"), *words("logs", "levels", "warned")}
    return any(m.group() in levels for m in _LEVEL.finditer(lead))


def errors(incident: Incident) -> tuple[Evidence, ...]:
    """Return the log lines of the worst level present, by time; empty where there is no error."""
    graded = _by_grade(incident.of_kind("log"))
    return graded[min(graded)] if graded else ()


def _by_grade(lines: Iterable[Evidence]) -> dict[int, tuple[Evidence, ...]]:
    """Return the timed lines of each grade, by time."""
    found: dict[int, list[Evidence]] = {}
    for line in lines:
        grade = level_of(line) if line.time is not None else None
        if grade is not None:
            found.setdefault(grade, []).append(line)
    return {
        grade: tuple(sorted(of_grade, key=lambda one: one.time.at.timestamp() if one.time else 0.0))
        for grade, of_grade in found.items()
    }


def newcomer(
    incident: Incident, *, before: datetime | None, after: Sequence[datetime]
) -> Evidence | None:
    """Return the first warning or error of a kind that the log did not hold from its beginning.

    It is tied to the harm by coming before the detection and after one of the changes, or by
    sharing its words with the notes; None where there is no such line.
    """
    at = {(line.source, line.line): line for line in incident.of_kind("log")}
    notes = {t for line in incident.of_kind("note") for t in tokens(line.text[:4000]) if len(t) > 4}
    common = set(words("questions", "common", "words"))
    found: list[tuple[float, Evidence]] = []
    for file in incident.logs:
        for template in file.templates:
            line = at.get((file.source, template.lines[0])) if template.lines else None
            first = template.first.at if template.first else None
            if line is None or first is None or file.first is None or template.level is None:
                continue
            calm = template.level.upper() not in words("logs", "levels", "warned")
            if calm or first <= file.first.at or (before is not None and first > before):
                continue
            said = {t for t in tokens(message(line, incident.people)) if len(t) > 4} - common
            if said & notes or any(moved <= first for moved in after):
                found.append((first.timestamp(), line))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def message(line: Evidence, people: tuple[str, ...]) -> str:
    """Return what a log line says after its time stamp, with roles for people, clipped."""
    start = 0
    if line.mentions and line.mentions[0].start < 40:
        start = line.mentions[0].end
    lead = _LEAD.match(line.text[start:])
    start += lead.end() if lead else 0
    program = _PROGRAM.match(line.text, start)
    start = program.end() if program else start
    start = _past_header(line.text, start) if line.kind == "log" else start
    named = _field(line.text[:_FIELDS], start) or _cell(line, people)
    if named is not None:
        return clip(roles(plain(_within(named)), people), 200)
    return clip(roles(plain(line.text[start : start + 1000]), people), 200)


def _past_header(text: str, start: int) -> int:
    """Return where a line goes on behind numbers, a process or a place in code; else `start`."""
    said = headers.split(text)[1]
    at = len(text.rstrip()) - len(said)
    if start >= at or not text.startswith(said, at):
        return start
    behind = _HEADER.fullmatch(text, start, at) or _MARKED.search(text, start, at)
    return at if behind else start


def _cell(line: Evidence, people: tuple[str, ...]) -> str | None:
    """Return the cell of an exported row that says most, None where the line is none.

    A row's time is a cell of its own: a comma stands right behind it.
    """
    if not line.mentions or not _ROW.match(line.text, line.mentions[0].end):
        return None
    cells = next(csv.reader([line.text[:_FIELDS].replace("\r", " ")]), [])
    said = max(cells, key=lambda cell: len(_letters(roles(cell, people))), default="")
    return said if len(_letters(said)) >= _WORDED else None


def _letters(cell: str) -> list[str]:
    return [token for token in tokens(cell) if token[0].isalpha()]


def _within(value: str) -> str:
    """Return what a JSON value says: that of the line of a program where it wraps one."""
    said = _ESCAPED.sub(lambda found: _escaped(found[1]), value).strip()
    inner = _field(said, 0) if said.startswith("{") or _PAIRED.match(said) else None
    if inner is not None:
        return _within(inner)
    stamp = _STAMP.match(said)
    lead = _LEAD.match(said, stamp.end()) if stamp else None
    return said[lead.end() :] if lead else said


def _escaped(letter: str) -> str:
    return {"n": " ", "t": " ", "r": " "}.get(letter, letter)


def _field(text: str, start: int) -> str | None:
    """Return the message among the fields of what is all JSON or "key=value", else None.

    `start` is where the text begins after its time stamp.

    Of JSON without a known name it is the longest value that reads as words.
    """
    brace = text.find("{")
    structured = brace >= 0 and len(tokens(text[min(start, brace) : brace])) <= _LEVELS
    values = [
        (m.group(1).lower(), m.group(2)) for m in (_FIELD if structured else _PAIR).finditer(text)
    ]
    for name in words("logs", "fields", "message" if structured else "paired"):
        for key, value in values:
            if key == name and has_words(value):
                return value
    worded = [value for _, value in values if len(tokens(value)) >= _WORDED]
    return max(worded, key=len) if structured and worded else None


def landmarks(incident: Incident) -> tuple[Landmark, ...]:
    """Return the first and last fatal line and error of the logs, and those of the traces.

    Beside them stand the first lines of errors that are new soon after a change. Answers that
    failed count where nothing else tells an error. In logs without errors it is the first warning
    that is new after a change, or that the notes speak of.
    """
    apart = _without_levels(incident)
    graded = _by_grade([line for line in incident.of_kind("log") if line.source not in apart])
    if graded.keys() - {_ANSWERED}:
        graded.pop(_ANSWERED, None)
    ends = [end for found in graded.values() for end in dict.fromkeys((found[0], found[-1]))]
    ends += arrivals.of_others(graded, {line.source for line in ends})
    failed = _failed(incident, apart)
    moved = [change.time.at for change in incident.changes if change.time is not None]
    new = arrivals.errors(incident, apart, moved)
    if new:
        # What was there all along, before the change and to the end, is not what came of it.
        ends = [one for one in ends if not level_of(one) or not arrivals.is_lasting(incident, one)]
    ends += [line for line in new if line not in ends]
    if not ends and not failed:
        first = newcomer(incident, before=None, after=moved)
        ends = [first] if first is not None else []
    marks = []
    for line in ends:
        text = message(line, incident.people)
        if line.time is not None and has_words(text):
            marks.append(Landmark(line.time, text, (line.id,)))
    return (*marks, *failed)


def _without_levels(incident: Incident) -> frozenset[str]:
    """Return the logs whose lines are told by their templates alone: the exports of traces."""
    told: set[str] = set()
    texts: dict[str, list[str]] = {}
    for line in incident.of_kind("log"):
        texts.setdefault(line.source, []).append(line.text)
        if level_of(line) is not None:
            told.add(line.source)
    traced = {call.source for call in incident.calls}
    traced |= {source for source in told - traced if traceform.tell_spans(texts[source])}
    return frozenset(file.source for file in incident.logs) - (told - traced)


def _failed(incident: Incident, sources: frozenset[str]) -> tuple[Landmark, ...]:
    """Return when the first and the last span failed of those whose lines were kept."""
    at = {(line.source, line.line): line for line in incident.of_kind("log")}
    names = {*words("logs", "levels", "fatal"), *words("logs", "levels", "error")}
    found = []
    for file in incident.logs if sources else ():
        for template in file.templates if file.source in sources else ():
            for time, place in ((template.first, 0), (template.last, -1)):
                line = at.get((file.source, template.lines[place])) if template.lines else None
                if template.level in names and time is not None and line is not None:
                    found.append((time, template.template, file.source, line))
    found.sort(key=lambda one: one[0].at)
    marks = []
    for time, told, source, line in dict.fromkeys([*found[:1], *found[-1:]]):
        # What varies stands in the line, not in its template.
        text = told if logline.HOLE not in told else message(line, incident.people)
        text = clip(roles(plain(text), incident.people), 200)
        if has_words(text):
            cited = (line.id, *_beside(incident, source, time, told))
            marks.append(Landmark(time, text, tuple(dict.fromkeys(cited))))
    return tuple(marks)


def _beside(incident: Incident, source: str, time: Moment, told: str) -> tuple[str, ...]:
    """Return the lines of a span that tell its time and the words told of it."""
    said = set(tokens(told))
    near = [
        line.id
        for line in incident.of_kind("log")
        if line.source == source and line.time is not None and line.time.at == time.at
        if line.mentions or not said.isdisjoint(tokens(line.text[:_FIELDS]))
    ]
    return tuple(near[:_CITED])
