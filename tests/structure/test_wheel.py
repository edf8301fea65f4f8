"""The wheel: two packages with their data inside, and nothing of the checkout beside them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Return the names inside a wheel built here, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


def beneath(folder: str, pattern: str) -> set[str]:
    """Return the files of a folder of the checkout, as paths relative to that folder."""
    root = ROOT / folder
    return {path.relative_to(root).as_posix() for path in root.rglob(pattern) if path.is_file()}


def test_the_top_level_is_the_two_packages_and_the_metadata(members: frozenset[str]) -> None:
    top = {name.split("/")[0] for name in members}
    assert {name for name in top if not name.endswith(".dist-info")} == {"assistant", "retrieval"}


def test_every_data_file_of_the_package_travels_with_it(members: frozenset[str]) -> None:
    modules = beneath("assistant", "*.py")
    data = {name for name in beneath("assistant", "*") if "__pycache__" not in name} - modules
    assert {f"assistant/{name}" for name in data | modules} <= members


def test_prompts_and_samples_travel_inside_the_package(members: frozenset[str]) -> None:
    prompts = {f"assistant/prompts/{name}" for name in beneath("prompts", "*")}
    samples = {f"assistant/samples/{name}" for name in beneath("evals/incidents", "*")}
    assert prompts
    assert samples
    assert prompts | samples <= members


def test_no_test_and_no_cache_is_in_the_wheel(members: frozenset[str]) -> None:
    assert not [name for name in members if "tests" in name.split("/") or name.endswith(".pyc")]
