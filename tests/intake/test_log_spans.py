"""Spans that failed are told with their time and reason, whatever the export and its lines."""

from __future__ import annotations

import json

import pytest

from assistant.intake.item import Input
from assistant.intake.kinds import detect
from assistant.intake.traces import traces
from assistant.intake.traces.traceform import looks_like
from assistant.intake.traces.traces import TraceReading
from tests.intake.digests import lines_of


def _span(name: str, second: int, *, failed: str = "") -> dict[str, object]:
    status = {"code": 2, "message": failed} if failed else {"code": 1}
    return {
        "traceId": "5b8efff798038103",
        "spanId": f"eee19b7ec3c1b1{second:02}",
        "name": name,
        "startTimeUnixNano": f"17471232{second}000000000",
        "status": status,
    }


def _otlp(*spans: dict[str, object]) -> str:
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": list(spans)}]}]})


_OBSERVED = json.dumps(
    [
        {
            "id": "tr-01",
            "timestamp": "2025-05-13T08:05:00.000Z",
            "name": "claim-agent",
            "observations": [
                {
                    "type": "GENERATION",
                    "startTime": "2025-05-13T08:05:00.100Z",
                    "level": "ERROR",
                    "statusMessage": "GraphRecursionError",
                }
            ],
        }
    ],
    indent=1,
)


def _read(text: str) -> TraceReading:
    item = Input("traces.json", "log", data=text.encode())
    return traces.read(item, prefix="L", zone=None, redact=lambda line: line)


@pytest.mark.parametrize(
    ("text", "told", "at"),
    [
        (
            _otlp(_span("plan", 60), _span("run", 62, failed="loop exceeded 25 steps")),
            "run: loop exceeded 25 steps",
            "08:01:02.000",
        ),
        (_OBSERVED, "GENERATION: GraphRecursionError", "08:05:00.100"),
    ],
    ids=["otlp", "observation"],
)
def test_a_span_that_failed_is_told_with_its_reason_and_time(text: str, told: str, at: str) -> None:
    reading = _read(text)
    (failed,) = (row for row in reading.file.templates if row.level == "ERROR")
    assert failed.template == told
    assert failed.first is not None
    assert failed.first.at.isoformat(timespec="milliseconds")[11:23] == at
    assert failed.lines[0] in {line.line for line in reading.evidence}


def test_spans_of_one_name_that_failed_for_many_reasons_are_counted_together() -> None:
    reading = _read(_otlp(*(_span("run", 10 + n, failed=f"reason {n}") for n in range(30))))
    (failed,) = reading.file.templates
    assert (failed.template, failed.count) == ("run", 30)


def test_records_of_a_log_beside_a_trace_are_a_log() -> None:
    record = {
        "timeUnixNano": "1747123260000000000",
        "severityText": "ERROR",
        "body": {"stringValue": "agent loop exceeded 25 steps"},
        "traceId": "5b8efff798038103",
        "spanId": "eee19b7ec3c1b174",
    }
    text = json.dumps({"resourceLogs": [{"scopeLogs": [{"logRecords": [record]}]}]})
    assert not looks_like(text)
    assert detect("logs.json", text) == "log"


def test_a_run_in_a_line_of_its_own_tells_time_and_level_to_the_digest() -> None:
    run = {
        "id": "r1",
        "name": "ChatModel",
        "run_type": "llm",
        "start_time": "2025-05-13T08:05:00.100Z",
        "status": "error",
        "error": "RateLimitError: 429 from provider",
    }
    found, each = lines_of(json.dumps(run).encode() + b"\n")
    assert found.rows[int(each.rows[0])].level == "ERROR"
    assert int(each.times[0]) == 1_747_123_500_100_000
