"""Exports of traces in the forms of many tools are read, told in a digest, and show what moved."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.analysis.logmarks import landmarks
from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.kinds import detect
from assistant.intake.logs import logsummary
from assistant.intake.reader import read_incident
from assistant.intake.traces.traceform import looks_like
from tests.intake.digests import digest_of

_START = 1_747_123_200  # 2025-05-13 08:00 UTC
_SAID = "answer is no JSON"
_MINUTES = range(8)


def _model(n: int) -> str:
    return "lumen-4-0211" if n < 4 else "lumen-4-0502"


def _iso(n: int) -> str:
    at = datetime.fromtimestamp(_START + 60 * n, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _trace(n: int) -> str:
    return f"5b8efff7980381{n:02}"


def _id(n: int) -> str:
    return f"eee19b7ec3c1b1{n:02}"


def _jaeger(n: int) -> object:
    tags: list[object] = [{"key": "llm.response.model", "type": "string", "value": _model(n)}]
    if n == 6:
        tags.append({"key": "error", "type": "bool", "value": True})
        tags.append({"key": "otel.status_description", "type": "string", "value": _SAID})
    span = {
        "traceID": _trace(n), "spanID": _id(n), "operationName": "triage", "references": [],
        "startTime": (_START + 60 * n) * 1_000_000, "duration": 800, "tags": tags,
    }  # fmt: skip
    return {"traceID": _trace(n), "spans": [span], "processes": {}}


def _zipkin(n: int) -> object:
    tags = {"llm.response.model": _model(n), **({"error": _SAID} if n == 6 else {})}
    return {
        "traceId": _trace(n), "id": _id(n), "name": "triage", "duration": 800, "tags": tags,
        "timestamp": (_START + 60 * n) * 1_000_000, "localEndpoint": {"serviceName": "notes"},
    }  # fmt: skip


def _phoenix(n: int) -> object:
    return {
        "name": "triage", "context": {"trace_id": _trace(n), "span_id": _id(n)},
        "start_time": _iso(n), "end_time": _iso(n),
        "attributes": {"llm": {"model_name": _model(n)}},
        "status_code": "ERROR" if n == 6 else "OK", "status_message": _SAID if n == 6 else "",
    }  # fmt: skip


def _printed(n: int) -> object:
    failed = {"status_code": "ERROR", "description": _SAID}
    return {
        "name": "triage", "context": {"trace_id": f"0x{_trace(n)}", "span_id": f"0x{_id(n)}"},
        "start_time": _iso(n), "end_time": _iso(n), "attributes": {"llm.response.model": _model(n)},
        "status": failed if n == 6 else {"status_code": "UNSET"},
    }  # fmt: skip


def _datadog(n: int) -> object:
    meta = {"llm.response.model": _model(n), **({"error.message": _SAID} if n == 6 else {})}
    return {
        "trace_id": 700 + n, "span_id": 900 + n, "name": "triage", "resource": "POST /triage",
        "start": (_START + 60 * n) * 1_000_000_000, "duration": 800, "error": int(n == 6),
        "meta": meta,
    }  # fmt: skip


def _row(n: int) -> str:
    failed = f"ERROR,{_SAID}" if n == 6 else "DEFAULT,"
    return f"{_id(n)},{_trace(n)},GENERATION,triage,{_iso(n)},{_model(n)},{failed}"


_FORMS = {
    "jaeger": json.dumps({"data": [_jaeger(n) for n in _MINUTES]}),
    "jaeger, indented": json.dumps({"data": [_jaeger(n) for n in _MINUTES]}, indent=2),
    "zipkin": json.dumps([[_zipkin(n)] for n in _MINUTES]),
    "zipkin, indented": json.dumps([_zipkin(n) for n in _MINUTES], indent=2),
    "phoenix": json.dumps([_phoenix(n) for n in _MINUTES], indent=1),
    "lines": "\n".join(json.dumps(_phoenix(n)) for n in _MINUTES),
    "printed": "\n".join(json.dumps(_printed(n), indent=4) for n in _MINUTES),
    "datadog": json.dumps([[_datadog(n) for n in _MINUTES]]),
    "table": "\n".join(
        ["id,traceId,type,name,startTime,model,level,statusMessage", *map(_row, _MINUTES)]
    ),
}


def _incident(text: str, **others: bytes) -> Incident:
    items = [Input("spans.txt", "log", data=text.encode())]
    items += [Input(name, "history", data=data) for name, data in others.items()]
    return read_incident(Collected(tuple(items)), day=None, zone="UTC", stage=lambda _: None)


@pytest.fixture(params=list(_FORMS.values()), ids=list(_FORMS))
def export(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_span_that_failed_is_a_landmark_with_its_reason(export: str) -> None:
    assert detect("spans.txt", export) == "log"
    (mark,) = landmarks(_incident(export))
    assert mark.moment.at == datetime(2025, 5, 13, 8, 6, tzinfo=UTC)
    assert mark.text == f"triage: {_SAID}"
    assert mark.evidence


def test_a_digest_counts_spans_by_name_with_their_times(export: str) -> None:
    summary = logsummary.summarise(digest_of(export.encode() + b"\n"))
    told = {kind.words: (kind.count, kind.level) for kind in summary.kinds if kind.words}
    assert told == {
        ("triage",): (7, None),
        ("triage", "answer", "is", "no", "JSON"): (1, "ERROR"),
    }
    ends = summary.span.placed(summary.placing)
    assert ends is not None
    assert (ends[1] - ends[0]) == 7 * 60_000_000


@pytest.mark.parametrize("name", [name for name in _FORMS if name not in ("datadog", "table")])
def test_a_model_that_gives_way_in_the_spans_is_a_change(name: str) -> None:
    incident = _incident(_FORMS[name])
    (change,) = incident.changes
    assert (change.kind, change.before, change.after) == ("model", _model(0), _model(7))
    assert change.time is not None
    assert change.time.at == datetime(2025, 5, 13, 8, 4, tzinfo=UTC)
    cited = " ".join(line.text for line in incident.evidence if line.id in change.evidence)
    assert all(str(one) in cited for one in (change.component, change.before, change.after))


def test_a_change_that_the_history_tells_is_not_told_again_by_the_spans() -> None:
    history = b"changes:\n- {time: '2025-05-13T08:03:30Z', kind: model, component: notes}\n"
    (change,) = _incident(_FORMS["lines"], **{"changes.yaml": history}).changes
    assert change.component == "notes"


def test_models_that_take_turns_are_no_change() -> None:
    spans = [_phoenix(0 if n % 2 else 7) for n in _MINUTES]
    for n, span in enumerate(spans):
        assert isinstance(span, dict)
        span.update(start_time=_iso(n), context={"trace_id": _trace(n), "span_id": _id(n)})
    assert not _incident("\n".join(map(json.dumps, spans))).changes


def test_a_document_that_was_cut_off_gives_the_spans_before_the_cut() -> None:
    text = _FORMS["jaeger, indented"]
    incident = _incident(text[: int(len(text) * 0.9)])
    assert [mark.text for mark in landmarks(incident)] == [f"triage: {_SAID}"]
    assert any("left out" in finding.message for finding in incident.findings)


def test_lines_of_a_log_that_name_their_spans_are_no_export_of_traces(tmp_path: Path) -> None:
    record = {
        "timestamp": _iso(0), "severity": "ERROR", "message": "no answer", "traceId": _trace(0),
        "spanId": _id(0), "kind": "SERVER", "duration": 12,
    }  # fmt: skip
    line = json.dumps(record)
    assert not looks_like(f"{line}\n{line}")
    (mark,) = landmarks(_incident(f"{line}\n"))
    assert mark.text == "no answer"


def test_a_table_that_only_has_such_a_column_is_none() -> None:
    assert not looks_like("timestamp,level,message,traceId,spanId,startTime,name\n")
    assert not looks_like("id,name,startTime,assignee\n")
