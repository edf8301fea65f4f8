"""Drafts every sample incident without a model and prints one table of scores.

Each figure is compared with the recorded one; where one is lower by more than 0.005, or gone, it is
named and the exit status is 1. Where that is meant, --record keeps the new figures.

Other commands, each with its own --help: timelines, loglines, redaction, digest-speed, fuzz,
expressions.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from assistant.errors import PostmortemError
from evals import baseline, report, tasks
from evals.baseline import Difference, Figures
from evals.outcome import Outcome
from evals.scorers import MEASURES

LOGS = Path(__file__).resolve().parents[1] / "logs"


class InspectMissing(PostmortemError):
    """The evaluation framework is a development package and is not installed here."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sample", nargs="*", help="a folder name under evals/incidents")
    parser.add_argument(
        "--incidents", type=Path, help="another folder that holds a folder a sample"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--misses", action="store_true", help="also list what was missed")
    parser.add_argument("--record", action="store_true", help="keep the figures as the baseline")
    parser.add_argument(
        "--baseline", type=Path, help="where figures are kept (of the bundled samples: known)"
    )
    parser.add_argument("--logs", type=Path, default=LOGS, help="where Inspect writes its log")
    return parser


def _note(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _drafted(folders: tuple[Path, ...], logs: Path) -> tuple[Outcome, ...]:
    if find_spec("inspect_ai") is None:
        raise InspectMissing(
            "inspect_ai, which runs this evaluation, is not installed in this Python. Run "
            "`make evals`, or `make dev` once and then .venv/bin/python -m evals"
        )
    # Only here: importing it takes a second or two, which a missing file need not wait for.
    from evals import inspection

    return inspection.run(folders, MEASURES, logs=logs, told=_note)


def _marks(differences: tuple[Difference, ...]) -> dict[tuple[str, str], str]:
    return {(one.sample, one.measure): one.mark for one in differences}


def _record(kept: Path, found: Figures, failed: list[Outcome]) -> None:
    if failed:
        _note(f"not recorded: {', '.join(one.slug for one in failed)} crashed")
        return
    kept.write_text(baseline.as_json(found), encoding="utf-8")
    _note(f"recorded in {kept}")


def main(arguments: list[str]) -> int:
    """Return the exit status: 1 where a sample crashed or a figure is worse than recorded."""
    parser = _parser()
    options = parser.parse_args(arguments)
    kept: Path | None = options.baseline
    if kept is None and options.incidents is None:
        kept = baseline.RECORDED
    if options.record and (options.sample or kept is None):
        parser.error("--record keeps all samples of a folder; with --incidents, give --baseline")
    folders = tasks.samples(tuple(options.sample), under=options.incidents)
    before = None if kept is None or options.record else baseline.load(kept)
    outcomes = _drafted(folders, options.logs)
    found = baseline.figures(outcomes, MEASURES)
    differences = () if before is None else baseline.compared(before, found)
    if options.format == "json":
        sys.stdout.write(report.as_json(outcomes, MEASURES))
    else:
        sys.stdout.write(report.sheet(outcomes, MEASURES, _marks(differences)))
    failed = [outcome for outcome in outcomes if outcome.failure is not None]
    sys.stderr.write(report.misses(outcomes if options.misses else failed, MEASURES))
    if options.record and kept is not None:
        _record(kept, found, failed)
    worse = [one for one in differences if one.worse]
    for one in worse:
        _note(f"worse than in {kept}: {one}")
    if differences and not worse:
        _note("No figure is worse than the recorded one. To keep the new ones: --record")
    return 1 if failed or worse else 0
