"""The forms in which the head of a log line names its level."""

from __future__ import annotations

import re
from functools import cache

from assistant.intake.logs import logline

# Fields in brackets among which the level is looked for.
_BEHIND = 3
_OPENING = re.compile(r"\s*[\[(<]?([A-Z]{4,9})[\])>]?[:\s]")
_ENCLOSED = re.compile(r"\s*\[([a-z]{4,9})\]\s")
# "INFO[0042] started": the level as logrus cuts it, and seconds since the start.
_SINCE = re.compile(r"([A-Z]{4})\[\d{1,9}\]\s")
# "ERROR/ForkPoolWorker-3] ", "[INFO/MainProcess] ": the level and a process.
_PROCESS = re.compile(r"\[?([A-Z]{4,9})/[\w.\-]{1,60}\]:?(?=\s)")
# "[1]", "[critical]", "[core:error]": a field in brackets, and what it ends with.
_BRACED = re.compile(r"\s?\[(?:[^\[\]\s:]{1,60}:)?([^\[\]\s:]{1,60})\]")
# "LiteLLM Proxy:INFO: ", "production.ERROR: ": the level behind the name of a program.
_BEHIND_NAME = re.compile(r"(?:\s?-\s)?[A-Za-z][\w\-]{0,40}(?: \w{1,40})?[:.]([A-Z]{4,9}):(?=\s)")
# "info: ", "71 [Warning]", "error hostd[71]": a level that is not in capitals.
_COLON = re.compile(r"([a-z]{4,9}):(?=\s)")
_COUNTED = re.compile(r"\d{1,10}\s\[([A-Za-z]{4,9})\](?=\s)")
_BESIDE = re.compile(r"([a-z]{4,5})(?=\s(?!\s?[a-z]{1,40}(?![\w\[])))")
# "host:71:90 [0] NCCL WARN ": a process, its rank and its library.
_RANKED = re.compile(r"[\w.\-]{1,60}(?::\d{1,9}){1,2}\s\[\d{1,4}\]\s[A-Z]{2,8}\s([A-Z]{4,9})\s")
# "5m12s   Warning   BackOff": the age of an event of a cluster, and its type.
_AGED = re.compile(
    r"(?:[\w.\-]{1,60}\s{2,})?(?:\d{1,4}[smhd]){1,3}(?:\s\(x\d{1,6} over [\dsmhd]{1,12}\))?"
    r"\s{2,}([A-Z][a-z]{3,8})\s{2,}"
)
# "1:M 14 Jan ...", where Redis puts a mark behind the stamp for the level.
_ROLE = re.compile(r"\d{1,7}:[SMCX]\s\Z")
_SIGN = re.compile(r"\s([.\-*#])(?=\s)")
# "<134>1 ": facility and severity of a line of syslog.
_PRIORITY = re.compile(r"<(\d{1,3})>")
_SEVERITIES, _FACILITIES = 8, 24
# Host, program, process, kind of message and fields behind the stamp of RFC 5424.
_VERSIONED = re.compile(r"<\d{1,3}>1 ")
_HEADED = re.compile(r"(?:\s\S{1,255}){4}\s(?:-|(?:\[[^\[\]]{1,400}\]){1,9})(?:\s|\Z)")
# Marks in which a header sets its level.
AROUND = "[]()<>|,:*"
# "##[error]": how a runner of builds marks a line.
_MARKED = re.compile(r"##\[([a-z]{4,9})\]")

Named = tuple[str, int]


@cache
def _levels() -> frozenset[str]:
    words = logline.vocabulary()
    return frozenset(word.upper() for word in words.levels)


def is_level(word: str) -> bool:
    """Return whether a word is the name of a level, in either case; a short one in capitals."""
    return word.upper() in _levels() or word in logline.vocabulary().short


def heads(word: str) -> bool:
    """Return whether a word of a header in capitals tells a level: "[ERROR]", "WARN", "LOG:"."""
    bare = word.strip(AROUND)
    said = word.endswith(":") and bare in logline.vocabulary().spoken
    return bare.isupper() and (is_level(bare) or said)


def opening(text: str) -> Named | None:
    """Return the level that opens a message in capitals, and where it ends; None for none."""
    return _first(text, 0, (_OPENING,))


def opening_line(text: str) -> Named | None:
    """Return the level that opens a line without a stamp, and where it ends; None for none."""
    return _first(text, 0, (_SINCE, _OPENING, _ENCLOSED, _AGED, _RANKED))


def behind(text: str, at: int) -> Named | None:
    """Return the level that stands with a process or in brackets behind a stamp, and its end."""
    found = _first(text, at, (_PROCESS, _MARKED))
    doubtful = logline.vocabulary().doubtful
    if found is None:
        named = _first(text, at, (_BEHIND_NAME, _COUNTED, _COLON))
        found = named if named and named[0].lower() not in doubtful else None
    for _ in range(_BEHIND):
        field = _BRACED.match(text, at) if found is None else None
        if field is None:
            break
        at = field.end()
        known = is_level(field[1]) and field[1].lower() not in doubtful
        found = (field[1], at) if known else None
    return found


def beside(text: str, at: int) -> str | None:
    """Return the level in small letters before what is no sentence; it may belong to the message.

    "error hostd[71]", "info Listening": but not "error rate".
    """
    found = _BESIDE.match(text, at)
    known = found is not None and is_level(found[1])
    return found[1] if found and known and found[1] not in logline.vocabulary().doubtful else None


def signed(text: str, start: int, end: int) -> Named | None:
    """Return the level that Redis marks behind a stamp from `start` to `end`, and its end."""
    sign = _SIGN.match(text, end) if _ROLE.match(text[:start]) else None
    return (logline.vocabulary().signs[sign[1]], sign.end()) if sign else None


def priority(text: str) -> str | None:
    """Return the level that the priority of a line of syslog tells, None for none."""
    found = _PRIORITY.match(text)
    if found is None or int(found[1]) >= _SEVERITIES * _FACILITIES:
        return None
    return logline.vocabulary().scales["syslog_severity"].get(str(int(found[1]) % _SEVERITIES))


def behind_fields(text: str, at: int) -> int | None:
    """Return where the message of a line of RFC 5424 begins, its stamp ending at `at`."""
    found = _HEADED.match(text, at) if _VERSIONED.match(text) else None
    return found.end() if found else None


def _first(text: str, at: int, forms: tuple[re.Pattern[str], ...]) -> Named | None:
    for form in forms:
        found = form.match(text, at)
        if found and is_level(found[1]):
            return found[1], found.end()
    return None
