"""Drafts every sample incident and prints one table of scores.

Other commands, each with its own --help: timelines, loglines, redaction, digest-speed, fuzz,
expressions.
"""

from __future__ import annotations

import argparse
import sys

from evals import report, tasks
from evals.scorers import MEASURES


def main(arguments: list[str]) -> int:
    """Return the exit status: 0 where every sample was drafted, 1 where one crashed."""
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sample", nargs="*", help="a folder name under evals/incidents")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--misses", action="store_true", help="also list what was missed")
    options = parser.parse_args(arguments)
    outcomes = []
    for outcome in tasks.run(tasks.samples(tuple(options.sample)), MEASURES):
        sys.stderr.write(f"drafted and scored {outcome.slug}\n")
        outcomes.append(outcome)
    if options.format == "json":
        sys.stdout.write(report.as_json(outcomes, MEASURES))
    else:
        sys.stdout.write(report.table(outcomes, MEASURES))
    failed = [outcome for outcome in outcomes if outcome.failure is not None]
    sys.stderr.write(report.misses(outcomes if options.misses else failed, MEASURES))
    return 1 if failed else 0
