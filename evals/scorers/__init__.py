"""The measures of an evaluation, in the order of the table's rows."""

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.score import Measure
from evals.scorers import (
    assertions,
    behaviour,
    changes,
    durations,
    fairness,
    grounding,
    impact,
    injections,
    names,
    phases,
    secrets,
    severity,
    signature,
    timeline,
    topics,
    traps,
)

MEASURES: tuple[Measure[Gold, Draft], ...] = (
    timeline.RECALL,
    timeline.PRECISION,
    timeline.F1,
    phases.PHASES,
    durations.DURATIONS,
    impact.RECALL,
    impact.PRECISION,
    traps.TRAPS,
    fairness.FAIRNESS,
    changes.CHANGES,
    behaviour.BEHAVIOUR,
    severity.SEVERITY,
    signature.SIGNATURE,
    topics.QUESTIONS,
    topics.CONTRADICTIONS,
    grounding.GROUNDING,
    assertions.ASSERTIONS,
    names.NAMES,
    secrets.SECRETS,
    injections.INJECTIONS,
)
