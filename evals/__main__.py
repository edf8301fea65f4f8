"""`python -m evals`: drafts every sample incident and prints one table of scores."""

from __future__ import annotations

import argparse
import sys

from assistant.errors import PostmortemError
from evals import report, tasks
from evals.scorers import MEASURES


def main(arguments: list[str]) -> int:
    """Return the exit status: 0 where every sample was drafted, 1 where one crashed."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("sample", nargs="*", help="a folder name under evals/incidents")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--misses", action="store_true", help="also list what was missed")
    options = parser.parse_args(arguments)
    try:
        folders = tasks.samples(tuple(options.sample))
    except PostmortemError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    outcomes = []
    for outcome in tasks.run(folders, MEASURES):
        sys.stderr.write(f"drafted and scored {outcome.slug}\n")
        outcomes.append(outcome)
    if options.format == "json":
        sys.stdout.write(report.as_json(outcomes, MEASURES))
    else:
        sys.stdout.write(report.table(outcomes, MEASURES))
    failed = [outcome for outcome in outcomes if outcome.failure is not None]
    sys.stderr.write(report.misses(outcomes if options.misses else failed, MEASURES))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
