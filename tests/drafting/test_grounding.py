"""What the grounding rule finds unsupported, and what it lets through."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.checks.grounding import unsupported

LINE = (
    "09:12 error rate rose to 12% on answer-svc v2.3.1 (1,200 requests), model "
    "gpt-x-mini-2026-01. Two alerts fired at 9:31 pm on 2 March 2026, $4.5k lost in Oslo"
)


@pytest.mark.parametrize(
    "text",
    [
        "At 9:12 the error rate rose to 12 percent.",
        "About 1200 requests were hit.",
        "About 1,200 requests were hit on version 2.3.1.",
        "There were 2 alerts at 21:31.",
        "There were two alerts on March 2.",
        "There were two alerts on 2026-03-02.",
        "The loss was $4,500 in Oslo.",
        "The model gpt-x-mini-2026-01 was in service.",
        'The notes say "error rate rose".',
        LINE,
    ],
)
def test_what_stands_in_the_line_in_another_form_is_supported(text: str) -> None:
    assert unsupported(text, [LINE]) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It began at 09:13.", "time"),
        ("It began at 09:12:30.", "time"),
        ("It began on 3 March.", "date"),
        ("It began on 2 March 2025.", "date"),
        ("The rate was 12.", "number"),
        ("The rate was 1,200%.", "number"),
        ("There were 120 requests.", "number"),
        ("There were three alerts.", "number"),
        ("There were twenty-two alerts.", "number"),
        ("Thousands of requests were hit, so half were lost.", "number"),
        ("The loss was €4,500.", "number"),
        ("The service ran v2.3 then.", "identifier"),
        ("The service ran v2.3.10 then.", "identifier"),
        ("The model gpt-x-mini-2026-02 was in service.", "identifier"),
        ("The flag useNewPrompt was on.", "identifier"),
        ("The alert was seen by Anna first.", "name"),
        ('The notes say "error rates".', "quote"),
    ],
)
def test_what_the_line_does_not_hold_is_found(text: str, kind: str) -> None:
    assert kind in {item.kind for item in unsupported(text, [LINE])}


def test_a_piece_of_a_longer_figure_or_version_does_not_support_it() -> None:
    assert unsupported("Only 200 were hit.", ["1,200 were hit"])
    assert unsupported("It ran v2.3.", ["It ran v2.3.1"])
    assert unsupported("Error 50 was seen", ["Error 50.5 was seen"])
    assert unsupported("The rate was 5", ["The rate was 5%"])


def test_a_worked_out_figure_is_free_only_in_an_inferred_sentence() -> None:
    lines = ["09:12 first error", "09:31 alert fired"]
    assert unsupported("Detection took 19 minutes.", lines)
    assert not unsupported("Detection took 19 minutes.", lines, status="inferred")
    assert unsupported("The service ran v9 and Anna saw it.", lines, status="inferred")


def test_without_cited_lines_every_figure_is_unsupported() -> None:
    assert unsupported("It took 19 minutes.", [])


@given(st.text(max_size=300))
def test_a_line_supports_itself(text: str) -> None:
    assert unsupported(text, [text]) == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_held_against_any_line(text: str, line: str) -> None:
    assert isinstance(unsupported(text, [line]), tuple)


@given(st.integers(min_value=2, max_value=10**9), st.integers(min_value=2, max_value=10**9))
def test_a_figure_is_supported_by_the_same_figure_only(said: int, told: int) -> None:
    found = unsupported(f"In all {said:,} requests failed.", [f"count={told}"])
    assert (found == ()) == (said == told)


@pytest.mark.parametrize("piece", ["aaaaaa", "1,", "A-", "9:1", "2 May ", "seven ", '"'])
def test_a_very_long_line_is_read_in_bounded_time(piece: str) -> None:
    line = piece * (300_000 // len(piece))
    began = time.process_time()
    unsupported("It failed 8 times on 3 May.", [line])
    assert time.process_time() - began < 10.0


def test_an_identifier_stands_in_a_cell_of_a_row_that_goes_on() -> None:
    row = "2026-09-07 09:00,-,model tilly-base-2 -> tilly-base-3,vendor"
    assert not unsupported("Model tilly-base-2 -> tilly-base-3.", [row])
    assert not unsupported("Run 9f31.", ["9f31,2026-10-08 07:12:00,gbm-2026-10"])
    assert unsupported("It was down for 1 hour.", ["down for 1,250 hours"])
