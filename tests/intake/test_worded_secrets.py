"""Passwords and tokens that people made of words are hidden where people tell them."""

from __future__ import annotations

import pytest

from assistant.intake.redaction.people import People
from assistant.intake.redaction.redaction import Redactor

NOBODY = People()


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("ssh ops@box-9, password ", "Autumn-0000-sun", " -- then restart"),
        ("pw ", "Harvest2026moon", ""),
        ("pw for grafana is ", "Winter2025", "! btw"),
        ("Passwort für den Index ist jetzt ", "Sommer2026x", ", bitte ändern"),
        ("the share wants token ", "depot-demo-token-0000-blue", "."),
        ("bot token for the export, if anyone needs it: ", "night-heron-token-0000-x", ""),
        ("cards: https://box.example/a?token=", "depot-cards-2210", " and ring me"),
        ("the old key was this one, is it really dead? ", "mk-heron-0000-autumn", ""),
        ("policy key for the portal is ", "nt_live_heron_5550142abc", " if someone else files"),
        ("hook https://hooks.example.com/", "services/T0000/B0000/aVeryFineHook55", ""),
    ],
)
def test_a_secret_made_of_words_is_hidden_where_it_is_told(
    before: str, value: str, after: str
) -> None:
    hidden = Redactor(NOBODY).line(before + value + after)
    assert value not in hidden
    assert hidden.startswith(before)
    assert hidden.endswith(after)


@pytest.mark.parametrize(
    "line",
    [
        "password for the portal is expired since 2026",
        "password reset mails were late since 09:14",
        "the token count-per-call doubled on 2026-05-12",
        "partition key orders-eu-west-1-00042 was hot",
        "the key run is batch-2026-05-12-retry-7",
        "per token gpt-nano-2 costs half",
        "password rotation ticket PROC-3307 is open",
    ],
)
def test_words_after_the_name_of_a_secret_stay_where_they_are_none(line: str) -> None:
    assert Redactor(NOBODY).line(line) == line
