"""The embedder that comes with the product, and an endpoint that speaks OpenAI's interface."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from retrieval.embeddings import HashedWords, MiniLM
from retrieval.endpoint import Endpoint
from retrieval.errors import EmbedderError
from retrieval.minilm import build


@pytest.fixture(scope="session")
def minilm(tmp_path_factory: pytest.TempPathFactory) -> MiniLM:
    """Return the embedder, its graph made from the weights once for all tests."""
    return MiniLM(tmp_path_factory.mktemp("models"))


def test_like_sentences_are_near_and_others_are_not(minilm: MiniLM) -> None:
    one, like, other = minilm.embed(
        ["The cat sits outside.", "The feline rests outdoors.", "A man is playing guitar."]
    )
    # The published model gives 0.60 and 0.04 for these.
    assert one @ like == pytest.approx(0.6, abs=0.05)
    assert one @ other < 0.15


def test_a_text_has_the_same_vector_alone_and_among_longer_ones(minilm: MiniLM) -> None:
    texts = ["short", "a text of middling length on indexes", "long " * 400, ""]
    together = minilm.embed(texts)
    alone = np.concatenate([minilm.embed([text]) for text in texts])
    assert together == pytest.approx(alone, abs=1e-5)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    forged = tmp_path / "model.safetensors"
    forged.write_bytes(b"no weights")
    with pytest.raises(EmbedderError, match="not the published ones"):
        build(forged, tmp_path / "graph.onnx")
    assert not (tmp_path / "graph.onnx").exists()


def test_a_damaged_graph_is_told_of_and_made_anew_at_the_next_try(tmp_path: Path) -> None:
    (tmp_path / "all-MiniLM-L6-v2-onnx-1.onnx").write_bytes(b"damaged")
    with pytest.raises(EmbedderError, match="prepared anew at the next try"):
        MiniLM(tmp_path).embed(["text"])
    assert MiniLM(tmp_path).embed(["text"]).shape == (1, 384)


class Answers:
    """What a loopback endpoint answers, one after another, and what it was asked."""

    def __init__(self) -> None:
        self.planned: list[tuple[int, dict[str, str], object]] = []
        self.asked: list[tuple[str | None, dict[str, object]]] = []


@pytest.fixture
def endpoint() -> Iterator[tuple[str, Answers]]:
    """Return the address of a server that speaks the embeddings interface, and its answers."""
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            answers.asked.append((self.headers.get("Authorization"), body))
            rows = [
                {"index": place, "embedding": [float(len(text)), 1.0, 0.0]}
                for place, text in enumerate(body["input"])
            ]
            status, headers = 200, dict[str, str]()
            reply: object = {"data": rows[::-1]}
            if answers.planned:
                status, headers, reply = answers.planned.pop(0)
            data = json.dumps(reply).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", answers
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def at(url: str, waits: list[float]) -> Endpoint:
    """Return the endpoint, noting how long it would have waited."""
    return Endpoint(url, "tiny", key="k", timeout_seconds=5, sleep=waits.append)


@pytest.mark.network
def test_an_endpoint_gives_unit_vectors_in_the_order_of_the_texts(
    endpoint: tuple[str, Answers],
) -> None:
    url, answers = endpoint
    vectors = at(url, []).embed(["aaaa", "b"])
    assert vectors[0] == pytest.approx([4 / 17**0.5, 1 / 17**0.5, 0])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert answers.asked[-1] == (
        "Bearer k", {"model": "tiny", "input": ["aaaa", "b"], "encoding_format": "float"},
    )  # fmt: skip


@pytest.mark.network
def test_a_busy_endpoint_is_asked_again_after_the_time_that_it_states(
    endpoint: tuple[str, Answers],
) -> None:
    url, answers = endpoint
    answers.planned = [(429, {"Retry-After": "7"}, {}), (503, {}, {})]
    waits: list[float] = []
    assert at(url, waits).identity.dimension == 3
    assert waits == [7.0, 1.0]


@pytest.mark.network
@pytest.mark.parametrize(
    ("planned", "told"),
    [
        ((401, {}, {}), "it answered 401"),
        ((200, {}, {"data": "none"}), "cannot be read"),
        ((200, {}, {"data": []}), "0 vectors for 1 texts"),
    ],
)
def test_an_endpoint_that_does_not_serve_is_told_in_plain_words(
    endpoint: tuple[str, Answers], planned: tuple[int, dict[str, str], object], told: str
) -> None:
    url, answers = endpoint
    answers.planned = [planned]
    with pytest.raises(EmbedderError, match=told):
        at(url, []).embed(["text"])


def test_an_endpoint_that_is_not_there_is_told_with_the_way_out() -> None:
    with pytest.raises(EmbedderError, match="POSTMORTEM_EMBEDDINGS_URL"):
        at("http://127.0.0.1:9/v1", []).embed(["text"])


def test_hashed_words_are_near_where_the_words_are_the_same() -> None:
    one, like, other = HashedWords().embed(["stale index", "index stale", "runaway loop"])
    assert one @ like == pytest.approx(1)
    assert one @ other < 0.5
