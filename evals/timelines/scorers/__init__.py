"""The measures of a timeline, in the order of the table's columns."""

from assistant.drafting.draft import Draft
from evals.score import Measure
from evals.timelines.documents import Document
from evals.timelines.scorers import flags, instants, minutes

MEASURES: tuple[Measure[Document, Draft], ...] = (
    minutes.RECALL,
    minutes.PRECISION,
    minutes.EACH,
    instants.RECALL,
    instants.PRECISION,
    flags.DOUBT,
    flags.SEASON,
)
