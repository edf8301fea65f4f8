"""The prompts of a model: declared, checked when read, and exchanged for another version."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.drafting import templates
from assistant.drafting.prompts import Prompt, in_use, load
from assistant.drafting.schema import OUTPUTS, SummaryOutput
from assistant.drafting.writing.requests import SECTIONS
from assistant.errors import ResourceError, SettingsError
from assistant.resources import PACKAGE, prompts_dir

# Says which version of the summary is in use, without a choice and with one.
CHOOSE = """
from assistant.drafting.prompts import in_use

for chosen in ({}, {"summary": "v1"}):
    prompts = in_use(chosen)
    print(prompts.versions()["summary"], "In verse" in prompts.get("summary").system)
"""
GOOD = {
    "name": '"tale"',
    "version": '"v1"',
    "output": '"SummaryOutput"',
    "variables": '["rules", "lines"]',
    "evidence_tokens": "900",
    "first": '["impact"]',
}
SYSTEM = "$rules\nTell a tale of less than $$5.\n"
USER = "${lines}\n"


def written(root: Path, *, system: str = SYSTEM, user: str = USER, **fields: str | None) -> Path:
    """Write version 1 of a prompt "tale" with fields in the place of good ones; return the root."""
    folder = root / "tale" / "v1"
    folder.mkdir(parents=True)
    told = {name: held for name, held in {**GOOD, **fields}.items() if held is not None}
    lines = [f"{name} = {held}" for name, held in told.items()]
    (folder / "prompt.toml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "system.md").write_text(system, encoding="utf-8")
    (folder / "user.md").write_text(user, encoding="utf-8")
    return root


def released() -> list[tuple[str, str]]:
    """Return every version of every prompt that is shipped, by name."""
    found = (path.parent for path in prompts_dir().glob("*/v*/prompt.toml"))
    return sorted((f.parent.name, f.name) for f in found if f.parent.name != "document")


def test_a_prompt_is_read_with_all_that_it_declares(tmp_path: Path) -> None:
    assert load(written(tmp_path), "tale", "v1") == Prompt(
        name="tale",
        version="v1",
        system=SYSTEM,
        user=USER,
        variables=frozenset({"rules", "lines"}),
        output=SummaryOutput,
        evidence_tokens=900,
        first=("impact",),
    )


def test_declared_variables_are_filled_into_both_parts(tmp_path: Path) -> None:
    prompt = load(written(tmp_path), "tale", "v1")
    system, user = prompt.filled(rules="Be kind.", lines="[N1] $rules ${x} $")
    assert system == "Be kind.\nTell a tale of less than $5.\n"
    assert user == "[N1] $rules ${x} $\n"


@pytest.mark.parametrize("values", [{}, {"rules": ""}, {"rules": "", "lines": "", "more": ""}])
def test_other_variables_than_the_declared_ones_are_refused(
    tmp_path: Path, values: dict[str, str]
) -> None:
    prompt = load(written(tmp_path), "tale", "v1")
    with pytest.raises(ResourceError, match=r"takes \['lines', 'rules'\]"):
        prompt.filled(**values)


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        ('["rules"]', r"declares \['rules'\], but \['lines', 'rules'\]"),
        ('["rules", "lines", "facts"]', r"declares \['facts', 'lines', 'rules'\]"),
        (None, r"declares \[\]"),
    ],
)
def test_variables_that_are_not_declared_as_they_are_used_are_refused(
    tmp_path: Path, declared: str | None, used: str
) -> None:
    root = written(tmp_path, variables=declared)
    with pytest.raises(ResourceError, match=used):
        load(root, "tale", "v1")


@pytest.mark.parametrize("stray", ["It costs $5.", "$", "a ${b", "$-"])
@pytest.mark.parametrize("part", ["system", "user"])
def test_a_stray_dollar_is_refused_with_how_to_write_it(
    tmp_path: Path, stray: str, part: str
) -> None:
    system = SYSTEM + (stray if part == "system" else "")
    root = written(tmp_path, system=system, user=USER + (stray if part == "user" else ""))
    with pytest.raises(ResourceError, match=r"write \$\$"):
        load(root, "tale", "v1")


@pytest.mark.parametrize("output", ['"RootCause"', '""', "1", '["SummaryOutput"]'])
def test_an_output_that_no_model_may_fill_is_refused(tmp_path: Path, output: str) -> None:
    root = written(tmp_path, output=output)
    with pytest.raises(ResourceError, match="is none of SummaryOutput"):
        load(root, "tale", "v1")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": '"story"'}, "does not say that it is tale v1"),
        ({"version": '"v2"'}, "does not say that it is tale v1"),
        ({"temperature": "0.2"}, "holds .'temperature'., which no prompt has"),
        ({"evidence_tokens": "-1"}, "is a number of tokens"),
        ({"evidence_tokens": '"many"'}, "is a number of tokens"),
        ({"first": '"impact"'}, "is not a list of texts"),
        ({"variables": "[1]"}, "is not a list of texts"),
        ({"first": "["}, "cannot be read"),
    ],
)
def test_a_damaged_prompt_is_refused_with_the_file_and_what_is_wrong(
    tmp_path: Path, fields: dict[str, str], why: str
) -> None:
    root = written(tmp_path, **fields)
    with pytest.raises(ResourceError, match=why) as raised:
        load(root, "tale", "v1")
    assert "prompt.toml" in str(raised.value)


def test_a_part_that_is_no_text_is_refused(tmp_path: Path) -> None:
    root = written(tmp_path)
    (root / "tale" / "v1" / "user.md").write_bytes(b"\xff\xfe\x00lines")
    with pytest.raises(ResourceError, match=r"user\.md cannot be read"):
        load(root, "tale", "v1")


@pytest.mark.parametrize(("name", "version"), released())
def test_every_version_that_was_ever_released_can_be_gone_back_to(name: str, version: str) -> None:
    prompts = in_use({name: version})
    assert prompts.versions()[name] == version
    assert prompts.get(name) == load(prompts_dir(), name, version)


def test_a_choice_changes_that_prompt_alone() -> None:
    usual = in_use({}).versions()
    assert in_use({"summary": "v1"}).versions() == {**usual, "summary": "v1"}


def test_a_person_goes_back_to_the_words_of_an_earlier_version(tmp_path: Path) -> None:
    root = Path(shutil.copytree(prompts_dir(), tmp_path / "prompts"))
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("*.pyc"))
    later = Path(shutil.copytree(root / "summary" / "v1", root / "summary" / "v99"))
    for path, old, new in (
        (later / "prompt.toml", '"v1"', '"v99"'),
        (later / "system.md", "Your task now", "In verse: your task now"),
        (
            root / "active.toml",
            f'summary = "{in_use({}).versions()["summary"]}"',
            'summary = "v99"',
        ),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", CHOOSE], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == ["v99 True", "v1 False"]


def test_what_is_in_use_is_what_the_list_of_active_versions_says() -> None:
    told = {name: v for name, v in templates.versions().items() if name != "document"}
    assert in_use({}).versions() == told


@pytest.mark.parametrize("name", ["haiku", "document", ""])
def test_a_choice_that_names_no_prompt_is_refused_with_what_there_is(name: str) -> None:
    with pytest.raises(SettingsError, match="POSTMORTEM_PROMPTS") as raised:
        in_use({name: "v1"})
    assert "there are actions, attribution, " in str(raised.value)


@pytest.mark.parametrize("version", ["v999", "v0", "../v1", ""])
def test_a_choice_that_names_no_version_is_refused_with_what_there_is(version: str) -> None:
    with pytest.raises(SettingsError, match=r"POSTMORTEM_PROMPTS .*; there are .*v1"):
        in_use({"summary": version})


def test_a_prompt_that_is_not_active_is_told_with_those_that_are() -> None:
    with pytest.raises(ResourceError, match="No prompt 'haiku' is active; there are actions"):
        in_use({}).get("haiku")


def test_every_section_asks_for_a_type_with_lines_and_every_type_is_asked_for() -> None:
    prompts = in_use({})
    asked = {name: prompts.get(name) for name in SECTIONS}
    for prompt in asked.values():
        assert prompt.output is not None
        assert prompt.evidence_tokens > 0
        assert {"fence", "lines", "facts", "rules", "left_out"} == prompt.variables
    outputs = {prompt.output for prompt in (*asked.values(), prompts.get("entailment"))}
    assert outputs == set(OUTPUTS.values())
