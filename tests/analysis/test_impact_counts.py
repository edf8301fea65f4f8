"""Figures as people and tools write them: parts of a count, ranks, durations, other languages."""

from __future__ import annotations

import pytest

from assistant.analysis import impact
from tests.analysis.notebook import incident, notes, over


def read(text: str) -> list[tuple[str, float, str]]:
    return [(f.measure, f.value, f.unit) for f in over(impact.figures, incident(*notes(text)))]


def test_what_some_of_the_counted_contained_is_not_what_was_counted() -> None:
    found = read("impact so far: 61 conversations got a wrong window, 9 contained draft prices")
    assert found == [("requests", 61, "conversations"), ("requests", 9, "conversations")]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Duration: 2d 2h 54m", 3054),
        ("Outage duration: 1 day 3 hours", 1620),
        ("Outage duration: 1 h 44 min", 104),
        ("Outage duration: 2d 4h", 3120),
    ],
)
def test_a_duration_keeps_its_days(text: str, minutes: int) -> None:
    assert read(text) == [("duration", minutes, "minutes")]


def test_invoices_that_had_to_be_run_again_were_hit() -> None:
    found = read("2.914 invoices had to be re-run, 17 were sent to customers with empty totals")
    assert found == [("requests", 2914, "invoices"), ("requests", 17, "invoices")]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("212 Aufträge betroffen, 31 schon fakturiert", ("requests", 212, "aufträge")),
        ("12 Kunden haben falsche Preise gesehen", ("users", 12, "kunden")),
    ],
)
def test_german_nouns_are_counted(text: str, figure: tuple[str, float, str]) -> None:
    assert figure in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Impact: 1 - High",
        "deleted where vector_dims(embedding)=3072, wrong vectors gone",
        "two agents in CX flagged it",
        "Two guards missing: no schema check on amounts",
        "12 moderators worked 4 h overtime",
        "the job was re-run on 40 invoices to try the fix",
    ],
)
def test_a_rank_code_reporters_and_checks_were_not_hit(text: str) -> None:
    assert not any(measure in ("users", "requests", "other") for measure, *_ in read(text))


def test_samples_that_were_all_right_were_not_hit() -> None:
    assert read("Reproduced: 0 of 50 names with accents pass. 50 of 50 w/o accents pass.") == []


def test_dutch_nouns_are_counted_and_the_label_is_not() -> None:
    assert read("Impact: ca. 1.850 lege vertalingen, 40 klachten") == [
        ("requests", 1850, "vertalingen"),
        ("requests", 40, "klachten"),
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "two adjusters ping us: claims 88213 and 88219 auto-approved, no photos attached",
            [("users", 2, "adjusters")],
        ),
        ("order 88123 was paid twice, 14 orders in all", [("requests", 14, "orders")]),
        ("380ish tickets in the queue are affected", [("requests", 380, "tickets")]),
        (
            "9 claims without photos, EUR 11,340 in total, 2 already paid",
            [("requests", 9, "claims"), ("money", 11_340, "EUR")],
        ),
    ],
)
def test_ids_behind_their_noun_and_small_numbers_behind_a_sum_count_nothing(
    text: str, figures: list[tuple[str, float, str]]
) -> None:
    assert read(text) == figures
