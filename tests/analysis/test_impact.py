"""Impact figures: numbers that tell what was hit, and none that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis import impact
from assistant.analysis.impact import ImpactFigure
from tests.analysis.notebook import incident, notes, over
from tests.analysis.specimens import Specimen, of_impact


def read(text: str) -> list[tuple[str, float, str]]:
    return [(f.measure, f.value, f.unit) for f in over(impact.figures, incident(*notes(text)))]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("About 1,240 customers were affected.", ("users", 1240, "customers")),
        ("two customers got the wrong answer", ("users", 2, "customers")),
        ("~1.8k users saw stale prices", ("users", 1800, "users")),
        ("2.5M requests failed", ("requests", 2_500_000, "requests")),
        ("120-150 bookings were wrong", ("requests", 150, "bookings")),
        ("| Users affected | 340 |", ("users", 340, "users")),
        ("Affected customers: approx. 12", ("users", 12, "customers")),
        ("refunds cost us $4.3k", ("money", 4300, "USD")),
        ("we honour those = about 11 400 Kč", ("money", 11_400, "CZK")),
        ("1,184 letters were put into low", ("requests", 1184, "letters")),
        ("letters to the 39 people whose deadline passed", ("users", 39, "people")),
        ("goodwill of EUR 12.500 was paid", ("money", 12500, "EUR")),
        ("Rs 6,84,000 paid too little in total", ("money", 684_000, "INR")),
        ("12% of answers were wrong", ("rate", 12, "% of answers")),
        ("300 records were exposed", ("records", 300, "records")),
        ("Impact lasted 47 minutes", ("duration", 47, "minutes")),
        ("Outage duration: 2 h 10 min", ("duration", 130, "minutes")),
    ],
)
def test_an_impact_figure_is_read(text: str, figure: tuple[str, float, str]) -> None:
    assert figure in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "ticket #4412 opened for the wrong answers",
        "the alert threshold is 500 failed requests",
        "p95 latency was 900 ms on failed requests",
        "port 8080 refused",
        "in 2026 customers got wrong answers",
        "rolled back to version 14 for customers",
        "the eval set has 400 prompts and missed wrong answers",
        "top_k raised from 5 to 8 documents",
        "CPU at 82% during the failed requests",
        "timeout of 30 seconds",
        "we have 12,000 users on the platform",
        "error rate fell to 0.4%",
    ],
)
def test_other_numbers_are_no_impact(text: str) -> None:
    assert read(text) == []


def test_a_figure_told_twice_is_one_with_both_lines() -> None:
    figures = over(impact.figures, incident(*notes("340 users affected\n\nSo 340 users were hit")))
    assert [f.evidence for f in figures] == [("N1", "N3")]


def test_a_sentence_that_states_a_cause_is_cut_to_its_figure() -> None:
    (figure,) = over(
        impact.figures, incident(*notes("The bug caused the 340 users to get wrong answers"))
    )
    assert figure.text.startswith("340 users")


def test_action_items_hold_no_impact() -> None:
    assert read("## Action items\n- refund the 340 users affected") == []


@given(st.text(max_size=120))
def test_any_text_is_read_and_the_words_stand_in_the_line(text: str) -> None:
    line = " ".join(text.splitlines())
    for figure in over(impact.figures, incident(*notes(line or "x"))):
        assert figure.value >= 0
        assert figure.evidence == ("N1",)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("customers paid out already: 37", 37, "customers"),
        ("Affected users: 1,204", 1204, "users"),
        ("~37 customers were hit", 37, "customers"),
        ("| Metric | Value |\n|---|---|\n| users affected | 1,204 |", 1204, "users"),
        ("refusal rate at 31%, normally 12%", 31, "%"),
        ("212 of 690 summaries were wrong", 212, "summaries"),
    ],
)
def test_figures_are_read_from_labels_rows_shares_and_rates_off_normal(
    text: str, value: float, unit: str
) -> None:
    assert [(f.value, f.unit) for f in over(impact.figures, incident(*notes(text)))] == [
        (value, unit)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We count 61 conversations with foreign data, 44 customers concerned, no card numbers.",
        "61 conversations were wrong, 44 customers concerned, no users lost money.",
        "61 conversations and 44 customers affected, no impact on card numbers.",
    ],
)
def test_a_negation_speaks_of_its_own_part_of_a_sentence(text: str) -> None:
    told = read(text)
    assert ("requests", 61, "conversations") in told
    assert ("users", 44, "customers") in told


@pytest.mark.parametrize(
    "text",
    [
        "no impact for the 44 customers who got the wrong banner",
        "44 customers got the wrong banner, no impact",
        "for reference, 44 customers got the old banner",
    ],
)
def test_a_negation_of_the_part_that_counts_or_of_all_leaves_no_figure(text: str) -> None:
    assert read(text) == []


def figures_of(specimen: Specimen) -> tuple[ImpactFigure, ...]:
    return over(impact.figures, incident(*notes(specimen.text)))


@pytest.mark.parametrize("specimen", of_impact("tuned", "fresh"), ids=lambda s: s.text[:40])
def test_a_note_tells_its_figures_and_no_trap(specimen: Specimen) -> None:
    told = figures_of(specimen)
    assert specimen.read(told) == len(specimen.figures)
    assert specimen.fell_for(told) == ()


@pytest.mark.parametrize(
    "group", ["aside", "second", "late", "fourth", "fifth", "sixth", "seventh"]
)
def test_of_notes_that_no_weight_was_set_on_most_figures_are_read(group: str) -> None:
    found = [(s, figures_of(s)) for s in of_impact(group)]
    asked = sum(len(s.figures) for s, _ in found)
    assert sum(s.read(told) for s, told in found) >= 0.85 * asked
    assert sum(len(s.fell_for(told)) for s, told in found) <= 1


def test_a_share_names_the_whole_that_it_is_of() -> None:
    told = read("31 % of 1,906 applications were thrown out")
    assert told == [("rate", 31, "% of 1,906 applications")]


def test_a_count_without_a_noun_goes_on_with_the_noun_of_its_list() -> None:
    told = read("Numbers:\n\n  read            1,906 letters\n  refused           744")
    assert told == [("requests", 1906, "letters"), ("requests", 744, "letters")]


def test_a_message_of_its_own_goes_on_with_no_noun() -> None:
    told = read("11:20 212 customers saw a wrong price\n11:52 311 withdrawn, wrong drawer")
    assert told == [("users", 212, "customers")]


def test_a_figure_says_how_it_was_counted_in_the_words_of_its_line() -> None:
    (figure,) = over(
        impact.figures, incident(*notes("44 customers were overcharged, from the billing export"))
    )
    assert figure.counted_by == "from the billing export"


def test_a_lead_in_line_that_tells_the_source_is_cited_with_its_figures() -> None:
    (figure,) = over(
        impact.figures, incident(*notes("Numbers from the export:\n- 44 letters with a wrong date"))
    )
    assert (figure.counted_by, figure.evidence) == ("from the export", ("N2", "N1"))


def test_how_a_figure_was_counted_is_unknown_where_nobody_says() -> None:
    (figure,) = over(impact.figures, incident(*notes("44 customers were overcharged")))
    assert (figure.counted_by, figure.aspect) == (None, None)


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("300 patient records were exposed", "data"),
        ("the CRM took over 41 wrong addresses", "downstream"),
        ("19 customers complained on social media", "reputation"),
        ("the regulator fined us 4,000 EUR", "regulatory"),
    ],
)
def test_a_figure_says_what_it_touches_besides_its_number(text: str, aspect: str) -> None:
    assert [f.aspect for f in over(impact.figures, incident(*notes(text)))] == [aspect]


def test_numbers_of_staging_are_impact_only_where_the_incident_is_one_of_staging() -> None:
    line = "41 rows were deleted in staging"
    assert read(line) == []
    assert ("records", 41, "rows") in read(f"{line}\nprod is not touched")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("damage of 4.873,20 EUR", 4873.2),
        ("damage of 1.204.873,20 EUR", 1204873.2),
        ("damage of 1.204.873 EUR", 1204873),
        ("damage of CHF 18'430.50", 18430.5),
    ],
)
def test_a_sum_is_read_as_its_country_writes_it(text: str, value: float) -> None:
    assert [figure for _, figure, _ in read(text)] == [value]


def test_a_number_that_ends_an_id_is_no_count() -> None:
    assert read("# INC-2026-118 claims were declined wrongly") == []


def test_the_number_of_a_date_without_a_zone_is_no_count() -> None:
    assert read("tue 6 oct 26 - bot told people the clinic is shut") == []


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("{|\n! what !! how many\n|-\n| letters sent twice || 233\n|}", [233]),
        ("||what||count||\n|letters sent twice|233|\n", [233]),
        ("How many\n| letters | people |\n|---|---|\n| 1,906 | 1,741 |", [1906, 1741]),
        ("| what | before | after |\n|---|---|---|\n| missed alarms | 4 | 39 |", [39]),
        ("| what | before | after |\n|---|---|---|\n| false alarms | 11 | 12 |", []),
        ("| group | May | during | n |\n|---|---|---|---|\n| north | 7% | 38% | 2,970 |", [38]),
    ],
)
def test_the_headers_of_a_table_say_which_numbers_are_of_the_incident(
    table: str, values: list[float]
) -> None:
    assert [value for _, value, _ in read(table)] == values


def test_the_report_of_an_evaluation_holds_no_impact() -> None:
    report = (
        "verdict        do not promote\nrecall         0.72\nfalse alarms   41\nmissed cracks  17"
    )
    assert read(report) == []


def test_what_an_evaluation_got_wrong_is_the_extent_of_a_near_miss() -> None:
    line = "87 of 300 eval cases wrong"
    assert read(line) == []
    assert ("other", 87, "cases") in read(f"# Near miss, canary only\n\n{line}")


def test_what_would_have_happened_is_no_impact_beside_what_did() -> None:
    told = read("If the job had run it would have mailed 5,200 members. It mailed 43.")
    assert told == [("users", 43, "members")]


def test_a_recount_without_a_noun_takes_the_noun_of_the_count_most_alike() -> None:
    chat = "10:02 640 summaries were wrong, 211 doctors saw them\n10:05 my query says 604"
    assert ("requests", 604, "summaries") in read(chat)


def test_a_sentence_that_is_only_a_count_is_read_with_the_one_before_it() -> None:
    told = read("The wrong letters went out on Monday. That is 402 homes.")
    assert told == [("other", 402, "homes")]


def test_a_number_in_the_label_of_a_column_is_not_its_value() -> None:
    told = read("pupils late by more than 15 min       61")
    assert told == [("users", 61, "pupils")]


def test_a_number_behind_a_clause_with_a_number_of_its_own_counts_no_words_of_it() -> None:
    assert read("re-scored the 212 with v6: 71 would have passed") == []


def test_the_threshold_of_an_alert_is_no_impact() -> None:
    assert read('Alert "share of wrong answers > 30% (7d)" fired') == []
    assert read("the share of wrong answers went from 4% -> 71%") != []


def test_what_was_checked_once_it_was_mended_and_the_name_of_a_tariff_are_no_impact() -> None:
    assert read("checked 12 policies of the old tariff, all good") == []
    assert read("tariff 2019 answers are wrong") == []
    assert read("1,940 parents rated it 1 star") == [("users", 1940, "parents")]
