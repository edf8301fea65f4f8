"""Invented incidents of a few lines: mechanism and gaps as a careful reader would name them."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.analysis.facts import Facts, work_out
from assistant.analysis.layout import place
from assistant.incident import Change, Moment
from tests.analysis.notebook import NOW, at, incident, notes

_FILE = Path(__file__).parent / "data" / "mechanism_notes.toml"
_TOLD = tomllib.loads(_FILE.read_text(encoding="utf-8"))
SAMPLES: list[dict[str, Any]] = [*_TOLD["incident"], *_TOLD["aside"]]


def worked_out(sample: dict[str, Any]) -> Facts:
    changes = [
        Change(
            kind=moved["kind"],
            component=moved["component"],
            before=None,
            after=None,
            time=Moment(at("09:00") - timedelta(minutes=moved["minutes"]), "minute"),
            diff=moved.get("diff"),
            text=moved["text"],
            evidence=(f"H{number}",),
        )
        for number, moved in enumerate(sample.get("changes", ()), start=1)
    ]
    made = incident(*notes(sample["notes"]), changes=changes)
    return work_out(made, place(made), now=NOW, stage=lambda _: None)


def fits(found: tuple[str, ...], accepted: list[str]) -> bool:
    """Return whether one of the accepted ids is told, or nothing where nothing may be."""
    return not found if not accepted else bool({*found} & {*accepted})


@pytest.mark.parametrize("sample", SAMPLES, ids=[s["name"] for s in SAMPLES])
def test_the_mechanism_is_told_where_the_notes_carry_it(sample: dict[str, Any]) -> None:
    facts = worked_out(sample)
    signed = facts.signature
    assert fits(tuple(t.id for t in signed.failure_modes), sample["modes"])
    assert fits(tuple(t.id for t in signed.layers), sample["layers"])
    triggers = tuple(t.id for t in signed.triggers)
    assert not sample["triggers"] or fits(triggers, sample["triggers"])
    assert {*sample["factors"]} <= {f.category for f in facts.factors}


@pytest.mark.parametrize(
    "sample", [s for s in SAMPLES if not s["modes"]], ids=lambda s: str(s["name"])
)
def test_where_the_notes_carry_no_mechanism_nothing_is_suggested(sample: dict[str, Any]) -> None:
    facts = worked_out(sample)
    assert (facts.factors, facts.actions) == ((), ())


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s["modes"]], ids=lambda s: str(s["name"]))
def test_a_mechanism_calls_for_a_few_whole_actions(sample: dict[str, Any]) -> None:
    actions = worked_out(sample).actions
    assert 1 <= len(actions) <= 8
    for action in actions:
        assert action.measure
        assert action.verification
        assert "$" not in action.text
        assert (action.owner, action.due) == (None, None)
