"""Of an export of traces the spans that matter are kept, with what each call asked and gave."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.intake.item import Input
from assistant.intake.traces import traces
from assistant.intake.traces.traceform import looks_like
from assistant.intake.traces.traces import TraceReading

_FIXTURES = Path(__file__).parent / "fixtures"
_ALL = sorted(_FIXTURES.glob("trace_*"))


def _read(text: str, name: str = "traces.json") -> TraceReading:
    item = Input(name, "log", data=text.encode())
    return traces.read(item, prefix="L", zone=None, redact=lambda line: line)


def _fixture(name: str) -> TraceReading:
    return _read((_FIXTURES / name).read_text(encoding="utf-8"), name)


@pytest.mark.parametrize("path", _ALL, ids=lambda path: path.name)
def test_every_export_is_known_and_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert looks_like("\ufeff" + text)
    reading = _read(text, path.name)
    lines = text.split("\n")
    assert reading.file.lines == text.count("\n")
    assert reading.calls
    for line in reading.evidence:
        assert all(piece in lines[line.line - 1] for piece in line.text.split(" […] "))


@pytest.mark.parametrize("name", ["trace_otlp.json", "trace_otlp_line.json"])
def test_a_span_export_keeps_the_switches_the_failure_and_the_spike(name: str) -> None:
    reading = _fixture(name)
    told = "\n".join(line.text for line in reading.evidence)
    for value in (
        "lumen-4-0211",
        "lumen-4-0502",
        "0.2",
        "0.7",
        "17",
        "18",
        "length",
        "TimeoutError",
    ):
        assert value in told
    assert "fare_lookup did not answer" in told
    assert reading.file.levels == {"ERROR": 1}
    assert reading.file.first is not None
    assert reading.file.first.at == datetime(2026, 5, 4, 7, 12, 33, tzinfo=UTC)
    call = next(call for call in reading.calls if call.output_tokens == 4000)
    assert (call.requested, call.served) == ("lumen-4", "lumen-4-0502")
    assert (call.temperature, call.top_p, call.prompt, call.finish) == (0.7, 0.9, "18", "length")
    assert call.evidence is not None


def test_a_line_of_a_span_takes_its_time_from_the_line_that_tells_it() -> None:
    reading = _fixture("trace_otlp.json")
    line = next(line for line in reading.evidence if "lumen-4-0502" in line.text)
    assert line.time is not None
    assert line.carried_from in {other.id for other in reading.evidence if other.mentions}


def test_a_model_that_answers_in_place_of_the_one_asked_is_kept() -> None:
    reading = _fixture("trace_flat.jsonl")
    assert [line.line for line in reading.evidence] == [1, 5, 8, 10]
    assert reading.calls[7].error == "RateLimitError"


def test_observations_and_runs_of_other_tools_are_read_too() -> None:
    langfuse = _fixture("trace_langfuse.json").calls
    assert [call.prompt for call in langfuse] == ["2", "2", "2", "3", "3", "3"]
    assert langfuse[4].failed
    assert langfuse[4].error == "429 too many requests"
    langsmith = _fixture("trace_langsmith.jsonl").calls
    assert {(call.requested, call.served) for call in langsmith} == {("lumen-4", "lumen-4-0502")}
    assert [call.temperature for call in langsmith] == [0.2, 0.2, 0.9, 0.9, 0.9]


def test_a_broken_line_costs_only_itself_and_is_told() -> None:
    text = (_FIXTURES / "trace_flat.jsonl").read_text(encoding="utf-8")
    reading = _read(text[:-40] + "\n", "t.jsonl")
    assert len(reading.calls) == 9
    assert "1 lines" in reading.findings[0].message


def test_what_holds_no_span_is_read_as_a_log_and_told() -> None:
    reading = _read('{"resourceSpans": [' + "\n")
    assert reading.calls == ()
    assert "read as a log" in reading.findings[-1].message


def test_secrets_in_spans_go_through_redaction() -> None:
    text = (_FIXTURES / "trace_otlp_line.json").read_text(encoding="utf-8")
    item = Input("t.json", "log", data=text.encode())
    reading = traces.read(
        item, prefix="L", zone=None, redact=lambda line: line.replace("fare_lookup", "[hidden]")
    )
    assert all("fare_lookup" not in line.text for line in reading.evidence)
    assert all("fare_lookup" not in row.template for row in reading.file.templates)


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["resourceSpans", "spans", "spanId", "traceId", "name", "startTimeUnixNano",
                 "status", "attributes", "key", "value", "stringValue", "events",
                 "start_time", "id", "usage", "gen_ai.request.model",
                 "gen_ai.response.model", "model", "context", "resource"]
            ),
            inner,
            max_size=6,
        ),
    ),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=200)
@given(_VALUES)
def test_any_json_is_read(value: object) -> None:
    reading = _read(json.dumps(value))
    known = {line.id for line in reading.evidence}
    assert all(call.evidence is None or call.evidence in known for call in reading.calls)


@settings(max_examples=100)
@given(st.sampled_from([path.name for path in _ALL]), st.data())
def test_any_part_of_an_export_is_read(name: str, data: st.DataObject) -> None:
    text = (_FIXTURES / name).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    _read(text[start : data.draw(st.integers(start, len(text)))])


def test_a_megabyte_of_spans_is_read_at_once() -> None:
    span = json.loads((_FIXTURES / "trace_otlp_line.json").read_text(encoding="utf-8"))
    spans = span["resourceSpans"][0]["scopeSpans"][0]["spans"]
    copies = 1_000_000 // len(json.dumps(spans))
    span["resourceSpans"][0]["scopeSpans"][0]["spans"] = [
        {**one, "spanId": f"{one['spanId']}{copy}"} for copy in range(copies) for one in spans
    ]
    text = json.dumps(span)
    started = time.perf_counter()
    reading = _read(text)
    assert time.perf_counter() - started < 2
    assert len(reading.calls) == 12 * copies
