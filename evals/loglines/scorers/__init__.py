"""The measures of a log's lines, in the order of the table's columns."""

from evals.loglines.lines import System, ToldLine
from evals.loglines.scorers import grouping, levels, times
from evals.score import Measure

MEASURES: tuple[Measure[System, tuple[ToldLine, ...]], ...] = (
    times.TIMES,
    times.PARTIAL,
    levels.LEVELS,
    grouping.GROUPING,
    grouping.CORRECTED,
)
