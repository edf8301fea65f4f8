"""`python -m evals mechanisms`: how well the mechanism of an incident is told from its words."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from evals.embedder import add_option, prepared
from evals.jsonlines import load
from evals.mechanisms.training import Example, embedded, features, judged, kernel, train
from retrieval.reading import WEIGHTS as READER
from retrieval.signing import WEIGHTS

EXAMPLES = Path(__file__).resolve().parent / "examples.jsonl"


def main(arguments: list[str]) -> int:
    """Print the accuracy on scenarios that were left out of training."""
    parser = argparse.ArgumentParser(
        prog="python -m evals mechanisms",
        description="Judges the classifier of mechanisms on scenarios left out of training.",
    )
    parser.add_argument("--train", action="store_true", help="also write the classifier anew")
    parser.add_argument("--tune", type=int, metavar="EPOCHS", help="tune the reader; needs torch")
    parser.add_argument("--on", action="store_true", help="tune on from the reader that is there")
    add_option(parser)
    wishes = parser.parse_args(arguments)
    examples = load(EXAMPLES, example)
    if wishes.tune is not None:
        return _tune(examples, wishes.tune, on=wishes.on)
    embedder = prepared(wishes.models)
    if wishes.train:
        found = train(examples, embedder, WEIGHTS)
    else:
        texts = [example.text for example in examples]
        seen = features(texts, embedded(texts, embedder))
        found = judged(examples, kernel(seen))[1]
    sys.stdout.write(f"{len(examples)} examples, five folds by scenario\n")
    for one in found:
        sys.stdout.write(f"{one.kind:<14} first {one.first:.2f}  among three {one.three:.2f}\n")
    return 0


def _tune(examples: tuple[Example, ...], epochs: int, *, on: bool) -> int:
    try:
        from evals.mechanisms.tuning import tune
    except ModuleNotFoundError as error:
        sys.stderr.write(f"Tuning needs {error.name}: pip install {error.name}.\n")
        return 2
    tune(examples, READER, epochs, on=on)
    return 0


def example(row: dict[str, Any]) -> Example:
    labels = {
        "failure_modes": str(row["failure_mode"]),
        "layers": str(row["layer"]),
        "triggers": str(row["trigger"]),
    }
    scenario = row.get("scenario")
    return Example(str(row["text"]), labels, None if scenario is None else str(scenario))
