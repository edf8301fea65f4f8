"""Feeds every parser with damaged inputs and prints what it does not survive.

Guided by coverage where atheris is installed, plain random damage otherwise. Inputs that crash a
parser, or keep it busy for over 2 processor seconds, are kept in --keep with what happened.
With --dense it reads and drafts whole files of one thing instead, and marks what takes longer.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from evals import report
from evals.fuzz import pace, plain
from evals.fuzz.dense import DENSE, SIZE
from evals.fuzz.targets import TARGETS

_ROOT = Path(__file__).resolve().parents[2]
_WARMING = 2_000  # bytes of a file that is read before anything is measured
_RUNS = re.compile(r"Done (\d{1,18}) runs|^#(\d{1,18})\s", re.MULTILINE)


def _guided(target: str, *, seconds: float, seed: int, folder: Path) -> int:
    words = [
        sys.executable, "-m", "evals.fuzz.guided", target,
        "--seconds", str(max(1, round(seconds))), "--seed", str(seed), "--folder", str(folder),
    ]  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, cwd=_ROOT, check=False)
    if done.returncode != 0:
        what = (done.stderr.strip().splitlines() or ["no word why"])[-1]
        (folder / f"{target}-ended.txt").write_text(f"status {done.returncode}: {what}\n")
    counts = [int(one or other) for one, other in _RUNS.findall(done.stderr)]
    return max(counts, default=0)


def dense(*, size: int, form: str) -> int:
    """Print the pace of every dense file; return 1 where one is over the limit."""
    for kind in DENSE:
        pace.measured(kind, size=_WARMING)
    rows = []
    for kind in DENSE:
        rows.append(pace.measured(kind, size=size))
        sys.stderr.write(f"{kind}\n")
    if form == "json":
        sys.stdout.write(json.dumps([asdict(row) for row in rows], indent=2) + "\n")
    else:
        table = [
            [row.kind, _seconds(row.reading), _seconds(row.drafting), "slow" if row.slow else ""]
            for row in rows
        ]
        sys.stdout.write(report.grid([["dense file", "reading", "drafting", ""], *table]))
    return 1 if any(row.slow for row in rows) else 0


def _seconds(taken: float | None) -> str:
    return "-" if taken is None else f"{taken:.2f} s"


def main(arguments: list[str]) -> int:
    """Return the exit status: 0 where every target survived, 1 where one did not."""
    parser = argparse.ArgumentParser(prog="python -m evals fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together")
    parser.add_argument("--target", action="append", choices=sorted(TARGETS), help="only this one")
    parser.add_argument("--engine", choices=("guided", "plain"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"), metavar="FOLDER")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--dense", action="store_true", help="whole files that are all one thing")
    parser.add_argument("--size", type=int, default=SIZE, help="of a dense file, in bytes")
    options = parser.parse_args(arguments)
    if options.dense:
        return dense(size=options.size, form=options.format)
    installed = importlib.util.find_spec("atheris") is not None
    engine = options.engine or ("guided" if installed else "plain")
    run = _guided if engine == "guided" else plain.run
    options.keep.mkdir(parents=True, exist_ok=True)
    targets = options.target or list(TARGETS)
    rows = []
    for target in targets:
        tried = run(
            target, seconds=options.seconds / len(targets), seed=options.seed, folder=options.keep
        )
        told = [one.read_text().strip() for one in sorted(options.keep.glob(f"{target}-*.txt"))
                if re.fullmatch(rf"{target}-(?:[0-9a-f]{{12}}|ended)", one.stem)]  # fmt: skip
        rows.append({"target": target, "engine": engine, "inputs": tried, "faults": told})
    if options.format == "json":
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
    else:
        table = [[str(row["target"]), str(row["inputs"]), str(len(row["faults"]))] for row in rows]
        sys.stdout.write(report.grid([["target", "inputs", "faults"], *table]))
    found = [(row["target"], what) for row in rows for what in row["faults"]]
    for target, what in found:
        sys.stderr.write(f"{target}: {what}\n")
    if found:
        sys.stderr.write(f"The inputs are in {options.keep}\n")
    return 1 if found else 0
