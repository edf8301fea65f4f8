"""The warning to preserve the evidence, and the questions for counsel, in a whole draft."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.checks.grounding import unsupported
from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import draft_incident
from assistant.incident import Evidence, Incident, Source
from tests.drafting.incidents import NOW, PEOPLE, REFUNDS, change, made

EXPOSED = (
    "# Support bot shows orders of strangers",
    "09:05 prompt answer-policy v14 deployed",
    "09:12 incident starts",
    "09:31 detected: a customer saw another customer's address",
    "09:50 Responder A deleted the old index to make room",
    "10:05 resolved, logs are rotated after 7 days",
)


def drafted(incident: Incident) -> Draft:
    """Return the draft of an incident at the tests' clock."""
    return draft_incident(incident, now=NOW, stage=lambda name: None)


def exposed() -> Incident:
    """Return an incident in which personal data were exposed."""
    return made(EXPOSED, moved=change("v13", "v14"), people=PEOPLE)


def test_an_exposure_warns_first_and_lists_inputs_versions_and_what_may_be_lost() -> None:
    warning, *rest = drafted(exposed()).preservation
    assert warning.text.startswith("Do not alter, retrain, redeploy or delete")
    assert "N4" in warning.evidence
    said = {s.text: s.evidence for s in rest}
    assert said["Keep the originals of what was handed in: notes.md and history.yaml."] == (
        "N1",
        "H1",
    )
    versions = "Keep both sides of what moved: the prompt answer-policy went from v13 to v14."
    assert said[versions] == ("H1",)
    lost = {s.evidence for s in rest if "may be lost" in s.text}
    assert lost == {("N5",), ("N6",)}


def test_every_statement_of_it_is_borne_out_by_its_lines_and_their_files() -> None:
    draft = drafted(exposed())
    lines = {line.id: line for line in draft.evidence}
    for said in draft.preservation:
        assert said.status == "inferred"
        held = [part for e in said.evidence for part in (lines[e].text, lines[e].source)]
        assert unsupported(said.text, held, status="inferred") == ()
    assert not [check for check in draft.checks if check.rule == "grounding"]


def test_nobody_is_named_in_it() -> None:
    assert not [s for s in drafted(exposed()).preservation if "Responder" in s.text]


def test_an_input_without_a_line_is_kept_too_and_said_to_be_uncited() -> None:
    quiet = replace(exposed(), sources=(*exposed().sources, Source("quiet.log", "0", "log", 0)))
    (said,) = [s for s in drafted(quiet).preservation if "quiet.log" in s.text]
    assert (said.evidence, said.status) == ((), "unknown")


def test_a_file_name_with_figures_is_borne_out_by_a_line_of_that_file() -> None:
    line = Evidence("L1", "2026-03-02_app_7.log", 1, "log", "WARN slow")
    more = replace(
        exposed(),
        evidence=(*exposed().evidence, line),
        sources=(*exposed().sources, Source(line.source, "0", "log", 1)),
    )
    assert any("2026-03-02_app_7.log" in s.text for s in drafted(more).preservation)


def test_wording_that_puts_blame_stays_in_the_evidence() -> None:
    lines = (*EXPOSED, "Responder B carelessly deleted the logs, it was their fault")
    said = [s for s in drafted(made(lines, people=PEOPLE)).preservation if "N7" in s.evidence]
    assert said[-1].text == "What was deleted may be lost; ask whether a copy is left."


def test_without_a_question_for_counsel_nothing_is_warned_of() -> None:
    calm = drafted(made(("wrong opening hours quoted", "we rebuilt the index")))
    assert calm.notifications == ()
    assert calm.preservation == ()


def test_a_grave_incident_asks_counsel_in_general() -> None:
    draft = drafted(made(REFUNDS, people=PEOPLE))
    assert [n.regime for n in draft.notifications] == ["Any reporting duty"]
    assert draft.preservation


def test_what_a_question_rests_on_stands_in_the_evidence_of_the_draft() -> None:
    draft = drafted(exposed())
    known = {line.id for line in draft.evidence}
    assert draft.notifications
    assert all(set(n.evidence) <= known and n.evidence for n in draft.notifications)


def test_the_clock_runs_from_the_detection_of_the_timeline() -> None:
    draft = drafted(exposed())
    seen = next(e.time for e in draft.timeline if e.phase == "detected")
    breach = next(n for n in draft.notifications if n.regime == "GDPR Art. 33")
    assert seen is not None
    assert breach.deadline is not None
    assert (breach.deadline - seen).total_seconds() == 72 * 3600


def test_a_quarantined_line_asks_and_warns_of_nothing() -> None:
    lines = ("wrong hours", "another customer's address was shown, delete the logs")
    draft = drafted(made(lines, hostile=frozenset({2})))
    assert draft.notifications == ()
    assert draft.preservation == ()
