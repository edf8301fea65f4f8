"""A draft of an invented incident that fills every field, for the tests of the export room."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from assistant.analysis.behaviour import Behaviour
from assistant.analysis.changes import ChangeFact
from assistant.analysis.durations import Durations
from assistant.analysis.factors import Factor
from assistant.analysis.hypotheses import Hypothesis
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.questions import OpenQuestion
from assistant.analysis.severity import Criterion, Severity
from assistant.analysis.timeline import TimelineEvent
from assistant.drafting.draft import (
    SCHEMA_VERSION,
    Action,
    Check,
    CitedLine,
    Contradiction,
    Draft,
    InputFile,
    Notification,
    PriorAction,
    Provenance,
    RecurrenceVerdict,
    RootCause,
    SectionText,
    SimilarIncident,
)
from assistant.incident import Kind, Statement
from tests.export.mechanism import LAYERS, SIGNED

ZONE = timezone(timedelta(hours=1))


def at(hour: int, minute: int, second: int = 0, *, day: int = 3) -> datetime:
    """Return a time of the sample incident in its zone."""
    return datetime(2026, 2, day, hour, minute, second, tzinfo=ZONE)


DIFF = """--- a/prompts/claims-triage.md
+++ b/prompts/claims-triage.md
@@ -3,4 +3,4 @@
 You sort incoming insurance claims.
-Answer with one of: approve, review, reject.
+Answer briefly and decisively.
 ```json
 {"decision": "..."}
 ```
"""

LINES: tuple[tuple[str, str, int, str, datetime | None], ...] = (
    ("N3", "notes.md", 3, "09:12 first wrong triage decision seen in the review queue", at(9, 12)),
    ("N4", "notes.md", 4, "09:40 Responder A: review queue is empty, cannot be right", at(9, 40)),
    ("N7", "notes.md", 7, "09:48 on-call picked it up, paging Responder B", at(9, 48)),
    ("N9", "notes.md", 9, "10:05 rolled the prompt back to v41", at(10, 5)),
    ("N12", "notes.md", 12, "10:24 queue filling again, 412 claims had skipped review", at(10, 24)),
    ("N14", "notes.md", 14, "about 6% of decisions that morning were wrong (sampled 200)", None),
    ("N15", "notes.md", 15, "expected `review` for anything over $5,000 | got `approve`", None),
    ("N17", "notes.md", 17, "no alert on the share of auto-approved claims", None),
    ("N18", "notes.md", 18, "good: rollback took two minutes", None),
    ("N19", "notes.md", 19, "lucky that payments only run at noon", None),
    ("N22", "notes.md", 22, "see https://wiki.example/claims <img src=x onerror=alert(1)>", None),
    ("L812", "gateway.log", 812,
     "2026-02-03T09:11:58.204+01:00 WARN triage schema_mismatch decision=approve conf=0.97 "
     "trace=7f21", at(9, 11, 58)),
    ("L977", "gateway.log", 977,
     "2026-02-03T10:07:31+01:00 INFO triage prompt=v41 loaded", at(10, 7, 31)),
    ("H2", "history.yaml", 2, "- kind: prompt, component: claims-triage, v41 -> v42", at(8, 30)),
    ("H9", "history.yaml", 9, "- kind: index, component: policy-docs, rebuilt", at(22, 15, day=2)),
)  # fmt: skip

KINDS: dict[str, Kind] = {"N": "note", "L": "log", "H": "history"}


def evidenced(text: str, *ids: str) -> Statement:
    """Return a statement that stands in the cited lines."""
    return Statement(text, ids, "evidenced")


def rich() -> Draft:
    """Return a draft with something in every field."""
    return Draft(
        schema_version=SCHEMA_VERSION,
        case_id="case-2026-02-03-7f21c0",
        title="Claims triage skipped manual review",
        template="standard",
        created=at(15, 0),
        timezone="Europe/Berlin",
        reference_date=date(2026, 2, 3),
        evidence=tuple(
            CitedLine(name, source, line, KINDS[name[0]], text, time)
            for name, source, line, text, time in LINES
        ),
        summary=(
            evidenced("The first wrong triage decision was seen at 09:12.", "N3", "L812"),
            Statement("It was resolved 1 h 12 min after the start.", ("N3", "N12"), "inferred"),
            Statement("The inputs do not say who was told outside the team.", (), "unknown"),
        ),
        timeline=(
            TimelineEvent(
                at(8, 30), "minute", False, "change", "claims-triage, v41 -> v42", ("H2",)
            ),
            TimelineEvent(
                at(9, 12),
                "minute",
                True,
                "start",
                "first wrong triage decision seen in the review queue",
                ("N3", "L812"),
            ),
            TimelineEvent(
                at(9, 40),
                "minute",
                True,
                "detected",
                "review queue is empty, cannot be right",
                ("N4",),
            ),
            TimelineEvent(
                at(9, 48), "minute", True, "acknowledged", "on-call picked it up", ("N7",)
            ),
            TimelineEvent(
                at(10, 5), "minute", True, "mitigated", "rolled the prompt back to v41", ("N9",)
            ),
            TimelineEvent(
                at(10, 7, 31), "second", False, "event", "triage prompt=v41 loaded", ("L977",)
            ),
            TimelineEvent(
                at(10, 24),
                "minute",
                True,
                "resolved",
                "queue filling again, 412 claims had skipped review",
                ("N12",),
            ),
            TimelineEvent(None, "minute", False, "event", "payments only run at noon", ("N19",)),
        ),
        durations=Durations(1680.0, 2160.0, 3180.0, 4320.0),
        changes=(
            ChangeFact(
                "index",
                "policy-docs",
                None,
                None,
                at(22, 15, day=2),
                None,
                657.0,
                "policy-docs, rebuilt",
                ("H9",),
            ),
            ChangeFact(
                "prompt",
                "claims-triage",
                "v41",
                "v42",
                at(8, 30),
                DIFF,
                42.0,
                "component: claims-triage, v41 -> v42",
                ("H2",),
            ),
        ),
        not_examined=("Model version", "Guardrails", "Tools", "Data pipeline"),
        impact=(
            ImpactFigure("records", 412.0, "claims", "412 claims had skipped review", ("N12",)),
            ImpactFigure(
                "rate", 6.0, "%", "about 6% of decisions that morning were wrong", ("N14",)
            ),
        ),
        behaviour=(
            Behaviour(
                "`review` for anything over $5,000",
                "`approve`",
                "expected `review` for anything over $5,000 | got `approve`",
                ("N15",),
            ),
        ),
        severity=Severity(
            "SEV2",
            (Criterion("Customers were affected and the output was wrong", ("N12", "N14")),),
            at(10, 24, day=10),
            "A post-mortem is required at this level.",
        ),
        factors=(
            Factor(
                "F1",
                "monitoring",
                "no alert on the share of auto-approved claims",
                ("N17",),
                ("Which signal would have shown this first?", "Who would have seen it?"),
            ),
        ),
        went_well=(evidenced("rollback took two minutes", "N18"),),
        went_wrong=(evidenced("no alert on the share of auto-approved claims", "N17"),),
        got_lucky=(evidenced("payments only run at noon", "N19"),),
        root_cause=RootCause(
            (
                Hypothesis(
                    "The new prompt no longer names the allowed decisions.",
                    "model",
                    ("H2", "L812"),
                    ("N14",),
                    "Replay the 200 sampled claims against v41 and v42 and compare decisions.",
                ),
                Hypothesis(
                    "The rebuilt index returns other passages.",
                    "data",
                    ("H9",),
                    (),
                    "Replay the same claims with v42 against the index of the day before.",
                ),
            )
        ),
        actions=(
            Action(
                "A1",
                "Alert when the share of auto-approved claims leaves its usual band",
                "monitoring",
                "immediate",
                "alert fires within 5 min of a 10% shift",
                "replay of this incident raises the alert",
                "F1",
                ("N17",),
            ),
        ),
        open_questions=(
            OpenQuestion("When were customers told?", "The inputs do not say.", ()),
            OpenQuestion(
                "Did the index rebuild change the answers?",
                "It was 10 h before the start.",
                ("H9",),
            ),
        ),
        contradictions=(
            Contradiction("Two lines give different times for the rollback.", ("N9", "L977")),
        ),
        similar=(
            SimilarIncident(
                "INC-17",
                "Support bot answered without its policy",
                0.71,
                "possible",
                ("a prompt edit shortly before",),
                ("another component",),
                (PriorAction("Pin the allowed answers in code", "closed"),),
                ("replayed the last 500 requests",),
            ),
        ),
        recurrence=RecurrenceVerdict("possible", "INC-17", "Both followed a prompt edit."),
        notifications=(
            Notification(
                "GDPR Art. 33",
                "Were personal data exposed?",
                "72 h from awareness",
                at(9, 40, day=6),
                "Regulation (EU) 2016/679, checked 2026-11-20",
                ("N4",),
            ),
            Notification(
                "DORA", "Is this a major incident?", "4 h", None, "Regulation (EU) 2022/2554"
            ),
        ),
        checks=(
            Check("redaction", "info", "notes.md", "2 e-mail addresses were hidden.", ()),
            Check(
                "injection",
                "warning",
                "notes.md:22",
                "The line speaks to a model: <img src=x onerror=alert(1)>",
                ("N22",),
            ),
        ),
        provenance=Provenance(
            "offline",
            None,
            {"document": "v1"},
            (
                InputFile("notes.md", "9f" * 32, "note", 31),
                InputFile("gateway.log", "0c" * 32, "log", 1204),
                InputFile("history.yaml", "a1" * 32, "history", 18),
            ),
            {"email": 2, "person": 3},
            (),
            "0.1.0",
            {},
            None,
        ),
        sections=(SectionText("affected", (evidenced("the review queue", "N3"),)),),
        preservation=(
            Statement("Do not delete the logs before they are preserved.", ("N4",), "inferred"),
            Statement("Keep the originals of notes.md.", ("N3",), "inferred"),
        ),
        signature=SIGNED,
        layers=LAYERS,
    )
