"""What lines leave open, plan or try is not told as what happened."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import direction

OPEN = {
    "suspected": "10:05 Responder A: maybe the tokenizer changed",
    "asked": "12:35 Responder B: did the export skip the last page?",
    "planned": "13:30 Responder C: plan: move the index to the new cluster",
    "conditional": "11:03 Responder D: if the cache fails, we use the database",
    "tried": "10:06 Responder E: tried to restart the ranker, it hangs",
    "ordered": "12:36 Responder F: asked the platform team to raise the quota",
    "near": "13:03 Responder A: almost refunded 40 orders twice",
    "claimed": "TICKET 12: customer claims the bot offered free shipping",
}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The tokenizer changed.", OPEN["suspected"]),
        ("The export skipped the last page.", OPEN["asked"]),
        ("The index was moved to the new cluster.", OPEN["planned"]),
        ("The cache failed.", OPEN["conditional"]),
        ("The database was used.", OPEN["conditional"]),
        ("The ranker was restarted.", OPEN["tried"]),
        ("The platform team raised the quota.", OPEN["ordered"]),
        ("40 orders were refunded twice.", OPEN["near"]),
        ("The bot offered free shipping.", OPEN["claimed"]),
    ],
)
def test_what_a_line_leaves_open_is_no_fact(text: str, line: str) -> None:
    assert direction.broken_by(text, [line]) is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A responder thought that the tokenizer had changed.", OPEN["suspected"]),
        ("It was asked whether the export had skipped the last page.", OPEN["asked"]),
        ("The plan was to move the index to the new cluster.", OPEN["planned"]),
        ("If the cache failed, the database would be used.", OPEN["conditional"]),
        ("An attempt to restart the ranker hung.", OPEN["tried"]),
        ("The platform team was asked to raise the quota.", OPEN["ordered"]),
        ("40 orders were almost refunded twice.", OPEN["near"]),
        ("According to the ticket, the bot offered free shipping.", OPEN["claimed"]),
    ],
)
def test_what_stays_open_stands(text: str, line: str) -> None:
    assert direction.broken_by(text, [line]) is None


def test_what_another_line_says_outright_is_a_fact() -> None:
    lines = [
        "10:05 Responder A: maybe the tokenizer changed",
        "11:00 Responder B: tokenizer changed",
    ]
    assert direction.broken_by("The tokenizer changed.", lines) is None
