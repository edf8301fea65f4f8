"""The task: one sample incident through the pipeline, as a user would run it, without options."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import draft_incident
from assistant.errors import UnreadableInput
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from assistant.resources import samples_dir
from evals.gold import Gold


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


def samples(names: tuple[str, ...] = (), *, under: Path | None = None) -> tuple[Path, ...]:
    """Return the folders of the named samples (all without a name), sorted by name."""
    root = samples_dir() if under is None else under
    if not root.is_dir():
        raise UnreadableInput(f"{root} is not a folder. Name one that holds a folder a sample.")
    known = {path.name: path for path in sorted(root.iterdir()) if path.is_dir()}
    for name in names:
        if name not in known:
            raise UnreadableInput(f"No sample {name!r}; available: {', '.join(known)}")
    return tuple(path for name, path in known.items() if not names or name in names)
