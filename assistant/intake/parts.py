"""Parts of a mixed text: long runs of log lines or of a version history among the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.incident import Change, Evidence, Finding, Kind, LogFile
from assistant.intake.encoding import decode
from assistant.intake.history import comparepage
from assistant.intake.item import Input
from assistant.intake.kinds import detect, is_log_line
from assistant.intake.notes import forms

_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_COMMIT = re.compile(r"commit [0-9a-f]{7,64}\b")
_DIFF = re.compile(r"diff --git a/|--- \S")
_OF_GIT = re.compile(
    r"(?:commit [0-9a-f]{7,64}\b|(?:Author|AuthorDate|Commit|CommitDate|Date|Merge|Refs):\s|    "
    r"|\s*\Z|diff --git |index [0-9a-f]{4,}|[-+ @\\]|(?:new|deleted|old) (?:file )?mode "
    r"|similarity index "
    r"|rename (?:from|to) |Binary files )"
)
_LISTED = re.compile(
    r"(?:changes|releases|versions|history|changelog):\s*\Z|- [A-Za-z_]\w{0,30}:(?:\s|\Z)"
)
_OF_LIST = re.compile(r"- [A-Za-z_]\w{0,30}:(?:\s|\Z)|-\s*\Z|\s{2,}\S|\s*\Z|#")
# A line of a short git log or of `git blame`, and what says that it is one: git's own stamp.
_HASHED = re.compile(r"(?:\* {1,4})?\^?(?=[0-9a-f]{0,39}\d)(?=[0-9a-f]{0,39}[a-f])[0-9a-f]{7,40}\s")
_STAMPED = re.compile(r"\d\d:\d\d:\d\d (?:\d{4} )?[+\-]\d{4}\b|T\d\d:\d\d:\d\d(?:Z|[+\-]\d\d:\d\d)")
_COMMAND = re.compile(r"\W{0,6}git\s(?:-\S{1,40}\s){0,3}(?:log|blame|annotate|shortlog|reflog)\b")
# A row of a table that the AWS command line draws; Jira's headings have bars in pairs within.
_BOXED = re.compile(r"\|\|(?:[^|]{1,200}\|){2,30}\|\s{0,4}\Z")
_OF_BOX = re.compile(r"[|+\-].*[|+\-]\s{0,4}\Z")
_CONTINUED = re.compile(
    r"\s+\S|Traceback |Caused by:|[A-Za-z_.]{3,80}(?:Error|Exception)\b|\.\.\. \d+ more"
)
_CHAT = re.compile(
    r"[\[(]?[\d\-/ T:.]{4,24}(?: ?[AaPp][Mm])?[\])]?\s{1,3}(?:- )?<?[^\W\d_][\w.' -]{1,40}>?:\s"
)
_LEVELS = (
    "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "ERR", "CRITICAL", "CRIT",
    "FATAL", "SEVERE",
)  # fmt: skip
# Each way opens with a plain character, what stands before it is asked second: so a search skips
# ahead to the few places where one may be.
_STRONG = re.compile(
    "|".join(rf"{level[0]}(?<![\w-].){level[1:]}(?![\w-])" for level in _LEVELS)
    + r"|l(?:(?<=^l)|(?<=\sl))evel=|\" \d{3} \d|\{(?<=^\{)|\[(?<=\w\[)\d{1,7}\]: "
)
# What every line but a log's has at its beginning where a run of another kind, or a fence, may be.
_OPENS = re.compile(
    r"\s{0,3}(?:```|~~~)|commit [0-9a-f]|diff --git a/|--- \S|- [A-Za-z_]"
    r"|(?:changes|releases|versions|history|changelog):\s*\Z|\|\|[^|]"
    r"|Comparing changes\s*\Z|\s{0,4}Commits on [A-Z0-9]"
    r"|(?:\* {1,4})?\^?(?=[0-9a-f]{0,39}\d)[0-9a-f]{7,40}\s"
)
# A line of notes that opens with a clock time, and words after it.
_STEP = re.compile(
    r"[\s\-*•~]{0,6}[\[(]?\d{1,2}:\d\d[\])]?(?: ?[AaPp][Mm])?(?: UTC| GMT)?\s[^\W\d_]"
)
_NOTES = frozenset({".txt", ".md", ".text", ""})
_LONGEST = 600
_LARGEST = 2_000_000
# A run is a part of its own from so many lines on; within a fence it is an excerpt for longer.
_LEAST = 8
_LEAST_FENCED = 25
_LEAST_HISTORY = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A run of lines of another kind than the notes around it: its first line, counted from 1."""

    item: Input
    first: int


def split(item: Input, text: str) -> tuple[str, tuple[Part, ...]]:
    """Return the notes with the runs of other kinds blank, and those runs as inputs.

    Only long and clear runs are taken out; whatever is in doubt stays with the notes.
    """
    lines = text.split("\n")
    parts: list[Part] = []
    for start, end, kind in _runs(lines):
        run = "\n".join(lines[start:end])
        if detect("", run) != kind:
            continue
        name = f"{item.name}, lines {start + 1} to {end}"
        parts.append(Part(Input(name, kind, data=run.encode("utf-8", "replace")), start + 1))
        lines[start:end] = [""] * (end - start)
    if not any(line.strip() for line in lines):
        return text, ()
    return "\n".join(lines), tuple(parts)


def expand(inputs: Sequence[Input]) -> tuple[tuple[Input, ...], dict[str, int]]:
    """Return the inputs with mixed texts taken apart, and the first line of each part by name.

    A text whose kind a person stated stays whole.
    """
    found: list[Input] = []
    firsts: dict[str, int] = {}
    for item in inputs:
        data = b"" if item.stated else _small(item)
        if not data or not forms.is_plain(data):
            found.append(item)
            continue
        rest, parts = split(item, decode(data).text)
        if not parts or (item.kind != "note" and not _is_told(rest)):
            found.append(item)
            continue
        found.append(replace(item, kind="note", path=None, data=rest.encode("utf-8", "replace")))
        for part in parts:
            found.append(part.item)
            firsts[part.item.name] = part.first
    return tuple(found), firsts


def _small(item: Input) -> bytes:
    """Return the bytes of what may be a mixed text, none of a file that is a log by its size."""
    if item.kind == "note" or item.path is None:
        return item.raw()
    if item.path.suffix.lower() not in _NOTES or item.path.stat().st_size > _LARGEST:
        return b""
    return item.raw()


def _is_told(rest: str) -> bool:
    """Return whether what is left beside the runs of a log or history is notes of people."""
    told = sum(bool(_CHAT.match(line)) or bool(_STEP.match(line)) for line in rest.split("\n"))
    return told >= 2


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int, Kind]]:
    """Yield where runs begin and end, and of which kind they are."""
    past = 0
    fenced = False
    # Next to no line of notes opens anything, which takes two looks to see.
    telling = (
        n
        for n, line in enumerate(lines)
        if _OPENS.match(line, 0, _LONGEST) or _STRONG.search(line, 0, _LONGEST)
    )
    for at in list(telling):
        if at < past:
            continue
        text = lines[at][:_LONGEST]
        if _FENCE.match(text):
            fenced = not fenced
        found: tuple[int, Kind] | None = None
        least = _LEAST_HISTORY
        if _COMMIT.match(text) or (_DIFF.match(text) and _opens_diff(lines, at)):
            found = _end(lines, at, _OF_GIT), "history"
        elif _LISTED.match(text):
            found = _end(lines, at + 1, _OF_LIST), "history"
        elif _HASHED.match(text) and _is_gits(lines, at):
            found, least = (_end(lines, at, _HASHED), "history"), 1
        elif comparepage.opens(text):
            found, least = (comparepage.end(lines, at), "history"), 3
        elif _BOXED.match(text):
            found, least = (_end(lines, at, _OF_BOX), "history"), 1
            while at > past and _OF_BOX.match(lines[at - 1][:_LONGEST]):
                at -= 1
        elif _is_logged(text):
            end, count = _log_end(lines, at)
            if count >= (_LEAST_FENCED if fenced else _LEAST):
                found = end, "log"
            else:
                past = end
        if found is not None and (found[1] == "log" or found[0] - at >= least):
            yield at, found[0], found[1]
            past = found[0]


def _is_gits(lines: Sequence[str], at: int) -> bool:
    """Return whether a line with a hash is git's: by its stamp, or the command above it."""
    above = next((text for text in reversed(lines[max(at - 3, 0) : at]) if text.strip()), "")
    return bool(_COMMAND.match(above[:_LONGEST]) or _STAMPED.search(lines[at], 0, _LONGEST))


def _opens_diff(lines: Sequence[str], at: int) -> bool:
    near = [line[:3] for line in lines[at : at + 8]]
    return "+++" in near and "@@ " in near


def _end(lines: Sequence[str], at: int, belongs: re.Pattern[str]) -> int:
    while at < len(lines) and belongs.match(lines[at][:_LONGEST]):
        at += 1
    while at > 0 and not lines[at - 1].strip():
        at -= 1
    return at


def _is_logged(text: str) -> bool:
    return bool(_STRONG.search(text)) and is_log_line(text) and not _CHAT.match(text)


def _log_end(lines: Sequence[str], at: int) -> tuple[int, int]:
    """Return where a run of log lines ends, and how many of its lines are stamped ones."""
    count, end, loose = 0, at, 0
    while at < len(lines) and loose <= 40:
        text = lines[at][:_LONGEST]
        at += 1
        if _is_logged(text):
            count, end, loose = count + 1, at, 0
        elif text.strip() and _CONTINUED.match(text):
            loose += 1
            end = at
        elif text.strip() or not loose <= 1:
            break
    return end, count


def moved(line: Evidence, prefix: str, first: int) -> Evidence:
    """Return the evidence of a part by its line in the whole text."""
    number = line.line + first - 1
    return replace(line, line=number, id=f"{prefix}{number}")


def moved_ids(ids: Sequence[str], prefix: str, first: int) -> tuple[str, ...]:
    """Return evidence ids of a part as they are in the whole text."""
    return tuple(f"{prefix}{int(i.removeprefix(prefix)) + first - 1}" for i in ids)


def moved_change(change: Change, prefix: str, first: int) -> Change:
    """Return a change of a part with its evidence in the whole text."""
    return replace(change, evidence=moved_ids(change.evidence, prefix, first))


def moved_finding(finding: Finding, prefix: str, first: int) -> Finding:
    """Return a finding on a part with its evidence in the whole text."""
    return replace(finding, evidence=moved_ids(finding.evidence, prefix, first))


def moved_log(log: LogFile, first: int) -> LogFile:
    """Return what a log part holds with its sample lines in the whole text."""
    templates = tuple(
        replace(t, lines=tuple(number + first - 1 for number in t.lines)) for t in log.templates
    )
    return replace(log, templates=templates)
