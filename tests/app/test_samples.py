"""The bundled samples."""

from __future__ import annotations

import pytest

from assistant.app.samples import Sample, samples

BUNDLED = samples()


def test_there_are_samples_to_try() -> None:
    assert len(BUNDLED) >= 3
    assert len({sample.title for sample in BUNDLED}) == len(BUNDLED)


@pytest.mark.parametrize("sample", BUNDLED, ids=lambda sample: sample.slug)
def test_a_sample_fills_the_boxes_with_all_of_its_files(sample: Sample) -> None:
    text, paths = sample.load()
    assert len(text.splitlines()) >= 5
    assert len(paths) == len(list(sample.inputs.iterdir())) - 1
    assert all(path.is_file() and path.is_relative_to(sample.inputs) for path in paths)
