"""From inputs to a draft, as the command line runs it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

import click

from assistant.drafting.draft import Draft, TemplateName
from assistant.drafting.history import Past
from assistant.drafting.pipeline import draft_incident
from assistant.errors import SettingsError
from assistant.intake.files import Collected
from assistant.intake.reader import read_incident

Engine = Literal["offline", "llm"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asked for; None leaves it to the inputs."""

    engine: Engine | None = None
    template: TemplateName | None = None
    title: str | None = None
    day: date | None = None
    zone: str | None = None
    as_of: datetime | None = None


def draft(
    collected: Collected,
    wishes: Wishes,
    *,
    model: str | None,
    stage: Callable[[str], None],
    past: Past,
) -> Draft:
    """Return the draft of the inputs; with a stated clock it is the same at every run."""
    refuse_unbuilt(wishes.engine)
    now = wishes.as_of or datetime.now(UTC)
    incident = read_incident(collected, day=wishes.day, zone=wishes.zone, stage=stage, now=now)
    return draft_incident(
        incident,
        now=now,
        title=wishes.title,
        template=wishes.template,
        model=model if wishes.engine is None else None,
        past=past,
        stage=stage,
        timer=None if wishes.as_of else time.perf_counter,
    )


def refuse_unbuilt(engine: Engine | None) -> None:
    """Raise SettingsError where a model was asked for, which this version does not use."""
    if engine == "llm":
        raise SettingsError(
            "This version drafts offline only. Leave --engine out, or use --engine offline."
        )


def progress(*, quiet: bool) -> Callable[[str], None]:
    """Return what tells the stages: lines on a terminal, otherwise nothing."""

    def tell(name: str) -> None:
        click.echo(f"  {name} ...", err=True)

    def keep_silent(name: str) -> None:
        """Say nothing."""

    return keep_silent if quiet or not sys.stderr.isatty() else tell
