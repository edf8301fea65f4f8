"""Runs `postmortem digest --lines` on each system's lines and compares with what is known.

Each line of FILE holds `system`, `line`, `gold_timestamp_iso`, `gold_precision`, `gold_partial`,
`gold_epoch`, `gold_level` and `gold_event_id`. A system's lines become one log file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from evals import product, report
from evals.loglines.lines import System, ToldLine, load, told
from evals.loglines.scorers import MEASURES
from evals.outcome import Outcome, outcome_of
from evals.score import Measure, Score

LISTED = 12


def digest_of(system: System, *, seconds: float) -> tuple[ToldLine, ...]:
    """Return what the digest tells about each line; raises what `product.answer` raises."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{system.name}.log"
        text = "".join(f"{line.text}\n" for line in system.lines)
        path.write_bytes(text.encode())
        words = ("digest", str(path), "--lines", "--format", "jsonl")
        answer = product.answer(words, seconds=seconds)
    return told(answer, count=len(system.lines))


def _scores(system: System, *, seconds: float) -> Mapping[str, Score]:
    lines = digest_of(system, seconds=seconds)
    return {measure.name: measure.score(system, lines) for measure in MEASURES}


def _few(outcome: Outcome) -> Outcome:
    """Return the outcome with the first different misses of each measure only."""
    scores = {
        name: Score(score.hits, score.asked, tuple(dict.fromkeys(score.misses))[:LISTED])
        for name, score in outcome.scores.items()
    }
    return Outcome(outcome.slug, scores, outcome.failure)


def mean(
    outcomes: Sequence[Outcome], measure: Measure[System, tuple[ToldLine, ...]]
) -> float | None:
    """Return the mean over the systems that were scored; one that crashed counts as 0."""
    values = [
        0.0 if one.failure is not None else one.scores[measure.name].value for one in outcomes
    ]
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def main(arguments: list[str]) -> int:
    """Return the exit status: 0 where every system was digested, 1 where one was not."""
    parser = argparse.ArgumentParser(prog="python -m evals loglines", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--system", action="append", help="only this system; may be repeated")
    parser.add_argument("--seconds", type=float, default=120, help="the longest a digest may take")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--misses", action="store_true", help="also list some wrong lines")
    options = parser.parse_args(arguments)
    systems = [
        one for one in load(options.file) if not options.system or one.name in options.system
    ]
    outcomes = [
        outcome_of(one.name, partial(_scores, one, seconds=options.seconds)) for one in systems
    ]
    means = {measure.name: mean(outcomes, measure) for measure in MEASURES}
    if options.format == "json":
        figures = {"systems": report.as_rows(outcomes, MEASURES, case="system"), "mean": means}
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    else:
        last = ["mean", *(report.percent(value) for value in means.values())]
        sys.stdout.write(
            report.table(outcomes, MEASURES, case="system", form=report.percent, totals=[last])
        )
    failed = [outcome for outcome in outcomes if outcome.failure is not None]
    listed = [_few(outcome) for outcome in outcomes] if options.misses else failed
    sys.stderr.write(report.misses(listed, MEASURES))
    return 1 if failed else 0
