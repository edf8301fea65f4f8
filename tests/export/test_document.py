"""The document follows its template and hides nothing that the draft holds."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from assistant.analysis.durations import Durations
from assistant.analysis.timeline import TimelineEvent
from assistant.drafting.draft import RootCause, TemplateName
from assistant.drafting.templates import SectionSpec, outline
from assistant.export.blocks import Block, Callout, Card, Cite, Code, Heading, Paragraph, Text
from assistant.export.document import build
from assistant.export.markdown import render, write
from tests.export.sample import at, rich


def section(blocks: tuple[Block, ...], heading: str) -> list[Block]:
    found: list[Block] = []
    within = False
    for block in blocks:
        if isinstance(block, Heading):
            within = block.text == heading
        elif within:
            found.append(block)
    return found


@pytest.mark.parametrize("template", get_args(TemplateName))
def test_every_section_of_the_template_appears_once_in_order(template: TemplateName) -> None:
    document = build(replace(rich(), template=template))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    expected = [spec.heading for spec in outline(template)]
    assert [heading for heading in headings if heading in expected] == expected
    assert len(set(headings)) == len(headings)


def test_what_the_template_leaves_out_still_appears() -> None:
    bare = (SectionSpec("summary", "Summary", "Nothing."),)
    text = write(build(rich(), bare))
    assert "## Open questions" in text
    assert "## What moved" in text
    assert text.index("## Checks") < text.index("## Evidence")


def test_an_empty_section_says_so_and_asks() -> None:
    spec = SectionSpec("fairness", "Fairness", "Nobody looked.", ("Which groups?",))
    text = write(build(rich(), (spec,)))
    assert "_Nobody looked._\n\n- Which groups?" in text


def test_a_section_that_people_fill_is_set_apart() -> None:
    spec = SectionSpec("lessons", "Lessons", "People draw them.", human=True)
    (block,) = section(build(rich(), (spec,)).blocks, "Lessons")
    assert isinstance(block, Callout)
    assert block.tone == "open"


def test_a_changes_section_is_not_empty_where_there_are_such_changes() -> None:
    blocks = section(build(rich()).blocks, "Prompt history, model version and inputs")
    assert not any(isinstance(block, Code) for block in blocks)
    assert "claims-triage" in str(blocks)


def test_the_root_cause_awaits_people_and_every_hypothesis_can_be_tested() -> None:
    blocks = section(build(rich()).blocks, "Root cause")
    assert isinstance(blocks[0], Callout)
    assert blocks[0].title == "Root cause: awaiting human judgement"
    cards = [block for block in blocks if isinstance(block, Card)]
    assert len(cards) == 2
    assert all(dict(card.rows)["How to test"] for card in cards)


def test_without_a_hypothesis_the_root_cause_still_awaits_people() -> None:
    text = render(replace(rich(), root_cause=RootCause()))
    assert "Root cause: awaiting human judgement" in text


def test_owner_and_due_date_are_left_to_people() -> None:
    (card,) = section(build(rich()).blocks, "Actions")
    assert isinstance(card, Card)
    assert dict(card.rows)["Owner, due"] == (Text("to be decided by people", "quiet"),)


def test_the_caveat_on_cause_is_said_once() -> None:
    assert render(rich()).count("correlation in time, not cause") == 1


def test_a_status_that_is_not_evidenced_is_visible() -> None:
    (block,) = section(build(rich()).blocks, "Summary")
    assert isinstance(block, Paragraph)
    told = [run for run in block.line if isinstance(run, Text) and run.text.strip()]
    assert [run.text for run in told if run.look == "quiet"] == ["inferred", "not known"]
    assert told[0].look != "quiet"
    assert told[1].look != "quiet"


def test_lines_that_follow_each_other_share_a_mark() -> None:
    cite = Cite(("H3", "H4", "H5", "N7", "N8", "N2-8", "N2-9", "N2-10"))
    assert cite.spans == (("H3", "H5"), ("N7", "N7"), ("N8", "N8"), ("N2-8", "N2-10"))
    assert cite.more == ""


def test_many_marks_are_cut_for_reading() -> None:
    cite = Cite(tuple(f"N{line}" for line in range(1, 41, 2)))
    assert len(cite.spans) == 8
    assert cite.more == "and 12 more"


def test_a_change_days_before_does_not_stretch_the_incident() -> None:
    early = TimelineEvent(at(8, 0, day=1), "minute", False, "change", "v40 -> v41", ("H2",))
    text = render(replace(rich(), timeline=(early, *rich().timeline)))
    assert "| 2026-02-01 08:00 | **Change** |" in text
    assert "| ≈ 09:12 | **Start** |" in text


def test_durations_that_nobody_told_are_one_sentence() -> None:
    text = render(replace(rich(), durations=Durations()))
    assert "How long each phase took is not known" in text
    assert "Start to detection" not in text


def test_the_first_thing_said_is_how_much_of_a_draft_a_model_worded() -> None:
    made = replace(
        rich().provenance,
        engine="llm",
        model="openai:loopback",
        written=("summary[0]", "actions[1]"),
    )
    told = render(replace(rich(), provenance=made))
    assert "The model openai:loopback worded 2 sentences of it" in told
    assert "worded" not in render(replace(rich(), provenance=replace(made, engine="offline")))
