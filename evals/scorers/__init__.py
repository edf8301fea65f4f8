"""The measures of an evaluation, in the order of the table's columns."""

from assistant.drafting.draft import Draft
from evals.gold import Gold
from evals.score import Measure
from evals.scorers import (
    changes,
    durations,
    grounding,
    impact,
    names,
    phases,
    severity,
    timeline,
    topics,
)

MEASURES: tuple[Measure[Gold, Draft], ...] = (
    timeline.RECALL,
    timeline.PRECISION,
    phases.PHASES,
    durations.DURATIONS,
    impact.RECALL,
    impact.PRECISION,
    changes.CHANGES,
    severity.SEVERITY,
    topics.QUESTIONS,
    topics.CONTRADICTIONS,
    grounding.GROUNDING,
    names.NAMES,
)
