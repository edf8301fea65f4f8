"""The lock files: everything pinned by hash, nothing that would fetch gigabytes, no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNTIME, BUILD, DEV = "requirements.lock", "requirements-build.lock", "requirements-dev.lock"
UNWANTED = re.compile(r"^(torch|sentence-transformers|nvidia-|triton)", re.MULTILINE)


def text(name: str) -> str:
    """Return the text of a lock file."""
    return (ROOT / name).read_text(encoding="utf-8")


def entries(name: str) -> list[str]:
    """Return the requirements of a lock file, each with its hashes, continued lines joined."""
    return text(name).replace("\\\n", " ").splitlines()


def pins(name: str) -> dict[str, set[str]]:
    """Return the pinned versions by package; a marker may split a package into two pins."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text(name), re.MULTILINE):
        found.setdefault(package, set()).add(version)
    return found


@pytest.mark.parametrize("name", [RUNTIME, BUILD, DEV])
def test_every_requirement_is_pinned_with_a_hash(name: str) -> None:
    assert entries(name)
    loose = [line for line in entries(name) if "==" not in line or "--hash=sha256:" not in line]
    assert not loose


@pytest.mark.parametrize("name", [RUNTIME, BUILD, DEV])
def test_a_lock_names_no_address(name: str) -> None:
    assert "://" not in text(name)
    assert "index-url" not in text(name)


@pytest.mark.parametrize("name", [RUNTIME, BUILD, DEV])
def test_a_lock_leaves_torch_and_its_kin_out(name: str) -> None:
    assert not UNWANTED.findall(text(name))


def test_the_development_lock_pins_what_the_other_two_pin() -> None:
    dev = pins(DEV)
    for name in (RUNTIME, BUILD):
        for package, versions in pins(name).items():
            assert dev.get(package) == versions, package


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {re.split(r"[<>=!~ \[;]", one)[0] for one in project["project"]["dependencies"]}
    assert declared <= set(pins(RUNTIME))
