"""The measures of redaction: of what is to be hidden, and of what is to be left alone."""

from evals.redaction.hidden import Hidden
from evals.redaction.scorers import clean, recall
from evals.redaction.specimens import Specimen
from evals.score import Measure

OF_SPECIMENS: tuple[Measure[tuple[Specimen, ...], Hidden], ...] = (recall.RECALL,)
OF_CLEAN: tuple[Measure[tuple[str, ...], Hidden], ...] = (
    clean.SECRETS,
    clean.NUMBERS,
    clean.PEOPLE,
)
