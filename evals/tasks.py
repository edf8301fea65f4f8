"""The task: one sample incident through the pipeline, as a user would run it, without options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import draft_incident
from assistant.errors import UnreadableInput
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from assistant.resources import samples_dir
from evals import gold as golds
from evals.gold import Gold
from evals.outcome import Outcome, outcome_of
from evals.score import Measure, Score


def _silent(stage: str) -> None:
    """Take note of nothing: an evaluation shows its table only."""


def draft_of(folder: Path, gold: Gold) -> Draft:
    """Return the draft of the sample in `folder`, written as if on the morning after."""
    morning = time(9, 0, tzinfo=UTC)
    now = datetime.combine(gold.reference_date, morning) + timedelta(days=1)
    incident = read_incident(
        collect([folder / "inputs"]), day=None, zone=None, stage=_silent, now=now
    )
    return draft_incident(incident, now=now, stage=_silent)


def _scored(folder: Path, measures: Iterable[Measure[Gold, Draft]]) -> dict[str, Score]:
    gold = golds.load(folder)
    draft = draft_of(folder, gold)
    return {measure.name: measure.score(gold, draft) for measure in measures}


def samples(names: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """Return the folders of the named samples (all without a name), sorted by name."""
    known = {path.name: path for path in sorted(samples_dir().iterdir()) if path.is_dir()}
    for name in names:
        if name not in known:
            raise UnreadableInput(f"No sample {name!r}; available: {', '.join(known)}")
    return tuple(path for name, path in known.items() if not names or name in names)


def run(folders: Iterable[Path], measures: tuple[Measure[Gold, Draft], ...]) -> Iterator[Outcome]:
    """Yield the outcome of each sample; a sample that crashes is an outcome with a `failure`."""
    for folder in folders:
        yield outcome_of(folder.name, partial(_scored, folder, measures))
