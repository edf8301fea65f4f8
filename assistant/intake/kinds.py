"""Tells a note from a log from a version history: by content first, by name second."""

from __future__ import annotations

import re
from pathlib import PurePath

from assistant.incident import Kind
from assistant.intake.history import historyform
from assistant.intake.logs import logline, recordlists, slowpath
from assistant.intake.notes import noteforms
from assistant.intake.traces import traceform

_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|CRIT|FATAL|SEVERE|ALERT)"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?"
# A stamp at the head: numbers of a date and a time, syslog's "May  4 09:12:33", a bare clock with
# seconds, an epoch, glog's "I0504 09:12:33", HDFS's "081109 203615".
_STAMPED = re.compile(
    r"(?:\([^()]{1,80}\) [A-Z]{4,9} |[^\t]{1,80}\t[^\t]{1,80}\t(?=\d{4}-\d\d-\d\dT\S{8,18}Z)"
    r"|[\s\[(<]{0,3}(?:\S{1,40} |[A-Z]{4}(?=\[))?)[\[(]?(?:"
    r"\d{2,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?:[T_ :]{1,3}| - (?=\S{8} \|))\d{1,2}:\d\d"
    r"|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d"
    r"|\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d"
    r"|\d\d:\d\d:\d\d"
    r"|\d{8}T\d{6}"
    r"|[IWEF]\d{4} \d\d:\d\d:\d\d"
    r"|\d{6} \d{6} \d"
    r"|1\d{9}(?:[.,]\d{1,6}|\d{3})?\b)"
)
_LEVELLED = re.compile(rf"(?<![\w-])(?:{_LEVEL}|{_LEVEL.lower()})(?![\w-])")
# "INFO[0042] ", the level and the seconds since the start.
_SINCE = re.compile(r"(?:TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[\d{4,9}\] ")
_CLF = re.compile(r"\S{1,60} \S{1,60} \S{1,60} \[\d\d/[A-Z][a-z]{2}/\d{4}:")
_SECONDS = re.compile(r"\d{1,2}:\d\d:\d\d|\d{6}T?\d{0,2} ?\d{6}|\b1\d{9}")
# What a page of Markdown holds and no log does.
_PAGE = re.compile(r"#{1,3} \w+(?:\W+\w+)|\*\*[A-Z][^*:]{2,40}:\*\*")
_PAIRS = re.compile(r"(?<!\S)[A-Za-z_][\w.]{0,40}=\S")
_LOGFMT = re.compile(r"(?:time|ts|timestamp)=\S.{0,80}\b(?:level|lvl|severity)=", re.IGNORECASE)
# "stamp Name: words" and "stamp - Name: words" are chat, unless the name looks like a logger.
_CHAT = re.compile(
    rf"[\[(]?[^\]A-Za-z]{{0,24}}{_CLOCK}(?:\s?[AaPp]\.?[Mm]\.?)?[\])]?[\s\-–]{{1,4}}"
    r"<?@?[A-ZÀ-Þ][\w.'’-]{0,30}(?: [A-ZÀ-Þ(][\w.'’)-]{0,30}){0,3}>?: \S"
)
_CONTINUED = re.compile(r"\s|Traceback |Caused by:|\}|\]|\.\.\. \d+ more")
_HISTORY_WORDS = frozenset(
    {"changelog", "changes", "history", "versions", "releases", "gitlog", "commits"}
)
_HISTORY_ENDINGS = frozenset({".diff", ".patch"})
_LOG_ENDINGS = frozenset({".log", ".jsonl", ".ndjson", ".out", ".err"})
_SAMPLED = 400
_OPENING = 12_000


def detect(name: str, head: str) -> Kind:
    """Return the kind of an input from its name and the first part of its text."""
    path = PurePath(name.lower())
    words = set(re.split(r"[^a-z]+", path.name))
    if traceform.looks_like(head):
        return "log"
    if noteforms.looks_like(head):
        return "note"
    if historyform.looks_like(_start(head), name):
        return "history"
    if slowpath.is_exported(head):
        return "log"
    if noteforms.is_table(head):
        return "note"
    if recordlists.looks_like(head) or _is_log(head):
        return "log"
    if words & _HISTORY_WORDS or path.suffix in _HISTORY_ENDINGS:
        return "history"
    if path.suffix in _LOG_ENDINGS or re.search(r"\.log\.\d+$", path.name):
        return "log"
    return "note"


def _start(head: str) -> str:
    """Return the first whole lines of a head: a history shows its form at once."""
    if len(head) <= _OPENING:
        return head
    cut = head.rfind("\n", 0, _OPENING)
    return head[: cut + 1] if cut > 0 else head[:_OPENING]


def _is_log(head: str) -> bool:
    seen = hits = 0
    lines = head.split("\n")[:_SAMPLED]
    written = any(map(_PAGE.match, lines))
    for line in lines:
        if not line.strip() or _CONTINUED.match(line):
            continue
        seen += 1
        told = is_log_line(line if line.startswith("{") else line[:600])
        # Under a heading a time with its seconds is one that people copied.
        hits += told and (not written or _LEVELLED.search(line[:120]) is not None)
    return hits * 2 > seen > 0


def is_log_line(line: str) -> bool:
    """Return whether a line looks written by a program: a stamp with a level, seconds or pairs."""
    if line.startswith("{"):
        record = logline.record(line)
        if record is None:
            return bool(re.match(r'\{"(?:time|ts|timestamp|@timestamp|level)":', line))
        keys = {key.lower() for key in record}
        words = logline.vocabulary()
        return bool(keys & words.timed and keys & words.told)
    if _CLF.match(line) or _LOGFMT.match(line) or _SINCE.match(line):
        return True
    if not _STAMPED.match(line):
        return False
    if _LEVELLED.search(line[:120]) or len(_PAIRS.findall(line)) >= 2:
        return True
    return bool(_SECONDS.search(line[:80])) and not _CHAT.match(line)
