"""Every form that notes come in, read from a small file of its kind and drafted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.pipeline import draft_incident
from assistant.errors import UnreadableInput
from assistant.export.json import dump
from assistant.incident import Evidence, Incident
from assistant.intake.files import Collected, collect
from assistant.intake.item import Input
from assistant.intake.notes import forms
from assistant.intake.reader import read_incident

FIXTURES = Path(__file__).parent / "fixtures" / "notes"
FORMS = sorted(path.name for path in FIXTURES.iterdir() if path.suffix)
NAMES = ("ines", "roca", "tomasz", "bielak", "nair", "lars", "holm", "dario", "conti", "olsen")
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def incident(*names: str) -> Incident:
    collected = collect([FIXTURES / name for name in names])
    return read_incident(collected, day=None, zone=None, stage=lambda _: None)


def given_as(name: str, text: str | bytes) -> Incident:
    data = text.encode() if isinstance(text, str) else text
    collected = Collected((Input(name, "note", data=data),))
    return read_incident(collected, day=None, zone=None, stage=lambda _: None)


def told(lines: Iterable[Evidence]) -> list[tuple[str, str]]:
    """Return the hour and the words of each line that has a time of its own or of its header."""
    return [
        (line.time.at.strftime("%H:%M:%S%z"), line.text.rpartition(": ")[2])
        for line in lines
        if line.time is not None and (line.carried or line.text.startswith("["))
    ]


@pytest.mark.parametrize("name", [*FORMS, "slack_export"])
def test_every_form_is_drafted_without_the_names_in_it(name: str) -> None:
    found = incident(name)
    assert found.evidence
    ids = [line.id for line in found.evidence]
    assert len(set(ids)) == len(ids)
    draft = draft_incident(found, now=NOW, stage=lambda _: None)
    shown = dump(draft).lower()
    # Names in small letters with nothing to tell them by are not known to be names.
    if name != "scribbles.txt":
        assert [n for n in NAMES if re.search(rf"\b{n}\b", shown)] == []


def test_a_slack_export_is_told_by_name_time_and_line() -> None:
    found = incident("slack_export")
    assert [hour for hour, _ in told(found.evidence)] == [
        "14:05:00+0000", "14:12:00+0000", "14:14:00+0000", "14:41:00+0000",
    ]  # fmt: skip
    assert found.evidence[0].text.endswith("Responder B can you look?")
    assert found.evidence[3].text.endswith("above 5% <high>")
    assert found.evidence[4].text.endswith("answers are right again since the rollback")
    assert [line.line for line in found.evidence] == [6, 15, 15, 23, 28]
    assert [line.voice for line in found.evidence] == [
        "responder", "responder", "responder", "system", "responder",
    ]  # fmt: skip
    assert not any(line.time.inferred for line in found.evidence if line.time)
    assert {line.speaker for line in found.evidence if line.voice == "responder"} == {
        "Responder A", "Responder B", "Responder C",
    }  # fmt: skip
    notices = " ".join(finding.message for finding in found.findings)
    assert "1 Slack members only by their ids" in notices
    assert "1 messages without words" in notices


def test_a_copied_slack_page_loses_its_furniture_and_keeps_its_lines() -> None:
    found = incident("slack_paste.txt")
    text = "\n".join(line.text for line in found.evidence)
    for furniture in (
        "replies",
        "Last reply",
        "View thread",
        ":eyes:",
        "(edited)",
        "joined",
        "New",
    ):
        assert furniture not in text
    by_line = {line.line: line for line in found.evidence}
    assert by_line[13].voice == "system"
    assert by_line[15].text == "rolled the prompt back to v13"
    assert by_line[15].carried_from is None or by_line[15].carried_from == "N14"


@pytest.mark.parametrize("name", ["teams_paste.txt", "teams_page.txt", "discord_paste.txt"])
def test_other_chats_give_the_time_of_the_header_to_the_message(name: str) -> None:
    carried = [line for line in incident(name).evidence if line.carried]
    assert [line.time.at.hour for line in carried if line.time] == [14, 14, 14]
    assert carried[0].speaker == "Responder A"
    assert len({line.speaker for line in carried}) == 2


@pytest.mark.parametrize("name", ["discord_export.json", "teams_export.json"])
def test_chat_exports_of_other_tools_are_read_by_their_fields(name: str) -> None:
    found = incident(name)
    assert [line.speaker for line in found.evidence] == ["Responder A", "Responder B"]
    assert told(found.evidence)[0][0] == "14:05:10+0000"
    assert "<p>" not in found.evidence[0].text


def test_the_comments_of_a_ticket_have_the_times_of_their_headers() -> None:
    found = told(incident("ticket_servicenow.txt").evidence)
    assert [hour for hour, _ in found] == ["15:20:41+0000", "14:58:02+0000", "14:20:13+0000"]
    (_, opened, fixed) = incident("ticket_jira.json").evidence
    assert opened.time is not None
    assert opened.time.at.isoformat() == "2026-05-04T14:20:13+02:00"
    assert (fixed.line, fixed.speaker) == (9, "Responder B")


def test_a_customers_words_in_a_ticket_are_not_a_responders() -> None:
    voices = [line.voice for line in incident("ticket_zendesk.json").evidence]
    assert voices == [None, "customer", "customer", "responder"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("alertmanager.json", ["triggered", "resolved", "triggered"]),
        ("pagerduty.json", ["triggered", "acknowledged", "resolved"]),
        ("opsgenie.json", ["triggered"]),
    ],
)
def test_an_alert_says_what_happened_and_when(name: str, expected: list[str]) -> None:
    timed = [line for line in incident(name).evidence if line.time is not None]
    for line, state in zip(timed, expected, strict=True):
        assert f"{state}: " in line.text
        assert line.time is not None
        assert not line.time.inferred


def test_an_issue_is_told_with_its_comments() -> None:
    found = incident("github_issue.json")
    assert found.evidence[0].text == "Refund answers disagree with the policy"
    assert [hour for hour, _ in told(found.evidence)] == [
        "14:05:00+0000", "14:31:00+0000", "14:33:00+0000",
    ]  # fmt: skip
    assert [line.voice for line in found.evidence[1:]] == [
        "responder", "responder", "responder", "system",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["transcript.json", "transcript.txt", "transcript_in_notes.md"])
def test_customer_and_assistant_are_told_apart_from_responders(name: str) -> None:
    for line in incident(name).evidence:
        if any(word in line.text for word in ("60 days", "300 friends", "300")):
            assert line.voice == "customer"
        elif any(word in line.text for word in ("90 days to", "You have 90", "5,000")):
            assert line.voice == "assistant"
        else:
            assert line.voice not in ("customer",)


def test_a_conversation_without_roles_on_both_sides_is_no_transcript() -> None:
    found = given_as("n.md", "Customer: three called\nImpact: high\nModel: v3\n")
    assert {line.voice for line in found.evidence} <= {None, "responder"}


@pytest.mark.parametrize("name", ["notes.docx", "notes.html", "notes.pdf"])
def test_a_document_is_read_in_order_and_its_lines_are_counted(name: str) -> None:
    found = incident(name)
    assert [line.line for line in found.evidence] == list(range(1, len(found.evidence) + 1))
    hours = [line.time.at.hour for line in found.evidence if line.time][1:]
    assert hours == sorted(hours)
    assert hours[0] == 13
    assert any("count the lines that were read out of it" in f.message for f in found.findings)
    assert not any("Ignore previous" in line.text for line in found.evidence)


def test_a_table_of_messages_keeps_the_line_of_each_row() -> None:
    found = incident("notes.csv")
    assert [line.line for line in found.evidence] == [2, 2, 4, 5]
    assert found.evidence[-1].speaker == "Responder C"


def test_the_clock_of_a_recording_is_no_time_of_day() -> None:
    found = incident("call.vtt")
    assert [line.line for line in found.evidence] == [5, 9]
    assert [line.speaker for line in found.evidence] == ["Responder A", "Responder B"]
    assert [line.time.at.hour for line in found.evidence if line.time] == [14, 14]


def test_an_unknown_form_is_read_as_text_with_a_notice() -> None:
    found = incident("unknown.json")
    assert "shift-report" in found.evidence[0].text
    (notice,) = [f for f in found.findings if f.rule == "intake"]
    assert (notice.level, notice.where) == ("info", "unknown.json")
    assert "not known here" in notice.message


@pytest.mark.parametrize("name", [n for n in FORMS if n.endswith(".json")])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_export_is_read_as_far_as_it_goes(name: str, share: float) -> None:
    text = (FIXTURES / name).read_text()
    found = given_as(name, text[: int(len(text) * share)])
    assert found.evidence
    assert any(f.rule == "intake" for f in found.findings)


@pytest.mark.parametrize(
    "text",
    [
        '[{"ts": "1772546700.0002", "user": "U04INES001", "text": "up"}, {"ts": null, "user": 7}]',
        '[{"ts": "x", "user": "U1", "text": "a"}, {"ts": "1772546700.1", "user": "U2", "text": 3}]',
        '{"alerts": [{"labels": {}, "startsAt": "yesterday", "annotations": null}]}',
        '{"event": {"event_type": null, "occurred_at": 5, "data": []}}',
        '[{"role": "user", "content": null}, {"role": "assistant", "content": [null, 3, {}]}]',
        '{"comments": [{"body": "x", "user": null, "created_at": []}]}',
        '{"fields": {"summary": 3, "comment": {"comments": {}}}}',
        "[" * 5000 + "]" * 5000,
        "[1, 2, 3]",
        '{"a": ' * 300,
    ],
)
def test_missing_or_odd_fields_are_never_a_crash(text: str) -> None:
    found = given_as("odd.json", text)
    assert found.sources[0].name == "odd.json"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7\nnothing of the kind", "is a PDF that cannot be opened"),
        ("a.docx", b"PK\x03\x04broken", "a.docx"),
        ("a.eml", b"From: a@b.example\nDate: x\nMessage-ID: <1>\n\n", "without readable words"),
    ],
)
def test_a_damaged_document_is_a_notice_beside_good_notes(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "notes.md").write_text("14:05 it broke\n")
    found = read_incident(collect([tmp_path]), day=None, zone=None, stage=lambda _: None)
    assert any(said in finding.message for finding in found.findings)
    assert any(line.text == "14:05 it broke" for line in found.evidence)


_leaf = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12))
_keys = st.sampled_from(
    ["ts", "user", "text", "role", "content", "alerts", "labels", "startsAt", "comments", "body",
     "created_at", "event", "data", "messages", "author", "name", "id", "profile"]
)  # fmt: skip
_tree = st.recursive(
    _leaf, lambda kids: st.lists(kids, max_size=3) | st.dictionaries(_keys, kids, max_size=4)
)


@given(_tree, st.integers(0, 200))
def test_no_json_breaks_the_reading(value: object, cut: int) -> None:
    text = json.dumps(value, indent=1)
    for data in (text, text[:cut]):
        rendering = forms.render(data.encode(), known=forms.Directory())
        lines = data.count("\n") + 1
        assert all(1 <= passage.line <= lines for passage in rendering.passages)


@given(st.text(alphabet="aIR :#>-*[]()14:05PM|\t\n,@.", max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    rendering = forms.render(text.encode(), known=forms.Directory())
    assert len(rendering.passages) <= text.count("\n") + 1


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    for head in (
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"<html>",
        b"From: a\nDate: b\nMIME-Version: 1",
    ):
        with suppress(UnreadableInput):
            forms.render(head + data, known=forms.Directory())
