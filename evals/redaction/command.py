"""Generates secrets and contacts in their public formats and looks at what redaction leaves.

Sentences that name somebody in passing are judged too, every third of them set aside from tuning.
What is hidden by mistake is counted on generated look-alikes (ids, digests, counters), and on each
FILE: a log, or JSON Lines with a `line` each, of which every line is clean.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from assistant.errors import UnreadableInput
from evals import report
from evals.outcome import Outcome, outcome_of
from evals.redaction import passing
from evals.redaction import specimens as specimens_of
from evals.redaction.hidden import in_lines
from evals.redaction.scorers import OF_CLEAN, OF_SPECIMENS
from evals.redaction.specimens import Specimen
from evals.score import Score

SECRETS = ("prefixed", "named")
SEED = 20_261_120


def _recall(specimens: tuple[Specimen, ...], *, seconds: float) -> Mapping[str, Score]:
    hidden = in_lines([one.line for one in specimens], seconds=seconds)
    return {measure.name: measure.score(specimens, hidden) for measure in OF_SPECIMENS}


def _clean(lines: tuple[str, ...], *, seconds: float) -> Mapping[str, Score]:
    hidden = in_lines(lines, seconds=seconds)
    return {measure.name: measure.score(lines, hidden) for measure in OF_CLEAN}


def lines_of(path: Path) -> tuple[str, ...]:
    """Return the lines of a log, or the `line` of each object where the file is JSON Lines."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UnreadableInput(
            f"{path} cannot be read ({error.strerror}). Name a log whose lines are clean."
        ) from error
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        return tuple(str(json.loads(line)["line"]) for line in lines)
    except (ValueError, KeyError, TypeError):
        return tuple(lines)


def main(arguments: list[str]) -> int:
    """Return the exit status: 0 where redaction ran, 1 where it failed."""
    parser = argparse.ArgumentParser(prog="python -m evals redaction", description=__doc__)
    parser.add_argument("clean", type=Path, nargs="*", metavar="FILE")
    parser.add_argument("--each", type=int, default=20, help="specimens of each format")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--seconds", type=float, default=300, help="the longest a run may take")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--misses", action="store_true", help="also list what was missed")
    options = parser.parse_args(arguments)
    specimens = (
        *specimens_of.generated(options.seed, each=options.each),
        *passing.named(aside=False),
        *passing.named(aside=True),
    )
    groups = list(dict.fromkeys(one.group for one in specimens))
    found = [
        outcome_of(
            name,
            partial(
                _recall,
                tuple(one for one in specimens if one.group == name),
                seconds=options.seconds,
            ),
        )
        for name in groups
    ]
    harmless = {"look-alikes": specimens_of.harmless(options.seed, each=options.each)}
    harmless |= {
        passing.TUNED: passing.unnamed(aside=False),
        passing.ASIDE: passing.unnamed(aside=True),
    }
    harmless |= {path.name: lines_of(path) for path in options.clean}
    clean = [
        outcome_of(name, partial(_clean, lines, seconds=options.seconds))
        for name, lines in harmless.items()
    ]
    if options.format == "json":
        figures = {
            "recall": report.as_rows(found, OF_SPECIMENS, case="group"),
            "clean": report.as_rows(clean, OF_CLEAN, case="file"),
        }
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    else:
        secrets = [one for one in found if one.slug in SECRETS]
        totals = [
            report.total("all secrets", secrets, OF_SPECIMENS, form=report.percent),
            report.total(
                "all secrets and contacts",
                [one for one in found if one.slug not in (passing.TUNED, passing.ASIDE)],
                OF_SPECIMENS,
                form=report.percent,
            ),
        ]
        sys.stdout.write(
            report.table(found, OF_SPECIMENS, case="group", form=report.percent, totals=totals)
        )
        left = report.total("all", clean, OF_CLEAN, form=report.percent)
        table = report.table(clean, OF_CLEAN, case="left alone", form=report.percent, totals=[left])
        sys.stdout.write("\n" + table)
    failed = [one for one in (*found, *clean) if one.failure is not None]
    if options.misses:
        sys.stderr.write(report.misses(_shortened(found), OF_SPECIMENS))
        sys.stderr.write(report.misses(_shortened(clean), OF_CLEAN))
    else:
        sys.stderr.write(report.misses(failed, ()))
    return 1 if failed else 0


def _shortened(outcomes: list[Outcome]) -> list[Outcome]:
    """Return the outcomes with the first miss of each format only, and how many there were."""
    short = []
    for outcome in outcomes:
        scores = {}
        for name, score in outcome.scores.items():
            first: dict[str, str] = {}
            count: dict[str, int] = {}
            for miss in score.misses:
                what = miss.partition(":")[0] if miss.partition(":")[0] != "hidden" else miss[:24]
                first.setdefault(what, miss)
                count[what] = count.get(what, 0) + 1
            told = tuple(f"{count[what]} x {miss}" for what, miss in first.items())
            scores[name] = Score(score.hits, score.asked, told)
        short.append(Outcome(outcome.slug, scores, outcome.failure))
    return short
