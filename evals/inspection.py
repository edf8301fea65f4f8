"""The Inspect task: every sample incident through the pipeline without a model, and its scores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from math import nan
from pathlib import Path

import inspect_ai
from inspect_ai import Task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import EvalLog, EvalSample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import Metric, SampleScore, Scorer, Target, metric, scorer
from inspect_ai.scorer import Score as Judged
from inspect_ai.solver import Generate, Solver, TaskState, solver

from assistant.drafting.draft import Draft
from assistant.errors import PostmortemError
from assistant.export.json import dump
from evals import gold as golds
from evals.gold import Gold
from evals.outcome import Outcome
from evals.score import Measure, Score
from evals.tasks import draft_of

# Inspect's own name for no model at all: asking it for a completion is an error.
NO_MODEL = "none/none"
# Inspect sends nothing unless one of these names a function to send with; a .env cannot set what
# is set already.
_SENDERS = ("INSPECT_TELEMETRY", "INSPECT_API_KEY_OVERRIDE")

OurMeasure = Measure[Gold, Draft]
Told = Callable[[str], None]


class RunFailed(PostmortemError):
    """The evaluation as a whole came to no end, and why."""


def _judged(score: Score) -> Judged:
    """Return the score as Inspect keeps it: an unscored one counts in no metric."""
    kept = {"hits": score.hits, "asked": score.asked, "misses": list(score.misses)}
    told = "\n".join(score.misses) or None
    if score.value is None:
        return Judged.unscored(explanation=told, metadata=kept)
    return Judged(value=score.value, explanation=told, metadata=kept)


def _score(judged: Judged) -> Score:
    """Return the score that Inspect kept."""
    kept = judged.metadata or {}
    return Score(kept["hits"], kept["asked"], tuple(kept["misses"]))


def _metric(measure: OurMeasure) -> Metric:
    @metric(name=getattr(measure.metric, "__name__", "metric"))
    def summed() -> Metric:
        def over(scores: list[SampleScore]) -> float:
            value = measure.metric(_score(one.score) for one in scores)
            return nan if value is None else value

        return over

    return summed()


def _scorer(measure: OurMeasure, cases: dict[str, tuple[Gold, Draft]]) -> Scorer:
    @scorer(metrics=[_metric(measure)], name=measure.name)
    def judge() -> Scorer:
        async def judged(state: TaskState, target: Target) -> Judged:
            gold, draft = cases[str(state.sample_id)]
            return _judged(measure.score(gold, draft))

        return judged

    return judge()


def task(folders: Iterable[Path], measures: Iterable[OurMeasure], *, told: Told) -> Task:
    """Return the task: a sample a folder, the pipeline as its solver, a scorer a measure.

    What a log keeps of a sample is its draft as JSON, which is redacted.
    """
    places = {folder.name: folder for folder in folders}
    # Scorers judge values, not their text, so the solver leaves them here.
    cases: dict[str, tuple[Gold, Draft]] = {}

    @solver(name="pipeline")
    def pipeline() -> Solver:
        async def drafted(state: TaskState, generate: Generate) -> TaskState:
            slug = str(state.sample_id)
            told(f"drafting {slug}")
            gold = golds.load(places[slug])
            draft = draft_of(places[slug], gold)
            cases[slug] = (gold, draft)
            state.output = ModelOutput.from_content(NO_MODEL, dump(draft))
            return state

        return drafted

    return Task(
        name="incidents",
        dataset=MemoryDataset([Sample(id=slug, input=slug) for slug in places], name="incidents"),
        solver=pipeline(),
        scorer=[_scorer(measure, cases) for measure in measures],
    )


def _outcome(sample: EvalSample) -> Outcome:
    if sample.error is not None:
        return Outcome(str(sample.id), {}, sample.error.message)
    return Outcome(
        str(sample.id), {name: _score(kept) for name, kept in (sample.scores or {}).items()}
    )


def _log(
    folders: tuple[Path, ...], measures: Iterable[OurMeasure], logs: Path, told: Told
) -> EvalLog:
    for name in _SENDERS:
        os.environ[name] = ""
    return inspect_ai.eval(
        task(folders, measures, told=told),
        model=NO_MODEL,
        display="none",
        log_dir=str(logs),
        log_format="json",
        fail_on_error=False,
        max_samples=1,
        acp_server=False,
        ctl_server=False,
    )[0]


def run(
    folders: tuple[Path, ...], measures: tuple[OurMeasure, ...], *, logs: Path, told: Told
) -> tuple[Outcome, ...]:
    """Return the outcome of each sample in order; a crash is an outcome with a `failure`.

    Inspect's log of the run is written into the folder `logs`. Raises RunFailed where Inspect
    itself came to no end.
    """
    log = _log(folders, measures, logs, told)
    if log.status != "success" or log.samples is None:
        why = log.error.message if log.error is not None else log.status
        raise RunFailed(f"The evaluation did not finish ({why}). Its log: {log.location}")
    found = {str(sample.id): _outcome(sample) for sample in log.samples}
    return tuple(found[folder.name] for folder in folders)
