"""Runs atheris over one target in this process, which it ends when its time is up."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path


def main(arguments: list[str]) -> None:
    """Fuzz the target with the seeds as corpus; faults are kept in the folder, the run goes on."""
    parser = argparse.ArgumentParser(prog="python -m evals.fuzz.guided", description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args(arguments)
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["assistant"]):
        fault = importlib.import_module("evals.fuzz.fault")
    known = importlib.import_module("evals.fuzz.seeds").seeds()
    corpus = options.folder / f"corpus-{options.target}"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(known):
        (corpus / f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        found = fault.attempt(options.target, data)
        if found is not None:
            found.keep(options.folder)

    words = [
        sys.argv[0],
        f"-max_total_time={options.seconds}",
        f"-seed={options.seed}",
        "-max_len=65536",
        "-rss_limit_mb=4096",
        "-timeout=60",
        f"-artifact_prefix={options.folder}/",
        str(corpus),
    ]
    atheris.Setup(words, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
