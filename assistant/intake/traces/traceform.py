"""Whether a text is an export of traces: spans or runs of a program, not lines of a log."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.intake.logs import logline

_OTLP = re.compile(r'"(?:resourceSpans|resource_spans|scopeSpans|scope_spans)"\s{0,8}:')
_LOGS = re.compile(r'"(?:resourceLogs|resource_logs|logRecords|log_records)"\s{0,8}:')
_KEYED = re.compile(r'"([A-Za-z_][\w.]{0,60})"\s{0,8}:')
_SPAN = frozenset({"spanId", "span_id", "spanID"})
_TRACE = frozenset({"traceId", "trace_id", "traceID"})
_TIMED = frozenset(
    {
        "startTimeUnixNano", "start_time_unix_nano", "start_time", "startTime", "end_time",
        "endTime", "duration", "parent_span_id", "parentSpanId", "parent_id", "events", "kind",
    }
)  # fmt: skip
_OBSERVED = frozenset({"completionStartTime", "usageDetails", "modelParameters", "observations"})
# A span of Zipkin has an "id"; these stand beside it.
_ZIPKIN = frozenset({"localEndpoint", "remoteEndpoint"})
_ENDED = frozenset({"end_time", "endTime", "endTimeUnixNano", "end_time_unix_nano", "run_type"})
_STARTED = frozenset({"startTime", "start_time", "startTimeUnixNano"})
_NAMED = frozenset({"name", "operationName", "span_name", "run_type"})
_HEAD = 65_536
_SPACE = "\ufeff \t\r\n"


def looks_like(head: str) -> bool:
    """Return whether the first part of a text is that of a trace export (OTLP, spans, LLM runs)."""
    text = head[:_HEAD].lstrip(_SPACE)
    if text[:1] not in ("{", "["):
        return is_table(text)
    if _OTLP.search(text):
        return True
    if _LOGS.search(text) or _is_log(text.partition("\n")[0]):
        return False
    return _are_of_spans(set(_KEYED.findall(text)))


def is_table(head: str) -> bool:
    """Return whether a text begins with the header of a table of spans or observations."""
    first = head.lstrip(_SPACE).partition("\n")[0]
    names = {name.strip().strip('"') for name in first.split(",")}
    if len(names) < 4 or names & set(logline.vocabulary().message_keys[:3]):
        return False
    spans = bool(names & _TRACE) and bool(names & (_SPAN | {"id"}))
    runs = "run_type" in names and "id" in names
    return (spans or runs) and bool(names & _STARTED) and bool(names & _NAMED)


def tell_spans(texts: Iterable[str]) -> bool:
    """Return whether kept lines are parts of an export of traces."""
    keys: set[str] = set()
    for text in texts:
        if _is_log(text):
            return False
        if text.lstrip(_SPACE)[:1] in ("{", "[", '"', "}"):
            keys.update(_KEYED.findall(text))
    return _are_of_spans(keys) or bool(keys & _SPAN and keys & (_STARTED | {"start"}))


def _are_of_spans(keys: set[str]) -> bool:
    if keys & _SPAN and (keys & _TRACE or "context" in keys) and keys & _TIMED:
        return True
    if any(key.startswith(("gen_ai.", "llm.")) for key in keys) and keys & (_TRACE | _SPAN):
        return True
    if "run_type" in keys and keys & {"inputs", "outputs", "start_time"}:
        return True
    if keys & _ZIPKIN and "traceId" in keys and "timestamp" in keys:
        return True
    return bool(keys & _OBSERVED) and bool(keys & (_TRACE | {"type"})) and "startTime" in keys


def _is_log(line: str) -> bool:
    """Return whether a line is a record of a log that only names the span it was written in."""
    if not line.startswith("{"):
        return False
    record = logline.record(line)
    keys = record.keys() if record is not None else set()
    if record is None or keys & _ENDED or (keys & _STARTED and keys & _NAMED):
        return False
    level = logline.written_level(record)
    said = (record.get(key) for key in logline.vocabulary().message_keys)
    return logline.common_level(level) is not None and any(isinstance(one, str) for one in said)
