"""What is read of whole texts, beside what their words and vectors tell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.embeddings import HashedWords, MiniLM
from retrieval.errors import EmbedderError
from retrieval.index import Library
from retrieval.minilm import build_reader
from retrieval.passages import passages
from retrieval.ranking import query_of
from retrieval.reading import WEIGHTS, Reader, Reading, reader_beside
from retrieval.signing import KINDS, signer
from retrieval.vectors import Exact
from tests.retrieval.library import library, lines, record

TWICE = "The call timed out, the client sent it again, and the booking was made twice."
UNITS = "The dose was read in grams, but the feed now gives milligrams in that column."
SMALL_TALK = """09:02 ana: morning, who has the pager this week? Ben is away until Thursday.
09:04 cem: me. Somebody rang the front desk, they say it is wrong again, no idea what yet.
09:11 ana: same from the branch in the old town. I told them that we are looking at it.
09:15 dee: are we on the dashboard? It is all green here, nothing red since the weekend.
09:22 cem: yes, all green. I have asked the branch for a picture, they will send one after lunch.
09:31 ana: the manager wants a word by ten, what do I say? That we look at it, no more than that.
09:38 dee: coffee is out by the way, the machine on the second floor still works.
09:47 cem: the picture has come, it looks odd to me too. How many are there? Four so far, one more
by telephone a moment ago, so five in all, nobody hurt, one very cross.
10:05 ana: call at half past ten in the small room, bring what you have.
10:32 cem: here is what I have found out. """


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Return the reader, its graph made once for all tests of this file."""
    return Reader(tmp_path_factory.mktemp("models"))


def likeliest(reading: Reading, kind: str) -> list[str]:
    names = signer().names[kind]
    return [names[place] for place in reading.told[kind].argmax(axis=1)]


def test_the_failure_mode_is_read_from_plain_words(reader: Reader) -> None:
    found = reader.read([[TWICE], [UNITS]])
    assert likeliest(found, "failure_modes") == ["duplicate-action", "unit-mix-up"]
    for kind in KINDS:
        assert np.exp(found.told[kind]).sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_a_text_reads_the_same_alone_and_among_others(reader: Reader) -> None:
    alone, long = [[TWICE]], passages("", SMALL_TALK)
    one = reader.read(alone).told["triggers"][0]
    assert reader.read([long, [TWICE], [UNITS]]).told["triggers"][1] == pytest.approx(one, abs=1e-3)


def test_all_passages_of_a_text_are_read_together(reader: Reader) -> None:
    place = signer().names["failure_modes"].index("duplicate-action")
    talk = passages("", SMALL_TALK)
    alone, with_more = reader.read([talk, [*talk, TWICE]]).told["failure_modes"][:, place]
    assert with_more > alone + 1  # a logarithm


def test_the_labels_are_those_of_the_words_in_their_order() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as held:
        for kind in KINDS:
            assert tuple(held[f"names_{kind}"].tolist()) == signer().names[kind]


def test_reading_joins_what_the_words_tell(reader: Reader) -> None:
    words = signer().sign(TWICE, None, None)
    both = signer().sign(TWICE, None, None, reader.read([[TWICE]]))
    against = signer().sign(TWICE, None, None, reader.read([[UNITS]]))
    share = dict(words.failure_modes)["duplicate-action"]
    assert dict(both.failure_modes)["duplicate-action"] > share
    assert dict(against.failure_modes).get("duplicate-action", 0.0) < share


def test_the_graph_of_an_earlier_version_is_taken_away(tmp_path: Path) -> None:
    earlier = tmp_path / "mechanisms-000000000000.onnx"
    earlier.write_bytes(b"of another version")
    Reader(tmp_path).read([[TWICE]])
    assert not earlier.exists()
    assert len(list(tmp_path.glob("mechanisms-*.onnx"))) == 1


def test_only_the_embedder_of_the_product_has_a_reader(tmp_path: Path) -> None:
    assert reader_beside(HashedWords()) is None
    assert reader_beside(MiniLM(tmp_path)) is not None


def test_upper_layers_are_not_put_on_weights_that_are_not_the_published_ones(
    tmp_path: Path,
) -> None:
    forged = tmp_path / "model.safetensors"
    forged.write_bytes(b"no weights")
    with pytest.raises(EmbedderError, match="not the published ones"):
        build_reader(forged, {}, tmp_path / "graph.onnx")


def asked(made: Library) -> dict[str, float]:
    with made:
        made.add(lines(record("double-booking", TWICE)))
        made.catch_up()
        return dict(made.search(query_of(TWICE), 5).hits[0].mechanism.failure_modes)


def test_a_library_with_the_embedder_of_the_product_reads_its_records(tmp_path: Path) -> None:
    read = asked(library(tmp_path / "read", embedder=MiniLM(tmp_path)))
    assert list(tmp_path.glob("mechanisms-*.onnx"))
    assert read["duplicate-action"] > 0.5


def test_a_search_goes_on_and_says_so_where_its_text_cannot_be_read(tmp_path: Path) -> None:
    with np.load(WEIGHTS, allow_pickle=False) as held:
        graph = tmp_path / f"mechanisms-{held['version']}.onnx"
    vectors = Exact()
    made = library(tmp_path / "read", vectors=vectors, embedder=MiniLM(tmp_path))
    made.add(lines(record("double-booking", TWICE)))
    made.catch_up()
    graph.unlink()
    graph.mkdir()
    again = library(tmp_path / "read", vectors=vectors, embedder=MiniLM(tmp_path))
    found = again.search(query_of(TWICE), 5, alike=5)
    made.close()
    again.close()
    assert [hit.record.id for hit in found.hits] == ["double-booking"]
    assert "not read from the whole text" in found.findings[0]
    assert "Make room there" in found.findings[0]
