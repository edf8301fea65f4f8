"""Drafts each document of a JSON Lines file and judges the timeline against its known steps.

Each line of FILE holds `id`, `raw_text`, `strict` and `gold`, a list of steps with `local_time`
and, where the text states a zone, `time`. Recall and precision are over strict documents.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import draft_incident
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from evals import report
from evals.outcome import Outcome, outcome_of
from evals.score import Score, pooled
from evals.timelines.documents import Document, load
from evals.timelines.scorers import MEASURES

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)


def _silent(stage: str) -> None:
    """Take note of nothing: an evaluation shows its table only."""


def draft_of(document: Document) -> Draft:
    """Return the draft of the document, read from a file as a user would hand it in."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "notes.md"
        path.write_text(document.text, encoding="utf-8")
        incident = read_incident(collect([path]), day=None, zone=None, stage=_silent, now=NOW)
    return draft_incident(incident, now=NOW, stage=_silent)


def _scores(document: Document) -> Mapping[str, Score]:
    draft = draft_of(document)
    return {measure.name: measure.score(document, draft) for measure in MEASURES}


def _missed(outcome: Outcome) -> int:
    names = ("recall", "precision")
    known = [outcome.scores[name] for name in names if name in outcome.scores]
    return sum(score.asked - score.hits for score in known)


def main(arguments: list[str]) -> int:
    """Return the exit status: 0 where every document was drafted, 1 where one crashed."""
    parser = argparse.ArgumentParser(prog="python -m evals timelines", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--holdout", type=int, metavar="N", help="report every Nth document apart from the others"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--misses", action="store_true", help="also list documents, worst first")
    options = parser.parse_args(arguments)
    documents = load(options.file)
    outcomes = [outcome_of(one.id, partial(_scores, one)) for one in documents]
    every = options.holdout
    aside = outcomes[every - 1 :: every] if every else []
    kept = [outcome for outcome in outcomes if outcome not in aside]
    groups = [("developed on", kept), ("held out", aside)] if every else []
    groups.append(("all", outcomes))
    failed = [outcome for outcome in outcomes if outcome.failure is not None]
    # What is held out stays unread: its misses are counted, never listed.
    worst = sorted((one for one in kept if _missed(one)), key=_missed, reverse=True)
    listed = [*failed, *worst] if options.misses else failed
    if options.format == "json":
        figures = {
            "documents": report.as_rows(outcomes, MEASURES, case="document"),
            "groups": {
                name: {
                    measure.name: pooled(one.scores.get(measure.name) for one in group)
                    for measure in MEASURES
                }
                for name, group in groups
            },
        }
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    else:
        totals = [report.total(name, group, MEASURES) for name, group in groups]
        sys.stdout.write(report.table(listed, MEASURES, case="document", totals=totals))
    sys.stderr.write(report.misses(listed, MEASURES))
    return 1 if failed else 0
