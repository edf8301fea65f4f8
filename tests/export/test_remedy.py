"""The mechanism, the layer checklist and the actions as the document shows them."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.draft import Draft, Signature
from assistant.export.blocks import Block, Bullets, Card, Cite, Heading, Table, Text
from assistant.export.document import build
from assistant.export.json import dump, load
from assistant.export.markdown import render
from tests.export.sample import rich


def section(draft: Draft, heading: str) -> list[Block]:
    found: list[Block] = []
    inside = False
    for block in build(draft).blocks:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside:
            found.append(block)
    return found


def test_the_mechanism_names_mode_layer_and_trigger_each_with_its_lines() -> None:
    bullets = section(rich(), "Mechanism")[0]
    assert isinstance(bullets, Bullets)
    labels = [item[0].text for item in bullets.items if isinstance(item[0], Text)]
    assert labels == ["Failure mode:", "Layer:", "Trigger to look at:"]
    assert all(isinstance(item[-1], Cite) for item in bullets.items)


def test_the_mechanism_says_which_taxonomy_an_id_is_of() -> None:
    assert "OWASP LLM05; AVID P0200" in render(rich())


def test_a_draft_without_a_signature_says_what_people_are_asked() -> None:
    text = render(replace(rich(), signature=Signature()))
    assert "What failed, in one sentence that names no person?" in text


def test_the_layer_checklist_shows_lines_or_a_gap() -> None:
    (table,) = section(rich(), "Layer checklist")
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == [
        (Text("changed", "strong"),),
        (Text("spoken of", "strong"),),
        (Text("gap", "quiet"),),
    ]
    assert table.rows[2][2] == (Text("nothing in the inputs speaks of it", "quiet"),)


def test_an_action_is_a_card_with_measure_verification_and_priority() -> None:
    (card,) = section(rich(), "Actions")
    assert isinstance(card, Card)
    rows = {
        label: " ".join(run.text for run in line if isinstance(run, Text))
        for label, line in card.rows
    }
    assert rows["Measured by"] == "alert fires within 5 min of a 10% shift"
    assert rows["Verified by"] == "replay of this incident raises the alert"
    assert rows["Priority"].startswith("impact medium, effort medium")
    assert rows["Kind"].endswith("addresses F1")


def test_signature_layers_and_actions_survive_json() -> None:
    read = load(dump(rich()))
    assert (read.signature, read.layers, read.actions) == (
        rich().signature,
        rich().layers,
        rich().actions,
    )
