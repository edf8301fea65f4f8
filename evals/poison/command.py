"""Plants texts in incident inputs and past incidents, and tells what a draft made of them.

The offline engine drafts, or with --model one that does what it reads. With --escapes the shortest
input of each escape is listed as well; payloads that are set apart are counted and never shown.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.embedder import add_option, prepared
from evals.models.obeying import Obeying
from evals.poison.carriers import cases
from evals.poison.offline import Offline
from evals.poison.report import escapes, report
from evals.poison.run import run
from evals.poison.score import ESCAPES


def main(arguments: list[str]) -> int:
    """Return the exit status: 1 where a planted text changed what it may not change."""
    parser = argparse.ArgumentParser(
        prog="python -m evals poison",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth case")
    parser.add_argument("--escapes", action="store_true", help="list what escaped, and from what")
    parser.add_argument("--model", action="store_true", help="draft with a model that obeys")
    add_option(parser)
    options = parser.parse_args(arguments)
    embedder = prepared(options.models)
    with TemporaryDirectory() as folder:
        engine = Offline(embedder) if not options.model else Obeying(Path(folder), embedder)
        outcome = run(cases(options.seed)[:: options.every], engine)
    sys.stdout.write(report(outcome))
    if options.escapes:
        sys.stdout.write(f"\n{escapes(outcome)}")
    kinds = {finding.kind for judged in outcome.judged for finding in judged.findings}
    return 1 if kinds.intersection(ESCAPES) else 0
