"""Runs Drain3, with its own defaults, over a file, and tells how long its loop took."""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path


def main(path: Path, result: Path) -> None:
    """Write the wall and processor seconds of the loop over the lines, and what it found, as JSON.

    What comes before the loop, starting and importing, is not counted: a service would do it once.
    """
    template_miner = importlib.import_module("drain3.template_miner")
    settings = importlib.import_module("drain3.template_miner_config").TemplateMinerConfig()
    miner = template_miner.TemplateMiner(config=settings)
    count = 0
    begun, worked = time.perf_counter(), time.process_time()
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            miner.add_log_message(line.rstrip("\n"))
            count += 1
    told = {
        "seconds": time.perf_counter() - begun,
        "processor": time.process_time() - worked,
        "lines": count,
        "templates": len(miner.drain.clusters),
    }
    result.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
