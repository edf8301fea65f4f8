"""Digests a file in a process that has started before, and tells how long that took."""

from __future__ import annotations

import json
import sys
import time
from itertools import islice
from pathlib import Path

from assistant.cli import digestreport
from assistant.intake.logs.logfiles import read_files

_FIRST = 1_000


def main(path: Path, result: Path) -> None:
    """Write the wall and processor seconds from the first line to the redacted JSON, as JSON.

    The first lines are digested once before, so that starting, importing and compiling are not
    counted, as they are not for Drain3 (`evals/speed/drain.py`).
    """
    head = result.with_suffix(".head")
    with path.open("rb") as file:
        head.write_bytes(b"".join(islice(file, _FIRST)))
    digestreport.as_json(read_files([head]))
    begun, worked = time.perf_counter(), time.process_time()
    found = read_files([path])
    digestreport.as_json(found)
    told = {
        "seconds": time.perf_counter() - begun,
        "processor": time.process_time() - worked,
        "lines": found.summary.digest.lines,
        "templates": len(found.summary.kinds),
    }
    result.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
