"""Tells a note from a log from a version history: by content first, by name second."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

from assistant.incident import Kind
from assistant.intake.alike import alike
from assistant.intake.history import historyform
from assistant.intake.logs import headers, layouts, logline, recordlists, slowpath
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
    r"|\d{8}T\d{6}|\d{8}-\d{1,2}:\d{1,2}:\d{1,2}(?::\d{1,3})?\|"
    r"|[IWEF]\d{4} \d\d:\d\d:\d\d"
    r"|\d{6} \d{6} \d"
    r"|1\d{9}(?:[.,]\d{1,6}|\d{3})?\b)"
)
_LEVELLED = re.compile(rf"(?<![\w-])(?:{_LEVEL}|{_LEVEL.lower()})(?![\w-])")
_GRADED = re.compile(rf"{_LEVELLED.pattern}|(?<!\w)(?:VRB|TRC|DBG|INF|WRN|FTL)(?!\w)")
# "INFO:app.rag:ready", "INFO:     10.0.0.1:3 - ", "<134>Nov 20 ", "58m6s   Warning   Unhealthy"
_HEADED = re.compile(
    rf"{_LEVEL}:(?:[\w.\-]{{1,60}}:\S| {{4,6}}\S)|<\d{{1,3}}>\S|####<"
    r"|\d{1,3}[smhd]\S{0,6}\s{2,20}(?:Normal|Warning)\s{2,20}[A-Z]\w{3,40}\s"
)
# "INFO[0042] ", the level and the seconds since the start.
_SINCE = re.compile(r"(?:TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[\d{4,9}\] ")
_CLF = re.compile(r"\S{1,60} \S{1,60} \S{1,60} \[\d\d/[A-Z][a-z]{2}/\d{4}:")
_SECONDS = re.compile(r"\d{1,2}:\d\d:\d\d|\d{6}T?\d{0,2} ?\d{6}|\b1\d{9}")
# What a page of Markdown holds and no log does.
_PAGE = re.compile(r"#{1,3} \w+(?:\W+\w+)|\*\*[A-Z][^*:]{2,40}:\*\*")
# A stamp and a sentence of plain words, without the marks that programs write.
_STAMP = (
    r"(?:\d[\d\-/.:,TZ]{6,30}|\d{1,2}[\-/ .][A-Za-z]{3,9}[\-/ .]\d{2,4})"
    r"(?:[ ,]{1,3}\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,6})?)?"
    r"(?: ?(?:[AaPp]\.?[Mm]\.?|Z|[A-Z]{3,4}|[+-]\d\d:?\d\d))?"
)
_BETWEEN = r"[ ,;.!?'’\"“”()%+\-–→&€$£#~]{1,4}"
_WORDED = re.compile(
    rf"[\s>|*\-–\[(]{{0,6}}{_STAMP}[\])]?[\s:,|\-–]{{1,4}}"
    rf"[^\W\d_][^\W_]*(?:{_BETWEEN}[^\W_]+){{1,60}}[ .!?)]{{0,4}}\Z"
)
_PAIRS = re.compile(r"(?<!\S)[A-Za-z_][\w.]{0,40}=\S")
_LOGFMT = re.compile(r"(?:time|ts|timestamp)=\S.{0,80}\b(?:level|lvl|severity)=", re.IGNORECASE)
# "stamp Name: words" and "stamp - Name: words" are chat, unless the name looks like a logger.
_CHAT = re.compile(
    rf"[\[(]?[^\]A-Za-z]{{0,24}}{_CLOCK}(?:\s?[AaPp]\.?[Mm]\.?)?[\])]?[\s\-–]{{1,4}}"
    r"<?@?[A-ZÀ-Þ][\w.'’-]{0,30}(?: [A-ZÀ-Þ(][\w.'’)-]{0,30}){0,3}(?:(?<=Speaker) \d{1,2})?>?: \S"
)
_CONTINUED = re.compile(r"\s|Traceback |Caused by:|\}|\]|\.\.\. \d+ more")
_HISTORY_WORDS = frozenset(
    {"changelog", "changes", "history", "versions", "releases", "gitlog", "commits"}
)
_LOG_WORDS = frozenset({"log", "logs", "syslog", "messages", "stdout", "stderr", "journal"})
_HISTORY_ENDINGS = frozenset({".diff", ".patch"})
_LOG_ENDINGS = frozenset({".log", ".jsonl", ".ndjson", ".out", ".err"})
_SAMPLED = 400
_GRADED_LINES = 40  # of a file, in which its form shows
_MOST_KEPT = 150  # stamped lines of notes that people keep
_OPENING = 12_000


def detect(name: str, head: str) -> Kind:
    """Return the kind of an input from its name and the first part of its text."""
    path = PurePath(name.lower())
    words = set(re.split(r"[^a-z]+", path.name))
    if traceform.looks_like(head):
        return "log"
    if noteforms.looks_like(head):
        return "note"
    if _is_graded_json(head):
        return "log"
    if historyform.looks_like(_start(head), name):
        return "history"
    if slowpath.is_exported(head):
        return "log"
    if noteforms.is_table(head):
        return "note"
    named_log = path.suffix in _LOG_ENDINGS or not words.isdisjoint(_LOG_WORDS)
    if recordlists.looks_like(head) or _is_log(head, named=named_log):
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


def _is_log(head: str, *, named: bool) -> bool:
    """Return whether most lines are a program's; `named` tells that the file's name says so.

    Without such a name, a page of stamps ahead of plain words, each another, are notes that people
    kept.
    """
    seen = hits = 0
    worded: set[str] = set()
    lines = head.split("\n")[:_SAMPLED]
    written = any(map(_PAGE.match, lines))
    for line in lines:
        if not line.strip() or _CONTINUED.match(line):
            continue
        seen += 1
        told = is_log_line(line if line.startswith("{") else line[:600]) or _is_headed(line[:300])
        # Under a heading a time with its seconds is one that people copied.
        hits += told and (not written or _LEVELLED.search(line[:120]) is not None)
        if told and not named and not _GRADED.search(line[:120]) and _WORDED.match(line[:600]):
            worded.add(alike(line))
    kept_by_people = seen <= _MOST_KEPT and len(worded) * 2 > hits
    return hits * 2 > seen > 0 and not kept_by_people


def _is_graded_json(head: str) -> bool:
    """Return whether most lines are JSON objects with a time, a level and a message.

    Such a log may record what was changed, with the old value and the new; it is no list of that.
    """
    lines = [line for line in head.split("\n", _GRADED_LINES)[:_GRADED_LINES] if line.strip()]
    records = [logline.record(line) for line in lines if line.startswith("{")]
    graded = sum(record is not None and _grades(record) for record in records)
    return graded * 2 > len(lines) > 1


def _grades(record: Mapping[str, object]) -> bool:
    keys = {key.lower() for key in record}
    words = logline.vocabulary()
    return bool(keys & words.timed and keys & words.told) and bool(logline.written_level(record))


def _is_headed(line: str) -> bool:
    """Return whether a line has the head that a program puts ahead of its words.

    A level in capitals or as a sign beside a time, a level ahead of a place in the program, the
    priority of syslog, an event of Kubernetes.
    """
    if _HEADED.match(line):
        return True
    stamp = layouts.find(line)
    if stamp is None:
        return False
    level, _ = headers.split(line)
    return level is not None and not level[:1].islower() and level.upper() == level


def is_log_line(line: str) -> bool:
    """Return whether a line looks written by a program: a stamp with a level, seconds or pairs."""
    if line.startswith("{"):
        record = logline.record(line)
        if record is None:
            return bool(re.match(r'\{"(?:time|ts|timestamp|@timestamp|level)":', line))
        keys = {key.lower() for key in record}
        words = logline.vocabulary()
        return bool(keys & words.timed and keys & words.told) or {"log", "stream"} <= keys
    if _CLF.match(line) or _LOGFMT.match(line) or _SINCE.match(line):
        return True
    if not _STAMPED.match(line):
        return False
    if _LEVELLED.search(line[:120]) or len(_PAIRS.findall(line)) >= 2:
        return True
    return bool(_SECONDS.search(line[:80])) and not _CHAT.match(line)
