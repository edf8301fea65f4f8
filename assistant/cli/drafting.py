"""From inputs to a draft, as the command line runs it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

import click

from assistant.drafting.draft import Draft, TemplateName
from assistant.drafting.history import Asked, Past, Recalled
from assistant.drafting.pipeline import draft_incident
from assistant.errors import ModelError, SettingsError
from assistant.intake.files import Collected
from assistant.intake.reader import read_incident

if TYPE_CHECKING:
    from subprocess import Popen

    from assistant.drafting.writing.writer import Pen
    from assistant.settings import Settings
    from retrieval.embeddings import Embedder

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
    pen: Pen | None,
    stage: Callable[[str], None],
    past: Past,
) -> Draft:
    """Return the draft of the inputs; with a stated clock it is the same at every run.

    With a `pen` a model is asked to phrase and to propose, unless the wishes say offline.
    """
    now = wishes.as_of or datetime.now(UTC)
    try:
        incident = read_incident(collected, day=wishes.day, zone=wishes.zone, stage=stage, now=now)
        return draft_incident(
            incident,
            now=now,
            title=wishes.title,
            template=wishes.template,
            pen=pen,
            past=past if pen is None else _Beside(past),
            stage=stage,
            timer=None if wishes.as_of else time.perf_counter,
        )
    finally:
        if pen is not None:
            pen.close()


@dataclass(frozen=True, slots=True)
class _Beside:
    """The past, asked while a model is waited for: what its answers call for is read then too."""

    past: Past

    def recall(self, asked: Asked) -> Recalled:
        """Return what the past holds."""
        from assistant.drafting.checks.meaning.vocabulary import vocabulary

        found = self.past.recall(asked)
        vocabulary()
        return found


def pen_for(
    settings: Settings, engine: Engine | None, process: Popen[bytes] | None = None
) -> Pen | None:
    """Return the pen of the configured model; None where drafting is offline.

    Raises SettingsError where a model is asked for and none is configured. A `process` that was
    launched for it before is taken.
    """
    if engine == "offline" or (engine is None and settings.model is None):
        return None
    if settings.model is None:
        raise SettingsError(
            "--engine llm needs a model, and none is configured. Set POSTMORTEM_MODEL to "
            "provider:model (for example openai:gpt-5-mini), or leave --engine out to draft "
            "offline."
        )
    from assistant.drafting.nearness import Near
    from assistant.drafting.pen import pen_of

    def opened() -> Embedder:
        from assistant.library.opening import embedder

        return embedder(settings)

    return pen_of(settings, near=Near(opened), process=process)


def refuse_fallbacks(draft: Draft) -> None:
    """Raise ModelError where a section of the draft is not the model's."""
    reasons = [
        c for c in draft.checks if c.rule == "model" and c.where in draft.provenance.fallbacks
    ]
    if reasons:
        told = "; ".join(dict.fromkeys(c.message.rsplit(": ", 1)[-1].rstrip(".") for c in reasons))
        raise ModelError(
            f"The model {draft.provenance.model} gave nothing usable for "
            f"{', '.join(draft.provenance.fallbacks)}: {told}. No draft was written, as --strict "
            "asks. Mend the model settings, or leave --strict out to have those sections offline."
        )


def progress(*, quiet: bool) -> Callable[[str], None]:
    """Return what tells the stages: lines on a terminal, otherwise nothing."""

    def tell(name: str) -> None:
        click.echo(f"  {name} ...", err=True)

    def keep_silent(name: str) -> None:
        """Say nothing."""

    return keep_silent if quiet or not sys.stderr.isatty() else tell
