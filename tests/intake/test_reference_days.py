"""The incident's day among the other dates of a page: of its writing, its end, its review."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.intake.reference import infer

STEPS = ["", "- 10:00 deploy", "- 10:05 errors"]


def day(*lines: str) -> str:
    return str(infer([*lines, *STEPS]).day)


@pytest.mark.parametrize(
    "lines",
    [
        ("Report date: 20 June 2025", "Date of occurrence: 18 June 2025"),
        ("Resolved: 2025-06-19 00:20 UTC", "Impact began: 2025-06-18 10:00 UTC"),
        ("Meeting notes 2025-06-20. Incident of Wednesday 18 June.",),
        ("Fecha del informe: 20/06/2025", "Fecha del incidente: 18/06/2025"),
        ("Erstellt am 20.06.2025", "Vorfall am 18.06.2025"),
        ("Rédigé le 20 juin 2025", "Incident du 18 juin 2025"),
        ("作成日:2025年6月20日", "発生日時:2025年6月18日 10:00"),
        ("Data do relatório: 20/06/2025", "Data do incidente: 18/06/2025"),
        ("# 20250618 API outage",),
        ("Date: 2025-06-18/19",),
    ],
)
def test_the_day_it_happened_counts_and_not_that_of_the_page(lines: tuple[str, ...]) -> None:
    assert day(*lines) == "2025-06-18"


def test_the_day_a_page_was_written_counts_where_no_other_is_told() -> None:
    assert day("Written 2025-06-20") == "2025-06-20"
    assert "written" in infer(["Written 2025-06-20", *STEPS]).day_why


def test_when_a_ticket_was_created_counts_before_an_older_release() -> None:
    ticket = ("Created: 2025-06-18 10:42", "Down since the release of 2025-02-20.")
    assert day(*ticket) == "2025-06-18"


def test_numbers_of_tickets_and_paths_are_no_days() -> None:
    assert day("INC-20250618-01 is open") == "None"
    assert day("see logs/2025-06-18/19/api") == "None"


@pytest.mark.parametrize(
    "heading",
    ["bridge notes, Wed night into Thurs 26/11/2026", "Protokoll, Nacht auf Donnerstag 26.11.2026"],
)
def test_a_night_into_a_day_begins_on_the_evening_before(heading: str) -> None:
    found = infer([heading, "23:55 queue at 41k", "00:05 everything is flagged"])
    assert found.day == date(2026, 11, 25)
