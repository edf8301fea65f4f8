"""Reporting clocks and the warning to preserve the evidence, as people read them."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

import pytest

from assistant.drafting.draft import RecurrenceVerdict, TemplateName
from assistant.export.document import build
from assistant.export.html import page
from assistant.export.markdown import render
from tests.export.sample import rich


def part(text: str, heading: str) -> str:
    """Return what stands under a heading of a Markdown document."""
    return text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_a_clock_shows_its_question_lines_time_and_source_and_is_no_verdict() -> None:
    said = part(render(rich()), "Notification questions for counsel")
    assert "not verdicts" in said
    assert "**GDPR Art. 33**" in said
    assert "Question for counsel: Were personal data exposed? ([N4]" in said
    assert "Runs until, if it applies: 2026-02-06 09:40 Europe/Berlin" in said
    assert "checked 2026-11-20" in said


def test_a_clock_without_a_time_says_that_none_was_counted() -> None:
    said = part(render(rich()), "Notification questions for counsel").split("**DORA**")[1]
    assert "Runs until, if it applies: not counted" in said


def test_a_draft_without_a_zone_still_says_which_one_a_clock_is_in() -> None:
    said = part(render(replace(rich(), timezone=None)), "Notification questions for counsel")
    assert "2026-02-06 09:40 UTC+01:00" in said


@pytest.mark.parametrize("template", get_args(TemplateName))
def test_the_warning_stands_just_before_the_clocks(template: TemplateName) -> None:
    text = render(replace(rich(), template=template))
    assert text.count("## Preserve the evidence") == 1
    after = text.split("## Preserve the evidence\n", 1)[1]
    assert after.split("\n## ")[1].startswith("Notification questions for counsel")


def test_the_warning_is_set_apart_and_says_what_it_goes_back_to() -> None:
    said = part(render(rich()), "Preserve the evidence")
    assert "> **Preserve first**" in said
    assert "Do not delete the logs before they are preserved." in said
    assert "- Keep the originals of notes.md." in said
    assert "Art. 73(6) of the EU AI Act" in said
    assert "for counsel" in said


def test_without_a_warning_the_section_says_that_this_rules_nothing_out() -> None:
    said = part(render(replace(rich(), preservation=())), "Preserve the evidence")
    assert "does not mean that there is none" in said


def test_a_template_without_the_section_keeps_the_warning() -> None:
    document = build(rich(), ())
    assert "Preserve the evidence" in str(document.blocks)


def test_the_page_shows_both() -> None:
    text = page(rich())
    assert "Preserve first" in text
    assert "Runs until, if it applies" in text


def test_a_recurrence_is_said_before_everything_else_and_none_is_not() -> None:
    verdict = RecurrenceVerdict("recurrence", "PM-7", "This came about as PM-7 did.")
    text = render(replace(rich(), recurrence=verdict))
    assert text.index("This has happened before") < text.index("## ")
    assert "This came about as PM-7 did." in text[: text.index("## ")]
    none = RecurrenceVerdict("none", None, "None shares it.")
    shown = render(replace(rich(), recurrence=none))
    assert "None shares it." not in shown[: shown.index("## ")]


@pytest.mark.parametrize(
    ("verdict", "told"),
    [("recurrence", "the same mechanism"), ("possible", "may be the same mechanism")],
)
def test_a_past_incident_says_how_it_stands(
    verdict: Literal["recurrence", "possible"], told: str
) -> None:
    past = replace(rich().similar[0], recurrence=verdict)
    assert f"({told}, likeness of words" in render(replace(rich(), similar=(past,)))
