"""Tells a note from a log from a version history: by content first, by name second."""

from __future__ import annotations

import json
import re
from pathlib import PurePath

from assistant.incident import Kind

_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|CRIT|FATAL|SEVERE|ALERT)"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?"
# A stamp at the head: numbers of a date and a time, syslog's "May  4 09:12:33", a bare clock with
# seconds, an epoch, glog's "I0504 09:12:33", HDFS's "081109 203615".
_STAMPED = re.compile(
    r"[\s\[(<]{0,3}(?:\S{1,40} )?[\[(]?(?:"
    r"\d{2,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?[T_ :]{1,3}\d{1,2}:\d\d"
    r"|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d"
    r"|\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d"
    r"|\d\d:\d\d:\d\d"
    r"|\d{8}T\d{6}"
    r"|[IWEF]\d{4} \d\d:\d\d:\d\d"
    r"|\d{6} \d{6} \d"
    r"|1\d{9}(?:[.,]\d{1,6}|\d{3})?\b)"
)
_LEVELLED = re.compile(rf"(?<![\w-])(?:{_LEVEL}|{_LEVEL.lower()})(?![\w-])")
_CLF = re.compile(r"\S{1,60} \S{1,60} \S{1,60} \[\d\d/[A-Z][a-z]{2}/\d{4}:")
_SECONDS = re.compile(r"\d{1,2}:\d\d:\d\d|\d{6}T?\d{0,2} ?\d{6}|\b1\d{9}")
_PAIRS = re.compile(r"(?<!\S)[A-Za-z_][\w.]{0,40}=\S")
_LOGFMT = re.compile(r"(?:time|ts|timestamp)=\S.{0,80}\b(?:level|lvl|severity)=", re.IGNORECASE)
# "stamp Name: words" and "stamp - Name: words" are chat, unless the name looks like a logger.
_CHAT = re.compile(
    rf"[\[(]?[^\]A-Za-z]{{0,24}}{_CLOCK}(?:\s?[AaPp]\.?[Mm]\.?)?[\])]?[\s\-–]{{1,4}}"
    r"<?@?[A-ZÀ-Þ][\w.'’-]{0,30}(?: [A-ZÀ-Þ(][\w.'’)-]{0,30}){0,3}>?: \S"
)
_CONTINUED = re.compile(r"\s|Traceback |Caused by:|\}|\]|\.\.\. \d+ more")
_TIME_KEYS = frozenset(
    {"time", "ts", "timestamp", "@timestamp", "t", "datetime", "asctime", "date"}
)
_LEVEL_KEYS = frozenset(
    {"level", "severity", "lvl", "loglevel", "log.level", "levelname", "msg", "message", "event"}
)
_GIT = re.compile(r"^(?:commit [0-9a-f]{7,64}\b|diff --git a/)", re.MULTILINE)
_UNIFIED = re.compile(r"^--- \S[^\n]*\n\+\+\+ \S[^\n]*\n@@ -\d", re.MULTILINE)
_KEY = re.compile(r"^\s*(?:-\s+)?[\"']?([A-Za-z_]\w{0,30})[\"']?\s*:", re.MULTILINE)
_LISTED = re.compile(r"^\s*-\s+[\"']?\w[^\n:]{0,30}:|^\s*\[\s*\{|^\s*\{", re.MULTILINE)
_CHANGE_KEYS = frozenset(
    {
        "kind", "component", "before", "after", "diff", "version", "commit", "change", "changed",
        "changed_at", "deployed_at", "released_at", "released", "release", "revision", "old", "new",
        "previous", "current", "from", "to", "sha", "hash", "author",
    }
)  # fmt: skip
_CHANGE_LISTS = frozenset({"changes", "releases", "versions", "history", "changelog"})
_HISTORY_WORDS = frozenset(
    {"changelog", "changes", "history", "versions", "releases", "gitlog", "commits"}
)
_HISTORY_ENDINGS = frozenset({".diff", ".patch"})
_LOG_ENDINGS = frozenset({".log", ".jsonl", ".ndjson", ".out", ".err"})
_SAMPLED = 400


def detect(name: str, head: str) -> Kind:
    """Return the kind of an input from its name and the first part of its text."""
    path = PurePath(name.lower())
    words = set(re.split(r"[^a-z]+", path.name))
    if _is_history(head):
        return "history"
    if _is_log(head):
        return "log"
    if words & _HISTORY_WORDS or path.suffix in _HISTORY_ENDINGS:
        return "history"
    if path.suffix in _LOG_ENDINGS or re.search(r"\.log\.\d+$", path.name):
        return "log"
    return "note"


def _is_history(head: str) -> bool:
    commits = len(_GIT.findall(head))
    lines = head.count("\n") + 1
    # A commit quoted inside long notes does not make them a history.
    if commits and (_GIT.match(head.lstrip()) or commits * 60 >= lines):
        return True
    diff = _UNIFIED.search(head)
    if diff and head[: diff.start()].count("\n") < 6:
        return True
    return _is_change_list(head)


def _is_change_list(head: str) -> bool:
    if _first_json(head) is not None and _is_log(head):
        return False
    keys = [key.lower() for key in _KEY.findall(head)]
    known = [key for key in keys if key in _CHANGE_KEYS]
    if head.lstrip()[:1] in "[{":
        known += [
            k.lower() for k in re.findall(r'"(\w{1,30})"\s*:', head) if k.lower() in _CHANGE_KEYS
        ]
        return len(set(known)) >= 2
    listed = [line for line in head.split("\n") if line.strip() and not line.startswith("#")]
    if not listed or not _LISTED.search(head):
        return False
    opened = keys[:1] and keys[0] in _CHANGE_LISTS and re.match(r"\w+\s*:\s*(?:\[|$)", listed[0])
    dashes = listed[0].startswith(("- ", "---"))
    return bool((opened or dashes) and len(set(known)) >= 2)


def _first_json(head: str) -> dict[str, object] | None:
    first = head.lstrip().split("\n", 1)[0]
    if not first.startswith("{"):
        return None
    try:
        found = json.loads(first)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_log(head: str) -> bool:
    seen = hits = 0
    for line in head.split("\n")[:_SAMPLED]:
        if not line.strip() or _CONTINUED.match(line):
            continue
        seen += 1
        hits += is_log_line(line[:600])
    return hits * 2 > seen > 0


def is_log_line(line: str) -> bool:
    """Return whether a line looks written by a program: a stamp with a level, seconds or pairs."""
    if line.startswith("{"):
        record = _first_json(line)
        if record is None:
            return bool(re.match(r'\{"(?:time|ts|timestamp|@timestamp|level)":', line))
        keys = {key.lower() for key in record}
        return bool(keys & _TIME_KEYS and keys & _LEVEL_KEYS)
    if _CLF.match(line) or _LOGFMT.match(line):
        return True
    if not _STAMPED.match(line):
        return False
    if _LEVELLED.search(line[:120]) or len(_PAIRS.findall(line)) >= 2:
        return True
    return bool(_SECONDS.search(line[:80])) and not _CHAT.match(line)
