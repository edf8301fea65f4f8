"""How an incident came about, told from its words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from retrieval.embeddings import HashedWords
from retrieval.mechanism import Mechanism, blended, dump, load
from retrieval.records import Record
from retrieval.signing import as_stated, signer, stated, states_all

ROOT = Path(__file__).resolve().parents[2]
SIGNER = signer()


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("A booking was tried again after a timeout and was made twice.", "duplicate-action"),
        ("A cached reply kept for one client was served to another.", "cache-wrong-entry"),
        ("Hidden text in the supplier's PDF told the agent to approve, and it did.",
         "prompt-injection-obeyed"),
        ("Doses were read in grams where milligrams were meant.", "unit-mix-up"),
    ],
)  # fmt: skip
def test_plain_words_tell_the_failure_mode_even_without_vectors(text: str, mode: str) -> None:
    told = SIGNER.sign(text, None, None)
    assert mode in [name for name, _ in told.failure_modes[:2]]


def test_the_vocabulary_is_that_of_the_signature() -> None:
    place = ROOT / "assistant" / "analysis" / "data" / "signature.toml"
    held = tomllib.loads(place.read_text(encoding="utf-8"))
    for kind in ("failure_modes", "layers", "triggers"):
        assert set(SIGNER.names[kind]) <= set(held[kind])
    assert set(SIGNER.names["failure_modes"]) == set(held["failure_modes"])


def test_a_text_that_tells_nothing_names_no_mechanism_as_known() -> None:
    assert not SIGNER.sign("Lunch is at noon.", None, None).known
    assert not SIGNER.sign("", None, None).known


def test_vectors_of_another_embedder_are_left_out() -> None:
    text = "Doses were read in grams where milligrams were meant."
    other = HashedWords(384)
    assert SIGNER.sign(text, other.embed([text]), other.identity) == SIGNER.sign(text, None, None)


def test_what_a_record_states_goes_before_what_its_words_tell() -> None:
    told = SIGNER.sign("Doses were read in grams.", None, None)
    record = Record(id="a", title="t", failure_modes=("Stale content", "unheard-of"))
    both = as_stated(record, told, SIGNER.names)
    assert both.failure_modes == (("stale-content", 1.0),)
    assert both.layers == told.layers
    assert both.known
    assert not states_all(record, SIGNER.names)


def test_what_is_named_beside_the_main_one_counts_less() -> None:
    names = SIGNER.names["failure_modes"]
    assert stated(("unit-mix-up", "data-missing"), names) == (
        ("unit-mix-up", 1.0), ("data-missing", 0.5),
    )  # fmt: skip


def test_a_mechanism_survives_being_written_down() -> None:
    told = Mechanism((("stale-content", 0.5),), (), (("attack", 1.0),), known=False)
    assert load(dump(told)) == told


def test_what_was_found_and_what_words_tell_are_averaged_and_a_found_trigger_stands() -> None:
    found = Mechanism(
        (("stale-content", 1.0),), (("retrieve", 1.0),), (("config-change", 1.0),), known=False
    )
    told = Mechanism((("stale-content", 0.5), ("data-drift", 0.5)), (), (("none-found", 1.0),))
    both = blended(found, told)
    assert both.failure_modes == (("stale-content", 0.75), ("data-drift", 0.25))
    assert (both.layers, both.triggers, both.known) == (found.layers, found.triggers, True)
