"""The incidents that come with the product."""

from __future__ import annotations

import pytest

from assistant.library.scrubbing import Scrubber
from assistant.library.starter import made_from, records, vectors_of
from retrieval.embeddings import EmbedderId, HashedWords, MiniLM
from retrieval.records import Record
from retrieval.signing import signer

ROWS = records()
PUBLIC = [record for record, _ in ROWS if record.metadata["kind"] == "public"]
COMPOSITE = [record for record, _ in ROWS if record.metadata["kind"] == "composite"]


def test_there_are_public_ones_with_named_sources_and_marked_composites() -> None:
    assert (len(PUBLIC), len(COMPOSITE)) == (82, 20)
    assert len({record.id for record, _ in ROWS}) == len(ROWS)
    for record in COMPOSITE:
        assert "composite" in (record.text or "").split(".")[0]
        assert (record.source or "").startswith("Composite:")


@pytest.mark.parametrize("record", [record for record, _ in ROWS], ids=lambda record: record.id)
def test_each_tells_what_happened_when_and_by_which_mechanism(record: Record) -> None:
    names = signer().names
    assert 150 <= len((record.text or "").split()) <= 300
    assert record.summary
    assert record.source
    assert record.date
    assert "2016" <= record.date[:4] <= "2026"
    assert record.metadata["system"]
    assert record.metadata["client"]
    for kind in ("failure_modes", "layers", "triggers"):
        stated = getattr(record, kind)
        assert stated
        assert set(stated) <= set(names[kind])
    for action in record.actions:
        assert action.status in {"done", "announced", "open"}


def test_the_vectors_that_come_along_belong_to_these_texts() -> None:
    class Published(HashedWords):
        def __init__(self) -> None:
            super().__init__(MiniLM.identity.dimension)
            self.identity = MiniLM.identity

    held = vectors_of(ROWS, Published())
    assert set(held) == {record.id for record, _ in ROWS}
    assert all(rows.shape[1] == MiniLM.identity.dimension for rows in held.values())


def test_vectors_of_another_embedder_or_of_other_texts_are_not_used() -> None:
    other = HashedWords()
    other.identity = EmbedderId("other", "1", 384)
    assert vectors_of(ROWS, other) == {}
    assert vectors_of(ROWS[1:], other) == {}
    assert made_from(ROWS, other) != made_from(ROWS[1:], other)


def test_nothing_in_them_has_to_be_hidden_as_a_secret_or_a_contact() -> None:
    scrubber = Scrubber()
    for record, _ in ROWS:
        scrubber.record(record)
    assert not {"secret", "email", "phone", "card", "iban"} & set(scrubber.counts)
