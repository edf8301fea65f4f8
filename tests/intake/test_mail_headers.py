"""Headers of mails as programs print them, alert mails, and what frames a conversation."""

from __future__ import annotations

import json

import pytest

from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.notes import framing, mail
from assistant.intake.notes.passages import of_text
from assistant.intake.reader import read_incident

THREAD = (
    "Yann Le Goff <yann@mutuelle.example>\tmar. 14 janv. 2025 à 11:05\n"
    "À : Camille Roux <camille@mutuelle.example>\nBonjour Camille,\n\n"
    "Le correctif est en place.\n\n"
    "Camille Roux <camille@mutuelle.example>\tmar. 14 janv. 2025 à 09:12\n"
    "À : Yann Le Goff <yann@mutuelle.example>\n\nLe chatbot donne de mauvais taux.\n"
)
ALERT = (
    "Date: Wed, 19 Nov 2025 03:12:44 +0000\nFrom: Grafana <alerts@grafana.example>\n"
    "Subject: [FIRING:1] RAG empty retrieval rate prod\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n\n**Firing**\n\nRate is 41% (threshold 5%)\n"
)
CHAT = (
    "Conversation 8841\nStarted: 2025-08-04 19:12 CEST\nChannel: web chat\n\n"
    "[19:12:40] Visitor: Can I still cancel my booking for tomorrow?\n"
    "[19:13:25] Bot: Yes, cancelling is free of charge.\n"
    "[19:14:02] Visitor: Are you sure? The mail tells of a fee.\n"
    "[19:14:20] Bot: Yes, I am sure. It is free of charge.\n"
    "[19:20:10] System: Conversation ended by visitor\n"
)


def read(name: str, text: str) -> Incident:
    item = Input(name, "note", data=text.encode())
    return read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None)


def test_a_sender_an_address_and_a_time_on_one_line_head_a_mail() -> None:
    found = read("thread.txt", THREAD).evidence
    carried = [
        (line.text, line.speaker, f"{line.carried.at:%H:%M}") for line in found if line.carried
    ]
    assert carried == [
        ("Le correctif est en place.", "Responder A", "11:05"),
        ("Le chatbot donne de mauvais taux.", "Responder B", "09:12"),
    ]
    assert not any(line.text.startswith("À") or "mar." in line.text for line in found)


def test_a_line_that_says_what_an_address_did_is_no_header() -> None:
    for text in (
        "Mina Osei <mina@clinic.example> restarted the gateway on 4 May 2026 at 10:05",
        "Mina Osei <mina@clinic.example> has no time",
    ):
        assert mail.mark(of_text([text, "and it was fine"]).passages)[0].header is False


def test_a_header_may_begin_with_its_date() -> None:
    text = "Date: Wed, 19 Nov 2025 03:12\nFrom: Mina Osei\nSubject: slow bot\n\nThe bot is slow.\n"
    line = read("m.txt", text).evidence[-1]
    assert line.time is not None
    assert f"{line.time.at:%d %H:%M}" == "19 03:12"
    assert line.speaker == "Responder A"


def test_the_fields_of_a_form_are_no_header_of_a_mail() -> None:
    found = mail.mark(
        of_text(["Date: 4 May 2026", "From: 10:05", "To: 11:40", "", "Slow."]).passages
    )
    assert not any(passage.header for passage in found)


def test_the_subject_of_an_alert_mail_is_what_happened_when_it_was_sent() -> None:
    lines = {line.text: line for line in read("alert.eml", ALERT).evidence}
    alert = lines["[FIRING:1] RAG empty retrieval rate prod"]
    assert alert.carried is not None
    assert alert.voice == "system"
    assert alert.line == 3


@pytest.mark.parametrize(
    ("subject", "alerts"),
    [
        ('ALARM: "bot-latency" in EU (Ireland)', True),
        ("[Recovered] Model p95 is high", True),
        ("Monitor is DOWN: helpbot", True),
        ("Re: [FIRING:1] RAG empty retrieval rate", False),
        ("Weekly report: alerts of last week", False),
        ("ok, I look at it", False),
    ],
)
def test_an_alert_is_known_by_how_its_subject_begins(subject: str, alerts: bool) -> None:
    assert mail.alerts(subject) is alerts


def test_the_start_and_the_end_of_a_conversation_are_no_steps() -> None:
    found = read("chat.txt", CHAT)
    texts = [line.text for line in found.evidence]
    assert texts[1] == "Date: 2025-08-04 (CEST)"
    assert not any("ended" in text for text in texts)
    first = next(line.time for line in found.evidence if line.voice == "customer")
    assert first is not None
    assert first.at.isoformat() == "2025-08-04T19:12:40+02:00"


def test_the_start_of_an_incident_above_a_conversation_stays() -> None:
    text = CHAT.replace("Conversation 8841", "Booking bot is wrong").replace(
        "Channel: web chat\n", ""
    )
    assert "Started: 2025-08-04 19:12 CEST" in [line.text for line in read("n.txt", text).evidence]


def test_an_exported_conversation_is_read_without_the_word_of_its_end() -> None:
    turns = [
        {"role": "user", "content": "Can I cancel?"},
        {"role": "assistant", "content": "Yes, free of charge."},
        {"role": "system", "content": "Chat closed due to inactivity"},
    ]
    assert len(read("c.json", json.dumps({"messages": turns})).evidence) == 2


@pytest.mark.parametrize(
    ("words", "frames"),
    [
        ("Conversation ended by visitor", True),
        ("The chat was closed.", True),
        ("Visitor left the chat", True),
        ("Das Gespräch wurde von Besucher beendet", True),
        ("The session store ended up full", False),
        ("Conversation memory was closed too early, answers are wrong", False),
        ("Chat is slow", False),
    ],
)
def test_only_words_of_a_beginning_or_an_end_frame_a_conversation(words: str, frames: bool) -> None:
    assert framing.is_frame(words) is frames
