"""The library: what is kept, found, merged and made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.embeddings import EmbedderId, HashedWords, Vectors
from retrieval.errors import EmbedderError, IndexFault
from retrieval.filters import Filters
from retrieval.index import Library, Parts
from retrieval.mechanism import Mechanism
from retrieval.ranking import Query, fused, query_of
from retrieval.records import PastAction
from retrieval.vectors import Exact, VectorIndex
from tests.retrieval.library import PUMPS, library, lines, record


class Dark(Exact):
    """A vector index that cannot be opened."""

    def open(self, embedder: EmbedderId) -> None:
        """Say that it is damaged."""
        raise IndexFault("The vector index is damaged.")


class Stopping(HashedWords):
    """An embedder that stops after so many texts."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return vectors until there is no more."""
        self.left -= len(texts)
        if self.left < 0:
            raise EmbedderError("The embedder stopped.")
        return super().embed(texts)


PARTS: tuple[Parts, ...] = ("words", "vectors", "both")


def filled(folder: Path, vectors: VectorIndex | None = None) -> Library:
    """Return a library of three incidents, not indexed yet."""
    made = library(folder, vectors=vectors)
    made.add(lines(*PUMPS))
    return made


def ids(made: Library, text: str, k: int = 5, filters: Filters | None = None) -> list[str]:
    """Return the ids that a text finds."""
    found = made.search(query_of(text), k, filters=filters or Filters())
    return [hit.record.id for hit in found.hits]


def test_the_closest_incident_is_found_by_its_words(tmp_path: Path) -> None:
    with filled(tmp_path) as made:
        made.catch_up()
        assert ids(made, "agent ordered valves twice")[0] == "double-orders"
        assert ids(made, "what was ERR-4410")[0] == "wrong-unit"


def test_without_the_vector_index_the_words_still_find_and_the_loss_is_told(
    tmp_path: Path,
) -> None:
    with filled(tmp_path, vectors=Dark()) as made:
        found = made.search(Query("agent ordered valves twice"), 1)
    assert found.hits[0].record.id == "double-orders"
    assert found.findings == ("Searched by words alone: The vector index is damaged.",)


def test_what_is_kept_can_be_found_before_it_has_vectors_and_the_lag_is_told(
    tmp_path: Path,
) -> None:
    with filled(tmp_path) as made:
        assert made.corpus.lag() == 3
        found = made.search(query_of("manuals withdrawn weeks before"), 3)
        assert found.hits[0].record.id == "stale-manuals"
        assert "3 records are not in the vector index yet" in found.findings[0]
        assert made.catch_up() == 3
        assert made.search(query_of("manuals"), 3).findings == ()


def test_a_stop_while_embedding_costs_no_record_and_the_next_run_goes_on(tmp_path: Path) -> None:
    many = [record(f"r-{n:03}", f"incident number {n}") for n in range(150)]
    index = Exact()
    with library(tmp_path, vectors=index, embedder=Stopping(100)) as made:
        made.add(lines(*many))
        with pytest.raises(EmbedderError):
            made.catch_up()
    with library(tmp_path, vectors=index) as made:
        assert made.corpus.count() == 150
        assert made.corpus.lag() == 150 - 64
        assert made.catch_up() == 150 - 64


def test_the_same_id_is_merged_and_what_only_the_older_knew_is_kept(tmp_path: Path) -> None:
    with filled(tmp_path) as made:
        made.catch_up()
        newer = replace(
            record("wrong-unit", "Doses in grams."),
            layers=("validate",),
            actions=(PastAction("Refuse a dose without a unit", "reopened"),),
        )
        added = made.add(lines(newer, newer))
        made.catch_up()
        kept = made.corpus.by_ids(["wrong-unit"])["wrong-unit"].record
        assert (added.new, added.merged, made.corpus.count()) == (0, ("wrong-unit",) * 2, 3)
        assert (kept.text, kept.date, kept.failure_modes) == (
            "Doses in grams.", "2026-02-03", ("unit-mix-up",),
        )  # fmt: skip
        assert kept.actions == (PastAction("Refuse a dose without a unit", "reopened"),)
        assert ids(made, "milligrams ERR-4410", 1) != ["wrong-unit"] or not kept.text


def test_importing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path) as made:
        made.catch_up()
        added = made.add(lines(*PUMPS))
        assert (added.new, added.merged, added.unchanged) == (0, (), 3)
        assert made.corpus.lag() == 0


def test_a_removed_incident_is_found_no_more_and_its_number_is_never_given_again(
    tmp_path: Path,
) -> None:
    with filled(tmp_path) as made:
        made.catch_up()
        before = made.corpus.by_ids(["wrong-unit"])["wrong-unit"].seq
        assert made.remove("wrong-unit")
        assert not made.remove("wrong-unit")
        made.catch_up()
        assert "wrong-unit" not in ids(made, "doses in grams")
        made.add(lines(PUMPS[2]))
        assert made.corpus.by_ids(["wrong-unit"])["wrong-unit"].seq > before


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(since="2026-02-01"), ["wrong-unit"]),
        (Filters(until="2026-02-03"), ["wrong-unit"]),
        (Filters(until="2026-02-02"), []),
        (Filters(failure_mode="unit-mix-up"), ["wrong-unit"]),
        (Filters(failure_mode="unit"), []),
        (Filters(client="acme"), []),
    ],
)
def test_a_filter_lets_only_what_is_known_to_fit_pass(
    tmp_path: Path, filters: Filters, found: list[str]
) -> None:
    with filled(tmp_path) as made:
        made.catch_up()
        assert ids(made, "pump manuals doses valves", filters=filters) == found


def test_making_everything_anew_gives_the_same_answers(tmp_path: Path) -> None:
    with filled(tmp_path) as made:
        made.catch_up()
        queries = ("manuals withdrawn", "ordered twice", "ERR-4410 grams")
        before = [made.search(query_of(text), 3) for text in queries]
        assert made.reindex() == 3
        assert [made.search(query_of(text), 3) for text in queries] == before


def test_how_incidents_came_about_is_told_anew_by_reindex_where_another_version_told_it(
    tmp_path: Path,
) -> None:
    with filled(tmp_path) as made:
        made.catch_up()
        assert not made.outdated
        before = made.corpus.mechanisms([1, 2, 3])
        wrong = Mechanism((("toxic-output", 1.0),), read=True)
        held = made.corpus.told([1, 2, 3], made.embedder.identity.dimension)
        made.corpus.settle([replace(one, mechanism=wrong) for one in held.values()])
        made.corpus.remember("judged by", "an older version")
        assert [made.outdated, made.reindex(), made.outdated] == [True, 3, False]
        assert made.corpus.mechanisms([1, 2, 3]) == before


def test_vectors_of_another_embedder_are_made_anew_by_reindex_only(tmp_path: Path) -> None:
    index = Exact()
    with library(tmp_path, vectors=index, embedder=HashedWords(64)) as made:
        made.add(lines(*PUMPS))
        made.catch_up()
    with library(tmp_path, vectors=index, embedder=HashedWords(32)) as made:
        refused = made.search(query_of("manuals"), 3)
        assert "postmortem library reindex" in refused.findings[0]
        made.reindex()
        assert made.search(query_of("manuals"), 3).findings == ()


def test_a_long_incident_is_found_by_a_passage_far_inside(tmp_path: Path) -> None:
    filler = "nothing of note happened on this shift " * 60
    deep = record("deep", f"{filler} gearbox oracle mispriced turbines {filler}")
    with filled(tmp_path) as made:
        made.add(lines(deep))
        made.catch_up()
        query = Query("gearbox oracle mispriced turbines")
        for parts in PARTS:
            assert "deep" in made.ranked(query, 2, parts=parts)


def test_standing_first_in_every_list_scores_one_and_a_missing_list_counts_not() -> None:
    assert fused([[1, 2], [1, 3], []])[0] == (1, 1.0)
    assert fused([]) == []


def test_what_two_lists_of_words_have_first_stands_before_what_vectors_alone_have_first() -> None:
    assert [number for number, _ in fused([[1], [1]], [2])] == [1, 2]
    assert fused([[1]], [1])[0][1] == pytest.approx(1.0)
    assert fused([[1]], [2])[0][0] == 1


def test_supplied_vectors_are_used_instead_of_the_embedder(tmp_path: Path) -> None:
    class Silent(HashedWords):
        def embed(self, texts: Sequence[str]) -> Vectors:
            raise EmbedderError("Nobody embeds here.")

    given: Mapping[str, Vectors] = {
        one.id: np.eye(1, 64, place, dtype=np.float32) for place, one in enumerate(PUMPS)
    }
    with library(tmp_path, embedder=Silent()) as made:
        made.open_for_writing()
        made.add(lines(*PUMPS), vectors=given)
        assert made.corpus.lag() == 0


def test_what_came_about_alike_ranks_high_and_tells_less_where_many_did() -> None:
    words = [[1, 2, 3], [1, 2, 3]]
    assert [number for number, _ in fused(words, (), [9])][:2] == [1, 9]
    many = range(100, 300)
    assert [number for number, _ in fused(words, (), many)][:3] == [1, 2, 3]
