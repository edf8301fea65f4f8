"""Log landmarks: what a log line says, without its stamp and its fields."""

from __future__ import annotations

from assistant.analysis.logmarks import landmarks, message
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
