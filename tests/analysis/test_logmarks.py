"""Log landmarks: what a log line says, without its stamp and its fields."""

from __future__ import annotations

import json

import pytest

from assistant.analysis.logmarks import landmarks, message
from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident
from tests.analysis.notebook import log


def test_a_log_line_of_json_is_told_by_its_message() -> None:
    (line,) = log('{"ts":"2026-05-04 09:14","level":"ERROR","msg":"policy check failed","code":5}')
    assert message(line, ()) == "policy check failed"
    (plain,) = log('2026-05-04 09:14 ERROR tool failed {"error":"timeout"}')
    assert message(plain, ()).startswith("ERROR tool failed")


def test_a_log_line_is_told_without_its_host_and_program() -> None:
    (line,) = log("2026-05-04 09:14 quote-1 hector[902]: WARN price below floor")
    assert message(line, ()) == "WARN price below floor"


def test_without_errors_the_first_warning_that_is_new_after_a_change_is_a_landmark() -> None:
    history = b"changes:\n- {time: '2026-11-03T15:10:00Z', kind: code, component: q, after: v2}\n"
    calm = b"2026-11-03T15:09:58Z INFO quote made\n"
    warned = b"2026-11-03T15:11:31Z WARN price below floor\n2026-11-03T17:40:02Z WARN slow\n"

    def marks(log: bytes) -> list[str]:
        items = (Input("app.log", "log", data=log), Input("c.yaml", "history", data=history))
        found = read_incident(Collected(items), day=None, zone="UTC", stage=lambda _: None)
        return [mark.text for mark in landmarks(found)]

    assert marks(calm + warned) == ["WARN price below floor"]
    assert marks(calm + warned + b"2026-11-03T18:00:00Z ERROR quote failed\n") == [
        "ERROR quote failed"
    ]
    assert marks(calm) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2026-05-04 09:14:00 [crit] 29#29: *8890 handshake failed", "handshake failed"),
        ("[2026-05-04 09:14:00,331: ERROR/Worker-3] Task faq raised", "Task faq raised"),
        ("2026-05-04T09:14:00Z ##[error]Process ended", "Process ended"),
        (
            "2026-05-04 09:14:00.000 ERROR 1 --- [exec-8] c.shop.Cart: order failed",
            "order failed",
        ),
        ("[2026-05-04T09:14:00.000+0000] {task.py:88} ERROR - order failed", "order failed"),
        (
            "ERROR 2026-05-04 09:14:00,000 cart_1 7k3f21aa-1 cart.py:88 - order failed",
            "order failed",
        ),
        (
            '[2026/05/04 09:14:00.000 +00:00] [ERROR] [cart.go:88] ["order failed"]',
            '["order failed"]',
        ),
        ("2026-05-04T09:14:00.000000000Z stderr F queue is full", "queue is full"),
        (
            '{"timestamp":"2026-05-04T09:14:00Z","line":"level=error msg=\\"no index\\""}',
            "no index",
        ),
        ("2026-05-04 09:14:00 ERROR shop.cart: order failed", "ERROR shop.cart: order failed"),
    ],
)
def test_a_log_line_is_told_without_numbers_and_processes_of_its_header(
    line: str, told: str
) -> None:
    (evidence,) = _incident(line).of_kind("log")
    assert message(evidence, ()) == told


@pytest.mark.parametrize(
    "line",
    [
        "2026-05-04T09:14:00.000000000Z E0504 09:14:00.000000       1 sync.go:88] sync failed",
        '{"__REALTIME_TIMESTAMP":"1777886040000000","PRIORITY":"3","MESSAGE":"sync failed"}',
        "[2026-05-04 09:14:00.000][1][critical][main] [source/main.cc:12] sync failed",
    ],
)
def test_an_error_by_a_letter_a_number_or_a_bracket_is_a_landmark(line: str) -> None:
    assert _marks(f"{line}\n") == ["sync failed"]


def test_errors_stay_landmarks_where_a_fatal_line_follows() -> None:
    log = (
        "2026-05-04T09:13:00Z INFO up\n"
        "2026-05-04T09:14:00Z ERROR amount exceeds order\n"
        "2026-05-04T09:15:00Z ERROR amount exceeds order\n"
        "2026-05-04T09:16:00Z CRITICAL no workers left\n"
        "2026-05-04T09:17:00Z INFO up\n"
    )
    assert sorted(_marks(log)) == [
        "CRITICAL no workers left",
        "ERROR amount exceeds order",
        "ERROR amount exceeds order",
    ]


def test_an_error_that_is_new_after_a_change_goes_before_one_that_is_there_all_along() -> None:
    log = (
        "2026-05-04T09:10:00Z ERROR cache is slow\n"
        "2026-05-04T09:13:00Z INFO model changed from m-1 to m-2\n"
        "2026-05-04T09:14:00Z ERROR answer is no JSON\n"
        "2026-05-04T09:15:00Z ERROR cache is slow\n"
    )
    assert _marks(log) == ["ERROR answer is no JSON"]
    ended = log + "2026-05-04T11:15:00Z INFO up\n"
    assert sorted(_marks(ended)) == [
        "ERROR answer is no JSON",
        "ERROR cache is slow",
        "ERROR cache is slow",
    ]
    unmoved = log.replace("model changed from m-1 to m-2", "model is up")
    assert "ERROR answer is no JSON" not in _marks(unmoved)


def test_the_first_error_of_another_log_stands_beside_the_first_and_last_of_all() -> None:
    asked = b"2026-05-04T09:14:00Z ERROR no answer\n2026-05-04T09:20:00Z ERROR no answer\n"
    stored = b"2026-05-04T09:15:00Z ERROR deadlock\n2026-05-04T09:16:00Z ERROR deadlock\n"
    items = (Input("app.log", "log", data=asked), Input("store.log", "log", data=stored))
    found = read_incident(Collected(items), day=None, zone="UTC", stage=lambda _: None)
    assert [mark.text for mark in landmarks(found)] == [
        "ERROR no answer",
        "ERROR no answer",
        "ERROR deadlock",
    ]


def test_a_log_line_is_told_without_the_name_of_its_logger_in_brackets() -> None:
    (line,) = _incident("2026-05-04 09:14:00 ERROR [shop.cart] order failed").of_kind("log")
    assert message(line, ()) == "order failed"


def test_answers_that_failed_are_landmarks_where_no_line_tells_an_error() -> None:
    asked = '203.0.113.7 - - [04/May/2026:09:14:00 +0000] "POST /triage HTTP/1.1" '
    assert _marks(f"{asked}200 812\n{asked}404 11\n{asked}500 141\n") == [
        '"POST /triage HTTP/1.1" 500 141'
    ]
    assert _marks(f"{asked}500 141\n2026-05-04T09:15:00Z ERROR index empty\n") == [
        "ERROR index empty"
    ]
    assert _marks(f"{asked}200 812\n") == []


def test_the_first_and_last_span_that_failed_are_landmarks() -> None:
    def span(second: int, code: int) -> dict[str, object]:
        return {
            "traceId": "5b8efff798038103",
            "spanId": f"eee19b7ec3c1b1{second:02}",
            "name": "run",
            "startTimeUnixNano": f"17471232{second}000000000",
            "status": {"code": code, "message": "loop exceeded" if code == 2 else ""},
        }

    spans = [span(60, 1), span(62, 2), span(70, 1), span(75, 2), span(80, 1)]
    text = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]})
    for written in (text, json.dumps(json.loads(text), indent=1)):
        found = landmarks(_incident(written))
        assert [(f"{mark.moment.at:%H:%M:%S}", mark.text) for mark in found] == [
            ("08:01:02", "run: loop exceeded"),
            ("08:01:15", "run: loop exceeded"),
        ]
        cited = {line.id for line in _incident(written).of_kind("log")}
        assert all(set(mark.evidence) <= cited for mark in found)


def _incident(text: str) -> Incident:
    items = (Input("app.log", "log", data=text.encode()),)
    return read_incident(Collected(items), day=None, zone="UTC", stage=lambda _: None)


def _marks(text: str) -> list[str]:
    return [mark.text for mark in landmarks(_incident(text))]
