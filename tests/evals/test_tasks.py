"""The samples and their gold: found by name, whole, and read strictly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import MalformedInput, UnreadableInput
from evals import gold as golds
from evals import tasks

SAMPLES = tasks.samples()


def test_a_sample_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(UnreadableInput, match=f"'nosuch'.*{SAMPLES[0].name}"):
        tasks.samples(("nosuch",))


def test_a_damaged_gold_is_named(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text('{"reference_date": "today"}', encoding="utf-8")
    with pytest.raises(MalformedInput, match=r"gold\.json"):
        golds.load(tmp_path)


def test_optional_parts_of_a_gold_are_read_and_absent_ones_ask_for_nothing(
    tmp_path: Path,
) -> None:
    raw = json.loads((SAMPLES[0] / "gold.json").read_text(encoding="utf-8"))
    path = tmp_path / "gold.json"
    for key in ("signature", "behaviour"):
        raw.pop(key)
    raw["durations"] = {"to_detect_s": None, "to_mitigate_s": [60, None]}
    path.write_text(json.dumps(raw), encoding="utf-8")
    bare = golds.load(tmp_path)
    assert not any(bare.signature.values())
    assert (bare.fairness, bare.behaviour) == ((), ())
    assert bare.durations == {"to_detect_s": (None,), "to_mitigate_s": (60.0, None)}
    raw["signature"] = {"layer": "model", "trigger": ["release", "deploy"]}
    raw["fairness"] = [{"group": "women", "value": 12, "unit": "%"}]
    raw["behaviour"] = [{"expected": None, "observed": "code fences"}]
    path.write_text(json.dumps(raw), encoding="utf-8")
    whole = golds.load(tmp_path)
    assert whole.signature == {
        "failure_mode": (),
        "layer": ("model",),
        "trigger": ("release", "deploy"),
    }
    assert whole.fairness == (golds.GoldGroup(("women",), 12.0, "%"),)
    assert whole.behaviour == (golds.GoldBehaviour((), ("code fences",)),)


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_gold_agrees_with_itself_and_with_its_inputs(folder: Path) -> None:
    gold = golds.load(folder)
    starts = [step.time for step in gold.timeline if "start" in step.phases]
    assert len(starts) <= 1
    for name, phase in {"to_mitigate_s": "mitigated", "to_resolve_s": "resolved"}.items():
        at = [step.time for step in gold.timeline if phase in step.phases]
        known = {seconds for seconds in gold.durations[name] if seconds is not None}
        assert {(one - starts[0]).total_seconds() for one in at if starts} >= known
    assert not gold.traps & {figure.value for figure in gold.impact}
    told = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((folder / "inputs").iterdir())
    )
    for phrase in (*gold.people, *gold.secrets, *gold.injections):
        assert phrase in told


def test_most_samples_hold_a_log_too_long_to_be_read_by_eye() -> None:
    lines = [
        max(path.read_text(encoding="utf-8").count("\n") for path in (folder / "inputs").iterdir())
        for folder in SAMPLES
    ]
    assert sum(count >= 500 for count in lines) * 2 > len(lines)
