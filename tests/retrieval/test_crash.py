"""kill -9 during an import: no acknowledged record is lost, and the rest is made good."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from retrieval.chroma import Embedded
from retrieval.embeddings import HashedWords
from retrieval.ranking import query_of
from tests.retrieval.library import library

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6
# Each acknowledged record is printed once its transaction is done.
IMPORT = """
import sys
from pathlib import Path
from retrieval.chroma import Embedded
from retrieval.corpus import connect
from retrieval.embeddings import HashedWords
from retrieval.index import Library
from retrieval.records import Record, dump

folder, start = Path(sys.argv[1]), int(sys.argv[2])
made = Library(connect(folder / "library.sqlite3"), Embedded(folder / "vectors"), HashedWords())
made.open_for_writing()
print("open", flush=True)
for at in range(start, start + 100_000, 20):
    numbers = range(at, at + 20)
    rows = [Record(id=f"r-{n}", title=f"incident {n}", text=f"ERR-{n:06}") for n in numbers]
    made.add((row, dump(row)) for row in rows)
    print(at + 20, flush=True)
    made.catch_up()
"""


def test_an_import_killed_again_and_again_loses_no_acknowledged_record(tmp_path: Path) -> None:
    acknowledged: set[int] = set()
    for turn in range(KILLS):
        start = turn * 100_000
        child = subprocess.Popen(
            [sys.executable, "-c", IMPORT, str(tmp_path), str(start)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        told = [child.stdout.readline() for _ in range(turn % 4)]
        time.sleep(0.05 + 0.04 * turn)
        child.send_signal(signal.SIGKILL)
        rest, _ = child.communicate()
        for line in (*told, *rest.splitlines()):
            if line.strip().isdigit():
                acknowledged |= set(range(start, int(line)))
    index = Embedded(tmp_path / "vectors")
    with library(tmp_path, vectors=index, embedder=HashedWords()) as made:
        kept = {int(one.record.id.removeprefix("r-")) for one in made.corpus.each()}
        assert acknowledged <= kept
        assert acknowledged
        made.reindex()
        assert made.corpus.lag() == 0
        assert index.count() == made.corpus.count()
        for number in sorted(acknowledged)[:: max(1, len(acknowledged) // 10)]:
            hits = made.search(query_of(f"what was ERR-{number:06}"), 5).hits
            assert f"r-{number}" in {hit.record.id for hit in hits}
