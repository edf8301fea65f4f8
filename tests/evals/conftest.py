"""An empty draft and an empty gold, for a test to fill in what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.analysis.durations import Durations
from assistant.analysis.severity import Severity
from assistant.drafting.draft import Draft, Provenance, RecurrenceVerdict, RootCause
from evals.gold import Gold


@pytest.fixture
def draft() -> Draft:
    """Return a draft that says nothing."""
    return Draft(
        schema_version="1.0",
        case_id="case",
        title="title",
        template="standard",
        created=datetime(2026, 1, 2, 9, 0, tzinfo=UTC),
        timezone=None,
        reference_date=None,
        evidence=(),
        summary=(),
        timeline=(),
        durations=Durations(),
        changes=(),
        not_examined=(),
        impact=(),
        behaviour=(),
        severity=Severity(suggested=None, criteria=(), due=None, requirement=None),
        factors=(),
        went_well=(),
        went_wrong=(),
        got_lucky=(),
        root_cause=RootCause(),
        actions=(),
        open_questions=(),
        contradictions=(),
        similar=(),
        recurrence=RecurrenceVerdict(verdict="no_history", incident_id=None, reason=""),
        notifications=(),
        checks=(),
        provenance=Provenance(
            engine="offline",
            model=None,
            prompts={},
            inputs=(),
            redactions={},
            fallbacks=(),
            app_version="0",
            seconds={},
            tokens=None,
        ),
    )


@pytest.fixture
def gold() -> Gold:
    """Return a gold that asks for nothing."""
    return Gold(
        slug="sample",
        reference_date=date(2026, 1, 1),
        timeline=(),
        optional_times=frozenset(),
        durations={},
        changes=(),
        impact=(),
        optional_figures=frozenset(),
        traps=frozenset(),
        severity=frozenset({"SEV2"}),
        questions=(),
        contradictions=(),
        people=(),
        secrets=(),
        injections=(),
    )
