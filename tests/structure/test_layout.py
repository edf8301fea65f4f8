"""The layout of the checkout: fixed top-level names, small files, nothing of one machine."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"assistant", "prompts", "retrieval", "evals", "tests", "pyproject.toml", "README.md"}
PLAIN = {"LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "requirements*.lock", "docs"}
IGNORED = {".*", "__pycache__", "build", "dist", "*.egg-info", "out", "data", "logs"}
TEXT = {".py", ".toml", ".md", ".txt", ".log", ".json", ".yaml", ".lock", ".css", ".html", ""}
FOLDERS = ("assistant", "retrieval", "prompts", "evals", "tests", "docs", ".ci")
CONTRACT_TARGETS = ("setup", "demo", "test", "check", "evals", "app")

# Put together from parts, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.])/(?:" + "|".join(["work", "farm", "tmp", "root"]) + r")/")
REGISTRY = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.org"]))


def files() -> Iterator[Path]:
    """Yield the text files of the checkout that are not made by a tool."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
                yield path
    yield from (p for p in sorted(ROOT.iterdir()) if p.is_file() and p.suffix in TEXT)


def test_the_top_level_holds_the_seven_names_and_plain_files_only() -> None:
    present = {path.name for path in ROOT.iterdir()}
    assert present >= NAMES
    strangers = [
        name
        for name in sorted(present - NAMES)
        if not any(fnmatch(name, pattern) for pattern in PLAIN | IGNORED)
    ]
    assert not strangers


@pytest.mark.parametrize("package", ["assistant", "retrieval", "evals", "tests"])
def test_a_module_stays_under_300_lines(package: str) -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / package).rglob("*.py")
    }
    assert not {name: lines for name, lines in lengths.items() if lines >= 300}


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    modules = [*(ROOT / "assistant").rglob("*.py"), *(ROOT / "retrieval").rglob("*.py")]
    assert not [path for path in modules if path.stem in vague]


def test_no_file_names_a_machine_path_or_a_package_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE.search(line) or REGISTRY.search(line)
    ]
    assert not found


def test_the_package_and_the_project_state_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == assistant.__version__


def test_the_makefile_has_every_target_of_the_contract() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert not [t for t in CONTRACT_TARGETS if not re.search(rf"^{t}:", makefile, re.MULTILINE)]


def test_the_readme_names_the_two_commands_and_links_to_files_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", readme)
    assert not [link for link in links if not (ROOT / link).exists()]
