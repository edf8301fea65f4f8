"""The level of a log line is read in the form that each program writes, and leaves the message."""

from __future__ import annotations

import pytest

from assistant.intake.kinds import is_log_line
from assistant.intake.logs import headers, logline
from tests.intake.digests import digest_of, lines_of


@pytest.mark.parametrize(
    ("line", "level", "message"),
    [
        (
            "[2025-08-05 02:22:10,331: ERROR/ForkPoolWorker-3] Task faq.answer[9b1d] raised",
            "ERROR",
            "Task faq.answer[9b1d] raised",
        ),
        (
            "2025-09-30T21:12:02.000000000Z E0930 21:12:02.000000       1 controller.go:88] "
            'sync "refund" failed: timeout',
            "ERROR",
            'sync "refund" failed: timeout',
        ),
        (
            "2025-09-30T21:12:02.000000000Z stderr F [error] queue is full",
            "ERROR",
            "queue is full",
        ),
        (
            "deploy\tApply prompt\t2025-09-30T20:59:03.0000000Z ##[error]Exit code 1.",
            "ERROR",
            "Exit code 1.",
        ),
        (
            "[2025-01-14 05:16:02.000][1][critical][main] [source/server/server.cc:1201] exiting",
            "CRITICAL",
            "exiting",
        ),
        (
            "[Wed Oct 11 14:32:52.123456 2000] [core:error] [pid 35708:tid 43] no such file",
            "ERROR",
            "no such file",
        ),
        (
            "ERRO[2025-04-22T03:31:00-04:00] publish failed   group=mod",
            "ERROR",
            "publish failed   group=mod",
        ),
        ("INFO[0042] server started  port=80", "INFO", "server started  port=80"),
        (
            "(EngineCore_0 pid=221) ERROR 05-13 10:06:02 [core.py:590] "
            "torch.OutOfMemoryError: CUDA out of memory.",
            "ERROR",
            "torch.OutOfMemoryError: CUDA out of memory.",
        ),
        (
            "10:06:02 - LiteLLM Proxy:ERROR: proxy_server.py:4211 - no deployment left",
            "ERROR",
            "no deployment left",
        ),
        (
            "WARNING 2025-05-13 10:06:02,014 default_Triage 7k3f21aa replica.py:373 - at capacity",
            "WARN",
            "at capacity",
        ),
        ("[2025-05-13 10:06:02] production.ERROR: no route", "ERROR", "no route"),
        ("2025-05-13T10:06:02.014Z\twarn\tads\tpush is late", "WARN", "ads\tpush is late"),
        (
            "[2025-05-13T10:06:02.014] error: node 7 does not answer",
            "ERROR",
            "node 7 does not answer",
        ),
        ("2025-05-13T10:06:02.014Z warn: queue is full", "WARN", "queue is full"),
        ("[10:06:02 WRN] queue is full", "WARN", "queue is full"),
        ("2025-05-13T10:06:02Z ERR queue is full queue=7", "ERROR", "queue is full queue=7"),
        ("13.05.2025 10:06:02.014 *WARN* [main] queue is full", "WARN", "queue is full"),
        (
            "2025-05-13T10:06:02.014226Z 7 [Warning] [MY-010068] [Server] no certificate",
            "WARN",
            "no certificate",
        ),
        ("I20250513 10:06:02.014226 71 ranker.cc:88] ready", "INFO", "ready"),
        (
            "2025-05-13 10:06:02.014 UTC [71] triage@notes LOG:  checkpoint starting",
            "INFO",
            "checkpoint starting",
        ),
        ("<134>1 2025-05-13T10:06:02Z quote-1 ranker 71 ID7 - ready", "INFO", "ready"),
        (
            '[2025/05/13 10:06:02.014 +00:00] [WARN] [task.go:88] ["no node"] [error="node 7"]',
            "WARN",
            '["no node"] [error="node 7"]',
        ),
    ],
)
def test_a_level_is_read_and_the_header_is_no_part_of_the_message(
    line: str, level: str, message: str
) -> None:
    assert is_log_line(line)
    told, said = headers.split(line)
    assert (logline.common_level(told), said) == (level, message)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("5m12s   Warning   BackOff   pod/ranker-7   Back-off restarting", "WARN"),
        ("prod   2m (x9 over 31m)   Warning   Unhealthy   pod/ranker-7   no answer", "WARN"),
        ("quote-1:71:90 [0] NCCL WARN no connection", "WARN"),
        ('{"t":{"$date":"2025-05-13T10:06:02Z"},"s":"E","c":"STORAGE","msg":"x"}', "ERROR"),
        ('{"@timestamp":"2025-05-13T10:06:02Z","log":{"level":"ERROR"},"message":"x"}', "ERROR"),
        ('{"id":"a","attributes":{"timestamp":"2025-05-13T10:06:02Z","status":"warn"}}', "WARN"),
        ("2025-05-13T10:06:02Z warn hostd[71] no answer", "WARN"),
        ("1:M 13 May 2025 10:06:02.014 # No memory is left", "WARN"),
        ("1:M 13 May 2025 10:06:02.014 * Saving", "NOTICE"),
        ("<131>May 13 10:06:02 quote-1 ranker[71]: no answer", "ERROR"),
    ],
)
def test_a_level_is_read_in_forms_without_a_level_of_their_own_column(
    line: str, level: str
) -> None:
    assert logline.common_level(headers.split(line)[0]) == level


@pytest.mark.parametrize(
    "line",
    [
        "Feb  3 09:00:55 quote-1 kernel[0]: link is up",
        "Fri Feb  3 09:00:55 2025 link is up",
        "5m12s   Normal   Pulled   pod/ranker-7   image is there",
        "2025-05-13T10:06:02Z error rate is back at 0.2 %",
        "2025-05-13T10:06:02Z config: loaded",
        "2025-05-13T10:06:02Z 7 [config] loaded",
        "[2025-05-13 10:06:02] loader.CONFIG: loaded",
        "2025-05-13T10:06:02Z [LOG] rotated",
        "<999>May 13 10:06:02 quote-1 ranker[71]: no answer",
        "2025-05-13 10:06:02 - saved",
    ],
)
def test_words_and_letters_that_are_no_level_are_left_alone(line: str) -> None:
    assert headers.split(line)[0] is None


def test_a_wrapped_record_does_not_take_the_place_of_its_own_message() -> None:
    line = '{"message":"paid","level":"info","attributes":{"message":"x","level":"error"}}'
    assert headers.split(line) == ("info", "paid")


def test_columns_of_what_people_note_are_no_log() -> None:
    assert not is_log_line("Ada\tsupport\t10:42:11 we saw it")
    assert not is_log_line("Ada (support) noted at 10:42:11 that it answers")


def test_names_of_parts_in_brackets_are_no_levels() -> None:
    line = "[2025-01-14 05:16:02.000] [loader] [config] loaded"
    assert headers.split(line)[0] is None
    assert headers.split("2025-01-14 05:16:02 [loader] read [error] budget")[0] is None


def test_answers_that_failed_are_told_apart_from_others() -> None:
    asked = '203.0.113.7 - - [14/Jan/2025:06:15:09 +0100] "POST /api/triage HTTP/1.1" '
    lines = [f"{asked}{status} 812\n" for status in (200, 500, 404, 201, 503)]
    _, each = lines_of("".join(lines).encode())
    kinds = each.rows.tolist()
    assert kinds[0] == kinds[3]
    assert kinds[1] == kinds[4]
    assert len(set(kinds)) == 3


def test_the_status_of_an_answer_may_stand_in_a_column() -> None:
    def line(status: int) -> str:
        return f'[GIN] 2025/05/13 - 12:07:05 | {status} |  1.2s | 10.0.0.7 | POST  "/api/triage"\n'

    assert is_log_line(line(500))
    found, each = lines_of("".join(map(line, (500, 200, 502))).encode())
    kinds = each.rows.tolist()
    assert kinds[0] == kinds[2] != kinds[1]
    assert "HTTP_5xx" in found.rows[kinds[0]].words
    assert len(set(each.times.tolist())) == 1


def test_the_status_of_a_balancer_stands_ahead_of_the_request() -> None:
    def line(status: int) -> str:
        return (
            f"h2 2025-05-13T10:06:02.014226Z app/lb/5b8efff7 10.0.0.7:70 10.0.0.8:80 0.0 0.1 0.0 "
            f'{status} - 34 366 "POST https://api.dover.example:443/triage HTTP/2.0" "curl"\n'
        )

    _, each = lines_of("".join(map(line, (200, 502, 503, 404))).encode())
    kinds = each.rows.tolist()
    assert kinds[1] == kinds[2]
    assert len(set(kinds)) == 3


def test_many_kinds_of_answers_keep_those_that_failed_apart() -> None:
    def line(number: int) -> str:
        word = "".join(chr(103 + int(digit)) for digit in f"{number:04}")
        status = 500 if number % 100 == 7 else 200
        return f'203.0.113.7 - - [14/Jan/2025:06:15:09 +0100] "GET / HTTP/1.1" {status} {word}\n'

    found = digest_of("".join(map(line, range(600))).encode())
    failed = {at for at, row in enumerate(found.rows) if "HTTP_5xx" in row.words}
    assert (
        sum(n for row, n in zip(found.cells.row, found.cells.n, strict=True) if row in failed) == 6
    )
