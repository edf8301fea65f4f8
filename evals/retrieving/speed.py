"""Speed of the library on many records, beside plain Chroma and BM25 alone on the same ones."""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from retrieval.chroma import Embedded
from retrieval.corpus import connect
from retrieval.embeddings import Embedder, HashedWords, MiniLM, Vectors
from retrieval.index import Library
from retrieval.passages import passages
from retrieval.ranking import query_of
from retrieval.records import Record, dump

_BATCH = 5000
_QUERIES = 200
_WORDS = 20_000
_SIZES = (0.25, 0.5, 1.0)  # of the records: the growth of a search


def main(arguments: list[str]) -> int:
    """Print import rates, percentiles of search and their ratios; the texts are made up."""
    parser = argparse.ArgumentParser(
        prog="python -m evals library-speed",
        description="Times import and search on made-up incidents, with vectors supplied.",
    )
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--models", type=Path, help="also time the embedder kept there")
    wishes = parser.parse_args(arguments)
    with TemporaryDirectory() as aside:
        _run(Path(aside), wishes.records, wishes.models)
    return 0


def _run(aside: Path, count: int, models: Path | None) -> None:
    embedder: Embedder = HashedWords(384)
    draw = Drawn()
    sizes = [int(count * share) for share in _SIZES]
    spent = 0.0
    plain = _Plain(aside / "plain")
    with Library(
        connect(aside / "library.sqlite3"), Embedded(aside / "vectors"), embedder
    ) as library:
        library.open_for_writing()
        done = 0
        for size in sizes:
            rows = [draw.record(n) for n in range(done, size)]
            vectors = {r.id: embedder.embed(passages(r.title, r.body())) for r in rows}
            lined = [(row, dump(row)) for row in rows]
            spent += _timed(partial(library.add, lined, vectors=vectors))
            plain.add(vectors)
            done = size
            spent += _timed(library.corpus.tidy)
            _searches(library, plain, draw, done)
        _say(f"import with vectors supplied: {count / spent:,.0f} records/s")
        _say(f"plain Chroma alone:           {count / plain.spent:,.0f} records/s")
        found = sum(_code_found(library, draw, count) for _ in range(_QUERIES))
        _say(f"an exact error code in the top 5: {found / _QUERIES:.3f} of {_QUERIES}")
    plain.close()
    _say(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    if models is not None:
        _embedded(aside, models, draw)


def _searches(library: Library, plain: _Plain, draw: Drawn, done: int) -> None:
    """Print the percentiles of searches at a size, of each way in turn on the same queries."""
    times: dict[str, list[float]] = {"fused": [], "words alone": [], "plain Chroma": []}
    for _ in range(_QUERIES):
        text = draw.text(40)
        query = query_of(text)
        vector = library.embedder.embed([text])
        times["fused"].append(_timed(partial(library.search, query, 5)))
        times["words alone"].append(_timed(partial(library.ranked, query, 5, parts="words")))
        times["plain Chroma"].append(_timed(partial(plain.search, vector)))
    told = ", ".join(f"{name} {_spread(values)}" for name, values in times.items())
    _say(f"{done:>9,} records: {told}")


def _spread(seconds: Sequence[float]) -> str:
    half, most = (np.percentile(seconds, share) * 1000 for share in (50, 95))
    return f"p50 {half:.1f} p95 {most:.1f} ms"


def _code_found(library: Library, draw: Drawn, count: int) -> bool:
    number = draw.random.randrange(count)
    query = query_of(f"we saw {_code(number)} in the {draw.text(6)}")
    return f"r{number}" in {hit.record.id for hit in library.search(query, 5).hits}


def _embedded(aside: Path, models: Path, draw: Drawn) -> None:
    """Print the rate of an import that embeds, and the time of searches that do."""
    rows = [draw.record(n) for n in range(200)]
    embedder = MiniLM(models)
    embedder.embed(["prepare"])
    with Library(connect(aside / "small.sqlite3"), Embedded(aside / "small"), embedder) as library:
        library.open_for_writing()
        library.add((row, dump(row)) for row in rows)
        spent = _timed(library.catch_up)
        _say(f"import with the embedder of the product: {len(rows) / spent:.1f} records/s")
        times = [_timed(lambda: library.search(query_of(draw.text(40)), 5)) for _ in range(50)]
        _say(f"search with it, 40 words: p95 {np.percentile(times, 95) * 1000:.1f} ms")


class Drawn:
    """Texts of made-up words, as common and as rare as words are (Zipf's law)."""

    def __init__(self) -> None:
        self.random = random.Random(1)
        sounds = [a + b for a in "bcdfghjklmnprstvz" for b in "aeiou"]
        self._words = ["".join(self.random.choices(sounds, k=3)) for _ in range(_WORDS)]
        weights = (1 / (place + 10) for place in range(_WORDS))
        self._weights = list(itertools.accumulate(weights))

    def text(self, words: int) -> str:
        """Return a text of so many words."""
        return " ".join(self.random.choices(self._words, cum_weights=self._weights, k=words))

    def record(self, number: int) -> Record:
        """Return a record whose text holds a code of its own."""
        text = f"{self.text(60)} {_code(number)} {self.text(30)}"
        return Record(id=f"r{number}", title=self.text(8), text=text)


class _Plain:
    """A Chroma collection as one would use it by itself, with the same vectors."""

    def __init__(self, folder: Path) -> None:
        self._index = Embedded(folder)
        self._index.open(HashedWords(384).identity)
        self.spent = 0.0
        self._numbers: Iterator[int] = itertools.count(1)

    def add(self, vectors: dict[str, Vectors]) -> None:
        """Add the vectors of records."""
        rows = {next(self._numbers): one for one in vectors.values()}
        numbers = list(rows)
        for start in range(0, len(numbers), _BATCH):
            some = {number: rows[number] for number in numbers[start : start + _BATCH]}
            self.spent += _timed(partial(self._index.put, some))

    def search(self, vector: Vectors) -> object:
        """Return the nearest."""
        return self._index.nearest(vector, 10)

    def close(self) -> None:
        """Close it."""
        self._index.close()


def _code(number: int) -> str:
    return f"ERR-{number:06d}"


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
