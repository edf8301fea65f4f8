"""The rendered samples under docs/samples are what the program writes today."""

from __future__ import annotations

import pytest

from evals import pages, tasks


@pytest.mark.parametrize("sample", [folder.name for folder in tasks.samples()])
def test_a_rendered_sample_is_current(sample: str) -> None:
    for name, text in pages.rendered((sample,)):
        kept = (pages.FOLDER / name).read_text(encoding="utf-8")
        assert kept == text, f"{name} is not current: run `make samples` and look at the difference"


def test_no_rendered_sample_is_left_over() -> None:
    known = {f"{folder.name}.{form}" for folder in tasks.samples() for form in ("md", "html")}
    assert {path.name for path in pages.FOLDER.iterdir()} == known
