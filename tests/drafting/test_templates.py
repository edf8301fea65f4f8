"""The document templates: complete, locked, and refused where they are damaged."""

from __future__ import annotations

import json
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.drafting import templates
from assistant.drafting.draft import Draft, TemplateName
from assistant.drafting.sections import WRITERS
from assistant.errors import ResourceError
from assistant.resources import prompts_dir

ACTIVE = templates.versions()["document"]


def copied(tmp_path: Path) -> Path:
    """Return a copy of the prompts that a test may damage."""
    return Path(shutil.copytree(prompts_dir(), tmp_path / "prompts"))


def test_every_released_file_is_as_the_lock_records_it() -> None:
    root = prompts_dir()
    meant = json.dumps(templates.digests(root), indent=2)
    assert templates.changed(root) == (), f"If the change is meant, lock.json is:\n{meant}"


def test_a_changed_file_is_found_by_its_digest(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "document" / "v2" / "prompt.toml").write_text("name = 1", encoding="utf-8")
    assert templates.changed(root) == ("document/v2/prompt.toml",)


@pytest.mark.parametrize("name", templates.TEMPLATE_NAMES)
def test_every_section_is_a_field_a_written_section_or_for_people(
    name: TemplateName,
) -> None:
    known = {f.name for f in fields(Draft)} | set(WRITERS) | {"attribution"}
    for spec in templates.outline(name):
        assert spec.human or spec.key in known


@pytest.mark.parametrize("name", templates.TEMPLATE_NAMES)
def test_every_template_has_the_sections_that_ai_incidents_need(
    name: TemplateName,
) -> None:
    keys = {spec.key for spec in templates.outline(name)}
    assert keys >= {
        "prompt_history", "behaviour", "data_investigation", "fairness", "monitoring_gaps",
        "affected", "not_examined", "root_cause",
    }  # fmt: skip


def test_the_major_template_is_the_standard_one_with_additions() -> None:
    standard = [spec.key for spec in templates.outline("standard")]
    major = [spec.key for spec in templates.outline("major")]
    added = {"executive_summary", "external_communication", "regulatory_interaction", "recovery"}
    assert [key for key in major if key in standard] == standard
    assert set(major) - set(standard) == added | {"cost"}


def test_a_severity_chooses_its_template() -> None:
    levels = ("SEV1", "SEV2", "SEV3", "SEV4", None)
    chosen = [templates.for_severity(level) for level in levels]
    assert chosen == ["major", "standard", "brief", "brief", "standard"]


def test_a_sentence_takes_exactly_its_declared_variables() -> None:
    with pytest.raises(ResourceError, match="began"):
        templates.sentence("began")
    with pytest.raises(ResourceError, match="nothing-like-it"):
        templates.sentence("nothing-like-it")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("active.toml", '"{active}"', '"latest"'),
        ("active.toml", '"{active}"', '"v99"'),
        ("active.toml", "document", "other"),
        ("document/{active}/prompt.toml", 'version = "{active}"', 'version = "v99"'),
        ("document/{active}/prompt.toml", 'SEV1 = "major"', 'SEV1 = "huge"'),
        ("document/{active}/prompt.toml", '"summary", "severity"', '"summry", "severity"'),
        ("document/{active}/prompt.toml", '"summary", "severity"', '"summary", "summary"'),
        ("document/{active}/prompt.toml", 'heading = "Summary"', 'heading = ""'),
        ("document/{active}/prompt.toml", 'heading = "Summary"', 'heding = "Summary"'),
        ("document/{active}/sentences.toml", "$start", "$begin"),
        ("document/{active}/sentences.toml", 'variables = ["start"]', "variables = [1]"),
        ("document/{active}/sentences.toml", "[began]", "[began"),
    ],
)
def test_damaged_templates_are_refused_with_their_place(
    tmp_path: Path, path: str, old: str, new: str
) -> None:
    root = copied(tmp_path)
    path, old = path.replace("{active}", ACTIVE), old.replace("{active}", ACTIVE)
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ResourceError, match=r"\.toml"):
        templates.load(root)
