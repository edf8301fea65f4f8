"""Chats as their tools export them: whose clock their times are by, and what is no message."""

from __future__ import annotations

import json

from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident


def given(**files: object) -> Incident:
    inputs = [
        Input(f"{name}.json", "note", data=json.dumps(value).encode())
        for name, value in files.items()
    ]
    return read_incident(Collected(tuple(inputs)), day=None, zone=None, stage=lambda _: None)


def told(found: Incident) -> list[tuple[str, str]]:
    return [
        (line.time.at.isoformat() if line.time else "?", line.text.partition(": ")[2])
        for line in found.evidence
    ]


def test_messages_of_google_chat_have_their_times_and_words() -> None:
    message = {
        "creator": {"name": "Ines Roca", "email": "ines@firm.example", "user_type": "Human"},
        "created_date": "Thursday, 5 November 2026 at 07:58:11 UTC",
        "text": "the filter is off",
        "topic_id": "a1",
        "quoted_message_metadata": {"creator": {"name": "Bo Chen"}, "text": "what is off?"},
    }
    american = {
        **message,
        "created_date": "Thursday, November 5, 2026 at 8:09:10\u202fAM UTC",
        "text": "it is on again",
    }
    assert told(given(chat={"messages": [message, american]})) == [
        ("2026-11-05T07:58:11+00:00", "the filter is off"),
        ("2026-11-05T08:09:10+00:00", "it is on again"),
    ]


def test_an_app_of_google_chat_is_no_person() -> None:
    message = {
        "creator": {"name": "Watchman", "user_type": "Bot"},
        "created_date": "Thursday, 5 November 2026 at 07:58:11 UTC",
        "text": "recall is low",
    }
    assert [line.voice for line in given(chat={"messages": [message]}).evidence] == ["system"]


def test_times_of_telegram_are_taken_by_their_epoch_and_not_by_the_writer_s_clock() -> None:
    message = {
        "id": 2,
        "type": "message",
        "date": "2026-05-02T09:05:11",
        "date_unixtime": "1777705511",
        "from": "Ines Roca",
        "text": ["one show is ", {"type": "bold", "text": "everywhere"}],
    }
    later = {**message, "id": 3, "date_unixtime": "1777705571", "text": "looking"}
    found = given(chat={"name": "oncall", "messages": [message, later]})
    assert [at for at, _ in told(found)][-1] == "2026-05-02T07:06:11+00:00"


def test_a_date_that_can_be_read_in_two_ways_is_no_time_of_a_message() -> None:
    message = {"author": "Ines Roca", "date": "5/6/2026 07:58", "text": "the filter is off"}
    lines = given(chat={"messages": [message, message]}).evidence
    assert not any(line.time and not line.time.inferred for line in lines)


def test_nothing_is_said_in_the_list_of_channels_of_an_export() -> None:
    channel = {"id": "C01ABCDEF", "name": "ops", "created": 1700000000, "members": ["U01ABCDEF"]}
    message = {"type": "message", "user": "U01ABCDEF", "ts": "1787223900.000200", "text": "on it"}
    found = given(channels=[channel], ops=[message, {**message, "ts": "1787223901.000200"}])
    assert {line.source for line in found.evidence} == {"ops.json"}
    assert any("lists channels" in finding.message for finding in found.findings)


def test_a_date_that_slack_writes_for_each_reader_is_told_as_the_moment_it_is() -> None:
    message = {
        "type": "message",
        "user": "U01ABCDEF",
        "ts": "1790000360.000200",
        "text": "live <!date^1789995600^{date_short} at {time}|Sep 21 at 1:00 PM>, rolling back",
    }
    found = given(ops=[message, {**message, "ts": "1790000361.000200", "text": "done"}])
    assert told(found)[0][1] == "live 2026-09-21T13:00:00+00:00, rolling back"


def test_what_a_chat_tool_did_is_no_message() -> None:
    message = {
        "id": "1",
        "type": "Default",
        "timestamp": "2026-11-03T17:48:12+00:00",
        "content": "short answers",
        "author": {"name": "kit_o", "isBot": False},
    }
    thread = {**message, "id": "2", "type": "ThreadCreated", "content": "started a thread."}
    found = given(chat={"guild": {"name": "x"}, "messages": [message, thread], "messageCount": 2})
    assert [words for _, words in told(found)] == ["short answers"]
