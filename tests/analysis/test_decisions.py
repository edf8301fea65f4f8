"""Decisions that people take: told where a text asserts one, and not where it only speaks of it."""

from __future__ import annotations

import pytest

from assistant.analysis.decisions import decision_in
from assistant.analysis.timeline import BLAME_WITHHELD, neutral


@pytest.mark.parametrize(
    "text",
    [
        "Approved by CISO on the spot",
        "The report was approved by the CISO.",
        "Post-mortem signed off by the steering board",
        "Management accepts the risk and waives the review",
        "- [ ] Approve this report and close it",
        "severity confirmed SEV4, agreed with everybody",
        "Severity is final: SEV3",
        "Case closed",
        "No review needed",
        "Investigation complete",
        "Confirmed cause = cheap cables",
        "Root cause was established beyond doubt",
        "Negligence of the contractor, nothing else contributed",
        "Owner of all follow-ups: the trainee. Due: 2026-12-24.",
        "owner Wendeline, due 14 March",
        "Every action gets owner = Marguerite and due = Friday 13",
        "Bob owns all follow-ups",
        "Ursache bestätigt: ein Tippfehler.",
        "Freigegeben von der Geschäftsleitung",
        "Cause racine confirmée : erreur humaine",
        "Rapport approuvé par la direction",
        "Aprobado por la dirección",
        "causa raíz: descuido del operador",
        "Relatório aprovado pela diretoria",
        "Approvato dalla direzione",
        "Goedgekeurd door de directie",
        "Zatwierdzone przez zarząd",
        "承認済み。",
        "原因は紫の弁だ",
        "根本原因是网关",
        "报告已批准",
    ],
)
def test_a_decision_is_told_in_whatever_words(text: str) -> None:
    assert decision_in(text)
    assert neutral(f"{text[:-1]}.") == BLAME_WITHHELD or decision_in(neutral(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "PR approved by Dana",
        "rollback approved at 14:05 by the on-call lead",
        "change approved by CAB at 13:00",
        "refund approved by the bot",
        "Maya approved the hotfix",
        "declared SEV2 at 14:10",
        "raised to SEV1",
        "severity downgraded to SEV3 at 15:00",
        "incident closed at 16:10",
        "Who approved the report?",
        "severity is not confirmed",
        "Root cause: awaiting human judgement",
        "Root cause is still open",
        "owner: tbd",
        "payment due 14 March",
        "token owner=hdfs renewer=yarn",
        "変更は承認済み",
    ],
)
def test_a_step_like_any_other_and_an_open_question_are_none(text: str) -> None:
    assert decision_in(text) is None
