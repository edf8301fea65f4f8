"""Whether a text is an export of traces: spans or runs of a program, not lines of a log."""

from __future__ import annotations

import re

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
_HEAD = 65_536


def looks_like(head: str) -> bool:
    """Return whether the first part of a text is that of a trace export (OTLP, spans, LLM runs)."""
    text = head[:_HEAD].lstrip("\ufeff \t\r\n")
    if text[:1] not in ("{", "["):
        return False
    if _OTLP.search(text):
        return True
    if _LOGS.search(text):
        return False
    keys = set(_KEYED.findall(text))
    if keys & _SPAN and (keys & _TRACE or "context" in keys) and keys & _TIMED:
        return True
    if any(key.startswith(("gen_ai.", "llm.")) for key in keys) and keys & (_TRACE | _SPAN):
        return True
    if "run_type" in keys and keys & {"inputs", "outputs", "start_time"}:
        return True
    return bool(keys & _OBSERVED) and bool(keys & (_TRACE | {"type"})) and "startTime" in keys
