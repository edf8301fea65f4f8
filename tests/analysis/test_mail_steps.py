"""Mails that were pasted with the last one on top: the first of them is the report."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import draft_incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident

THREAD = (
    "De : Sophie Martin <sophie@assur.example>\nEnvoyé : lundi 4 mai 2026 11:47\n"
    "Objet : RE: Le chatbot annonce un mauvais taux\n\n"
    "Nous avons prévenu les 23 clients.\n\n"
    "De : Sophie Martin <sophie@assur.example>\nEnvoyé : lundi 4 mai 2026 08:31\n"
    "Objet : Le chatbot annonce un mauvais taux\n\n"
    "depuis ce matin le chatbot annonce 3,1 % au lieu de 2,4 %.\n"
)


def drafted(text: str) -> Draft:
    found = read_incident(
        Collected((Input("mails.txt", "note", data=text.encode()),)),
        day=None,
        zone="UTC",
        stage=lambda _: None,
    )
    return draft_incident(found, now=datetime(2026, 5, 9, tzinfo=UTC), stage=lambda _: None)


def test_the_first_mail_of_a_thread_is_the_detection_though_it_stands_last() -> None:
    detected = [e for e in drafted(THREAD).timeline if e.phase == "detected"]
    assert [e.time.strftime("%H:%M") for e in detected if e.time] == ["08:31"]


def test_a_mail_that_speaks_of_a_vague_time_is_told_once_at_its_own() -> None:
    told = [e for e in drafted(THREAD).timeline if "au lieu de" in e.text]
    assert [e.time is not None for e in told] == [True]
