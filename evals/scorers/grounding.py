"""Grounding: evidenced statements whose every number and time stands in the lines they cite."""

from __future__ import annotations

import re

from assistant.drafting.draft import Draft
from assistant.incident import Statement
from evals.gold import Gold
from evals.score import Measure, Score, tally

# Written anew here, apart from the product's own check, so that a gap in that one shows.
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def _statements(draft: Draft) -> tuple[Statement, ...]:
    told = (*draft.summary, *draft.went_well, *draft.went_wrong, *draft.got_lucky)
    quoted = [
        *((event.text, event.evidence) for event in draft.timeline),
        *((figure.text, figure.evidence) for figure in draft.impact),
        *((factor.text, factor.evidence) for factor in draft.factors),
    ]
    return (*told, *(Statement(text, cited, "evidenced") for text, cited in quoted))


def score(gold: Gold, draft: Draft) -> Score:
    """Return how many evidenced statements cite known lines that hold all their numbers."""
    lines = {line.id: line.text for line in draft.evidence}
    rows = []
    for statement in _statements(draft):
        if statement.status != "evidenced":
            continue
        known = bool(statement.evidence) and all(one in lines for one in statement.evidence)
        cited = " ".join(lines.get(one, "") for one in statement.evidence)
        held = set(_NUMBER.findall(cited))
        rows.append((statement.text, known and held.issuperset(_NUMBER.findall(statement.text))))
    return tally(rows)


GROUNDING = Measure("grounding", score)
