"""Denials that the history, a count or a trace does not bear."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.analysis.clashes import denials
from assistant.analysis.clashes.clash import Contradiction
from assistant.incident import Change, Layer, TraceCall
from tests.analysis.clashing import DEPLOYED, found
from tests.analysis.notebook import change, incident

ONSET = "09:20 the bot began quoting old prices"


@pytest.mark.parametrize(
    ("line", "layer"),
    [
        ("nothing changed on our side", "prompt"),
        ("the model has not changed", "model"),
        ("no change to the index", "index"),
        ("no deploy today", "code"),
    ],
)
def test_a_denial_of_change_is_set_against_the_change_of_the_history(
    line: str, layer: Layer
) -> None:
    moved = replace(DEPLOYED, kind=layer)
    (one,) = found(f"{line}\n{ONSET}", moved)
    assert one.text == (
        "The notes say that nothing changed here; the history records a "
        f"{layer} change of prompt-part on 2026-05-04 09:00 UTC."
    )
    assert (one.kind, one.evidence) == ("denial", ("N1", "H1"))


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("the model has not changed", DEPLOYED),
        ("nothing changed on our side", change("prompt", "09:30", "after the start")),
        ("nothing changed on our side", change("prompt", None, "without a time")),
        ("rolled back, no change after that", DEPLOYED),
        ("the customer changed the order", DEPLOYED),
    ],
)
def test_a_denial_of_another_layer_or_before_a_later_change_is_none(
    line: str, moved: Change
) -> None:
    assert found(f"{line}\n{ONSET}", moved) == ()


@pytest.mark.parametrize(
    ("denial", "count", "told"),
    [
        ("no customers affected", "212 customers got a wrong price", "212 customers"),
        ("no financial impact", "refunds of 1,200 EUR were paid", "1,200 EUR"),
    ],
)
def test_a_denied_effect_that_is_counted_is_a_contradiction(
    denial: str, count: str, told: str
) -> None:
    (one,) = found(f"{denial}\n{count}")
    assert one.text == f'One line says "{denial}"; another counts {told}.'
    assert one.evidence == ("N1", "N2")


@pytest.mark.parametrize(
    "text",
    [
        "no customers affected\n0 customers got a wrong price",
        "no customers affected\nrefunds of 1,200 EUR were paid",
        "no customers affected",
    ],
)
def test_a_denied_effect_of_which_nothing_is_counted_is_none(text: str) -> None:
    assert found(text) == ()


def call(asked: str | None, answered: str | None, evidence: str | None) -> TraceCall:
    return TraceCall(
        source="trace.jsonl", line=1, trace_id="t1", span_id="s1", name="chat", time=None,
        requested=asked, served=answered, temperature=None, top_p=None, max_tokens=None,
        seed=None, input_tokens=None, output_tokens=None, finish=None, prompt=None, error=None,
        failed=False, evidence=evidence,
    )  # fmt: skip


def traced(*calls: TraceCall) -> list[Contradiction]:
    return list(denials.served(replace(incident(), calls=calls)))


def test_a_call_that_another_model_answered_is_a_contradiction_of_its_lines() -> None:
    (one,) = traced(*(call("shelf-3", "shelf-2", name) for name in ("L1", "L4")))
    assert one.text == "The trace asks for shelf-3 and was answered by shelf-2 in 2 calls."
    assert (one.kind, one.evidence) == ("version", ("L1", "L4"))


@pytest.mark.parametrize(
    ("asked", "answered", "line"),
    [
        ("shelf-3", "shelf-3", "L1"),
        ("acme/Shelf-3", "shelf-3", "L1"),
        (None, "shelf-3", "L1"),
        ("shelf-3", None, "L1"),
        ("shelf-3", "shelf-2", None),
    ],
)
def test_the_same_model_an_unknown_one_or_an_uncited_call_is_none(
    asked: str | None, answered: str | None, line: str | None
) -> None:
    assert traced(call(asked, answered, line)) == []
