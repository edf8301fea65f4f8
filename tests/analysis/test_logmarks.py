"""Log landmarks: what a log line says, without its stamp and its fields."""

from __future__ import annotations

from assistant.analysis.logmarks import message
from tests.analysis.notebook import log


def test_a_log_line_of_json_is_told_by_its_message() -> None:
    (line,) = log('{"ts":"2026-05-04 09:14","level":"ERROR","msg":"policy check failed","code":5}')
    assert message(line, ()) == "policy check failed"
    (plain,) = log('2026-05-04 09:14 ERROR tool failed {"error":"timeout"}')
    assert message(plain, ()).startswith("ERROR tool failed")
