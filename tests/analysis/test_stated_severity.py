"""A severity that somebody stated is asked about where the criteria suggest another."""

from __future__ import annotations

import pytest

from assistant.analysis.layout import place
from assistant.analysis.severity import Level, Severity
from assistant.analysis.statedseverity import about_severity
from tests.analysis.notebook import incident, notes


def asked(text: str, suggested: Level | None = "SEV2") -> list[str]:
    severity = Severity(suggested, (), None, None)
    return [q.text for q in about_severity(place(incident(*notes(text))), severity)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Severity: SEV1", "SEV1"),
        ("**Severity:** Minor", "Minor"),
        ("- Sev: 3 ... Severity level: high", None),
        ("Severity: SEV-3 (raised later)", "SEV-3"),
        ("Schweregrad: hoch", "hoch"),
    ],
)
def test_a_stated_severity_that_is_not_the_suggested_one_is_asked_about(
    line: str, told: str | None
) -> None:
    wanted = f"Which severity holds: {told}, as the inputs state it, or another one?"
    assert asked(line) == ([] if told is None else [wanted])


@pytest.mark.parametrize("line", ["Severity: SEV2", "Severity: sev-2", "Severity: Major"])
def test_the_suggested_severity_is_not_asked_about(line: str) -> None:
    assert asked(line) == []


def test_a_severity_among_others_that_is_the_suggested_one_settles_it() -> None:
    assert asked("Severity: SEV3\n10:02 wrong prices\nSeverity: SEV2") == []


@pytest.mark.parametrize(
    "line",
    [
        "Alertmanager: triggered: recall is low (severity critical)",
        "severity of the bug is unclear: SEV1 was mentioned",
        "severity = critical",
    ],
)
def test_words_of_an_alert_or_of_a_sentence_state_none(line: str) -> None:
    assert asked(line) == []


def test_a_stated_severity_is_asked_about_where_no_criterion_is_met() -> None:
    assert len(asked("Severity: SEV1", None)) == 1
