"""Runs Drain3, with its own defaults, over the file named on the command line."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main(path: Path) -> None:
    """Print how many lines were read and how many templates were found."""
    template_miner = importlib.import_module("drain3.template_miner")
    settings = importlib.import_module("drain3.template_miner_config").TemplateMinerConfig()
    miner = template_miner.TemplateMiner(config=settings)
    count = 0
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            miner.add_log_message(line.rstrip("\n"))
            count += 1
    sys.stdout.write(f"{count} lines, {len(miner.drain.clusters)} templates\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
