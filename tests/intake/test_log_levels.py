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
    ],
)
def test_a_level_is_read_and_the_header_is_no_part_of_the_message(
    line: str, level: str, message: str
) -> None:
    assert is_log_line(line)
    told, said = headers.split(line)
    assert (logline.common_level(told), said) == (level, message)


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
