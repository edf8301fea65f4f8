"""Names that are told by where they stand, in sentences and in fields, in notes and in logs."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafting.writing.requests import guarded
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor

SENTENCES = (
    "09:44 desk: ticket of Torbrand Wexelby, she wants her money back",
    "[09:44] desk: is Torbrand around?",
    "[09:44] desk: it's Torbrand's prompt, not mine",
    "[09:44] desk: torbrand is on it",
    "[09:44] desk: ask torbrand wexelby for the key",
    "[09:44] desk: that was torbrand, not me",
    "[09:44] desk: <@U0490037|torbrand> please check v7",
    "spoke to torbrand, wants 30 days",
    "10:15 nobody could reach Torbrand",
    "10:15 CALL TORBRAND WEXELBY BEFORE NOON",
    "present: desk, Torbrand, and for the last ten minutes Wexelby",
    "Prompt v7, wording by Torbrand, checked by Wexelby",
    "+Send them to Torbrand Wexelby at the desk.",
    "closed after Torbrand called back",
    "10:15 un appel de Torbrand Wexelby, la réponse était fausse",
)
FIELDS = (
    'WARN rule=window user="Torbrand Wexelby"',
    "ERROR customer_name=Torbrand_Wexelby got=14",
    'ERROR ticket {"reporter": "Torbrand Wexelby", "window": 14}',
    'ERROR lost {"agent": {"name": "Torbrand Wexelby"}}',
    "INFO deploy prompt by=torbrand.wexelby version=v7",
    "ERROR cannot open /home/torbrand.wexelby/prompts/returns.md",
    'ERROR q="my name is Torbrand Wexelby, where is it"',
    'WARN q="please call Torbrand Wexelby back about the parcel"',
    "ERROR withheld: Dear Torbrand Wexelby, your window is 14 days",
)
OTHERS = (
    "user=root by=admin owner=deploybot user=svc-payments user=u-81723",
    "assignee: unassigned, reviewer: none, owner: search team",
    "agent: Retrieval Planner",
    "09:10 we waited for Kubernetes and asked for Kafka logs",
    "[09:10] desk: nginx is on it, redis says it is the cache",
    "caused by Harbourlight and posted to Kinesis support",
    "[09:10] desk: ask infra for the key",
)


@pytest.mark.parametrize("line", [*SENTENCES, *FIELDS])
def test_a_name_in_no_list_is_hidden_where_a_person_stands(line: str) -> None:
    shown = Redactor(gather([], logged=[line])).line(line).casefold()
    assert "torbrand" not in shown
    assert "wexelby" not in shown


@pytest.mark.parametrize("line", [line for line in SENTENCES if "prompt, not" not in line])
def test_notes_tell_people_by_their_place(line: str) -> None:
    shown = Redactor(gather([line])).line(line).casefold()
    assert "torbrand" not in shown


@pytest.mark.parametrize("line", [*SENTENCES, *FIELDS])
def test_what_is_sent_hides_whoever_stands_in_a_persons_place(line: str) -> None:
    assert "torbrand" not in guarded(line).casefold()


@pytest.mark.parametrize("line", OTHERS)
def test_accounts_systems_and_teams_stay_readable(line: str) -> None:
    assert Redactor(gather([line], logged=[line])).line(line) == line
    assert guarded(line) == line


def test_whom_a_log_names_is_hidden_in_every_other_input(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(
        "09:05 alert: wrong answers\n09:20 Wexelby has the list, see torbrand_wexelby.csv\n",
        encoding="utf-8",
    )
    (tmp_path / "service.log").write_text(
        "2026-05-04T08:50:12Z INFO deploy prompt v6 -> v7\n"
        '2026-05-04T09:31:07Z ERROR answer check failed user="Torbrand Wexelby"\n',
        encoding="utf-8",
    )
    incident = read_incident(collect([tmp_path]), day=None, zone=None, stage=lambda name: None)
    told = "\n".join(line.text for line in incident.evidence).casefold()
    assert "alert: wrong answers" in told
    assert "torbrand" not in told
    assert "wexelby" not in told
    assert len(incident.people) == 1


@pytest.mark.parametrize(
    "line",
    [
        "customer said 512 349 951 and hung up",
        "10:17 (07400 125542)",
        "09:25 ((11) 96123-3388)",
        "[10:06] desk: 6123 2377",
        "09:48 071 123 7517",
    ],
)
def test_a_national_number_is_told_by_what_stands_around_it(line: str) -> None:
    assert "[phone]" in Redactor(gather([])).line(line)


@pytest.mark.parametrize(
    "line", ["(512 349 951) bytes", "block 12 345 678 read", "rows: 1234 5678"]
)
def test_other_figures_stay(line: str) -> None:
    assert Redactor(gather([])).line(line) == line


def test_a_tokens_tail_after_a_dash_goes_with_it() -> None:
    token = "ieOjjT_ogGabc1Def2Ghi3Jkl4Mno5Pqr6Stu7V-fMeHG9jpvrtzi"
    assert "fMeHG9" not in Redactor(gather([])).line(f"Authorization: Bearer {token}")
