"""Chroma as the vector index: embedded with one user at a time, and as a real server."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from retrieval.chroma import Embedded, Server
from retrieval.embeddings import EmbedderId, HashedWords
from retrieval.errors import IndexFault, LibraryBusy
from retrieval.filling import Filling
from retrieval.ranking import query_of
from retrieval.vectors import VectorIndex
from tests.retrieval.library import PUMPS, library, lines, record

ROOT = Path(__file__).resolve().parents[2]
EMBEDDER = EmbedderId("test", "1", 8)
ROWS = np.eye(8, dtype=np.float32)
HOLD = """
import sys
from pathlib import Path
from retrieval.chroma import Embedded
from retrieval.embeddings import EmbedderId
index = Embedded(Path(sys.argv[1]))
index.open(EmbedderId("test", "1", 8))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a real Chroma server on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma-server")
    command = Path(sys.executable).parent / "chroma"
    run = [str(command), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    environment = {**os.environ, "ANONYMIZED_TELEMETRY": "False"}
    server = subprocess.Popen(
        run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=folder
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(params=["embedded", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    """Return an empty index of each kind."""
    inside = request.param == "embedded"
    made = Embedded(tmp_path / "vectors") if inside else Server(request.getfixturevalue("url"))
    made.reset(EMBEDDER)
    yield made
    made.close()


@pytest.mark.network
def test_the_closest_passages_come_first_with_their_cosine(index: VectorIndex) -> None:
    index.put({7: ROWS[:2], 9: ROWS[2:3]})
    near = index.nearest(ROWS[2:3], 3)[0]
    assert near[0][0] == 9
    assert near[0][1] == pytest.approx(1.0, abs=1e-5)
    assert sorted(number for number, _ in near) == [7, 7, 9]


@pytest.mark.network
def test_what_is_put_twice_is_held_once_and_what_is_deleted_is_gone(index: VectorIndex) -> None:
    index.put({7: ROWS[:2]})
    index.put({7: ROWS[:2], 8: ROWS[3:4]})
    assert len(index.nearest(ROWS[:1], 10)[0]) == 3
    index.delete({7: 2})
    assert [number for number, _ in index.nearest(ROWS[:1], 10)[0]] == [8]


@pytest.mark.network
def test_an_index_of_another_embedder_is_refused_with_the_way_out(index: VectorIndex) -> None:
    index.put({7: ROWS[:1]})
    index.close()
    with pytest.raises(IndexFault, match=r"made by test .* library reindex"):
        index.open(EmbedderId("other", "1", 8))
    index.reset(EmbedderId("other", "1", 8))
    assert index.nearest(ROWS[:1], 1) == [[]]


@pytest.mark.network
def test_a_library_searches_the_same_with_either_kind(index: VectorIndex, tmp_path: Path) -> None:
    with library(tmp_path, vectors=index, embedder=HashedWords()) as made:
        made.add(lines(*PUMPS))
        made.reindex()
        found = made.search(query_of("agent ordered valves twice"), 3)
        assert found.hits[0].record.id == "double-orders"
        assert found.findings == ()
        assert made.ranked(query_of("agent ordered valves twice"), 1, parts="vectors")


def test_a_server_that_is_not_there_is_told_with_the_way_out() -> None:
    with pytest.raises(IndexFault, match=r"http://127\.0\.0\.1:9 cannot be used .* chroma run"):
        Server("http://127.0.0.1:9").open(EMBEDDER)


def test_a_second_process_is_refused_and_let_in_when_the_first_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == b"open\n"
    second = Embedded(folder)
    with pytest.raises(LibraryBusy, match="Another process is using the vector index"):
        second.open(EMBEDDER)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    second.open(EMBEDDER)
    second.put({1: ROWS[:1]})
    second.close()


@pytest.mark.parametrize("place", ["chroma.sqlite3", "data_level0.bin", "header.bin"])
def test_a_damaged_index_costs_the_vectors_and_not_the_search(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "vectors"
    with library(tmp_path, vectors=Embedded(folder), embedder=HashedWords()) as made:
        made.add(lines(*PUMPS))
        made.catch_up()
    files = sorted(folder.rglob(place))
    assert files
    for path in files:
        path.write_bytes(b"\xff" * max(200_000, path.stat().st_size))
    with library(tmp_path, vectors=Embedded(folder), embedder=HashedWords()) as made:
        found = made.search(query_of("agent ordered valves twice"), 3)
        assert found.hits[0].record.id == "double-orders"
        for finding in found.findings:
            assert re.search(r"words alone: .* library reindex", finding)
        assert made.reindex() == 3
        assert made.search(query_of("agent ordered valves twice"), 3).findings == ()


def test_a_missing_index_is_told_of_and_made_anew(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "vectors"
    with library(tmp_path, vectors=Embedded(folder), embedder=HashedWords()) as made:
        made.add(lines(*PUMPS))
        made.catch_up()
    shutil.rmtree(folder)
    with library(tmp_path, vectors=Embedded(folder), embedder=HashedWords()) as made:
        found = made.search(query_of("agent ordered valves twice"), 3)
        assert found.hits[0].record.id == "double-orders"
        assert "library reindex" in found.findings[0]


def test_many_vectors_are_put_by_a_process_of_its_own_and_are_all_there(tmp_path: Path) -> None:
    count = 1200
    rows = [record(f"r-{n}", f"incident number {n}") for n in range(count)]
    embedder = HashedWords()
    vectors = {one.id: embedder.embed([f"{one.title} {one.text}"]) for one in rows}
    index = Embedded(tmp_path / "vectors")
    with library(tmp_path, vectors=index, embedder=embedder) as made:
        added = made.add(lines(*rows), vectors=vectors)
        assert (added.new, made.corpus.lag()) == (count, 0)
        found = made.search(query_of("incident number 77"), 3)
        assert found.findings == ()
        assert found.hits[0].record.id == "r-77"
        assert index.count() == count


def test_a_process_that_fills_is_refused_where_another_has_the_folder(tmp_path: Path) -> None:
    other = Embedded(tmp_path / "vectors")
    other.open(EMBEDDER)
    with pytest.raises(LibraryBusy):
        Filling(tmp_path / "vectors", EMBEDDER)
    other.close()
