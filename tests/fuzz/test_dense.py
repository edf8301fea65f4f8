"""Dense files: each is of its size, the same at every call, and is read and drafted from."""

from __future__ import annotations

import json

import pytest

from evals.fuzz import command, pace
from evals.fuzz.dense import DENSE

SIZE = 6_000


@pytest.mark.parametrize("kind", DENSE)
def test_a_dense_file_fills_its_size_and_is_the_same_at_every_call(kind: str) -> None:
    made = DENSE[kind].text(SIZE)
    assert SIZE * 0.6 <= len(made) <= SIZE * 1.7
    assert made == DENSE[kind].text(SIZE)


@pytest.mark.parametrize("kind", DENSE)
def test_a_dense_file_is_read_and_drafted_from(kind: str) -> None:
    measured = pace.measured(kind, size=SIZE)
    assert measured.reading is not None
    assert measured.drafting is not None


def test_what_takes_longer_than_two_seconds_is_slow() -> None:
    assert pace.Pace("x", 2.1, 0.1).slow
    assert pace.Pace("x", 0.1, 2.1).slow
    assert not pace.Pace("x", 1.9, None).slow


def test_the_paces_are_printed_for_every_dense_file(capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--dense", "--size", "3000", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    assert [row["kind"] for row in rows] == list(DENSE)
    assert all(row["reading"] > 0 for row in rows)
