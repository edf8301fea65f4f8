"""Pages of stamped lines: notes that people kept, or what a program wrote."""

from __future__ import annotations

import pytest

from assistant.intake.kinds import detect

_STEPS = (
    "Alert created", "Engineer acknowledged", "Prompt rolled back to version three",
    "Answers are right again", "Customers were told",
)  # fmt: skip


@pytest.mark.parametrize(
    "stamp",
    [
        "15/01/2025 03:{n:02}:10 UTC",
        "2025-01-29T22:{n:02}:10+01:00",
        "2025-01-29 22:{n:02}:10 -",
        "00:{n:02}:12",
    ],
)
@pytest.mark.parametrize("name", ["pasted.txt", "incident.md"])
def test_stamps_ahead_of_plain_words_are_notes(stamp: str, name: str) -> None:
    page = "\n".join(f"{stamp.format(n=n)} {words}" for n, words in enumerate(_STEPS))
    assert detect(name, page) == "note"


def test_a_transcript_of_numbered_speakers_is_notes() -> None:
    page = "\n".join(f"00:{n:02}:12 Speaker {n % 2 + 1}: so it did" for n in range(8))
    assert detect("call.txt", page) == "note"


def test_a_file_that_is_named_a_log_is_one() -> None:
    page = "\n".join(f"2025-01-29 22:{n:02}:10 {words}" for n, words in enumerate(_STEPS))
    assert detect("service.log", page) == detect("app-log.txt", page) == "log"


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-20 08:00:{n:02} INFO answer number {n} sent",
        "2026-11-20 08:00:{n:02} worker 3 took job {n}",
        "[08:00:{n:02} INF] retrieved nothing for the query",
        "2026/11/20 08:00:{n:02} GET /v1/chat 200 in 31ms",
        "2026-11-20T08:00:{n:02}.457Z debug cache miss for the key",
    ],
)
def test_what_a_program_writes_is_a_log_whatever_its_file_is_called(line: str) -> None:
    assert detect("pasted.txt", "\n".join(line.format(n=n) for n in range(30))) == "log"


def test_more_stamped_lines_than_people_keep_are_a_log() -> None:
    words = ("red", "green", "blue", "amber", "violet", "white")
    page = "\n".join(
        f"2026-11-20 08:{n // 60:02}:{n % 60:02} seen {words[n % 6]} {words[n // 6 % 6]} "
        f"{words[n // 36 % 6]} lamp"
        for n in range(200)
    )
    assert detect("pasted.txt", page) == "log"


def test_a_post_mortem_that_tells_of_changes_is_notes_and_no_changelog() -> None:
    page = (
        "# Gateway v2 broke the sign-in of Quillfoot\n\n## Summary\n\nChanges were rolled back.\n\n"
        "## Timeline\n\n| Time | Event |\n| --- | --- |\n"
        "| 2026-08-26 08:22 | Traffic moved to gateway v2 |\n"
        "| 2026-08-26 09:48 | Rolled back to gateway v1 |\n"
    )
    assert detect("page.md", page) == detect("changes.md", page) == "note"


@pytest.mark.parametrize(
    "line",
    [
        "26265{n} gige6 partition status 10777655{n:02} 1 running",
        "2017122{n}-22:15:29:606|Steps|{n}",
    ],
)
def test_numbers_that_might_be_ids_of_commits_make_no_history_of_a_log(line: str) -> None:
    assert detect("node.log", "\n".join(line.format(n=n % 10) for n in range(20))) == "log"


def test_a_log_in_json_that_records_a_setting_is_a_log_and_no_list_of_changes() -> None:
    told = '{{"ts": "2026-11-26T00:{n:02}:09Z", "level": "info", "msg": "classified", "n": {n}}}'
    lines = [told.format(n=n) for n in range(4)]
    lines[2] = lines[2].replace('"n": 2', '"key": "threshold", "old": "0.5", "new": "0.8"')
    assert detect("guard.jsonl", "\n".join(lines)) == "log"


def test_changes_in_json_lines_stay_a_history() -> None:
    line = (
        '{{"time": "2026-11-26T00:{n:02}:09Z", "component": "threshold", "old": "{n}", "new": "9"}}'
    )
    assert detect("changes.jsonl", "\n".join(line.format(n=n) for n in range(4))) == "history"
