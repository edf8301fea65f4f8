from __future__ import annotations

import time

import pytest

from assistant.intake.alike import alike
from assistant.intake.redaction.hostile import instruction_in
from assistant.intake.redaction.people import People, gather
from assistant.intake.redaction.redaction import Redactor
from assistant.intake.redaction.suspicion import look, looks_plain

UNITS = [
    "a", "1 ", "a.", "@", "=", "password=", "://a:", "-", "eyJ", ":", "0", "A", "Ab ", "_", "sk_a_",
    "key ",
    "docker login ", "mysql ", "(0", "+49 ", "12-", "A1", "%41", "ignore previous ", "' + '",
    "a at b dot ", "system: ", "--- end of ", "é", "\\", "[", "customer: A", "Dear A",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_line_is_read_in_time_that_grows_with_its_length(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.perf_counter()
    Redactor(People()).line(text)
    gather([text])
    instruction_in(text)
    assert time.perf_counter() - began < 12


def test_what_was_seen_once_does_not_hide_what_differs_in_digits_only() -> None:
    redactor = Redactor(People())
    assert redactor.line("call 123 456 at 7") == "call 123 456 at 7"
    assert redactor.line("seen 10.0.0.1") == "seen 10.0.0.1"
    assert redactor.line("seen 1.7.6.5 ") == "seen 1.7.6.5 "
    assert redactor.line("from 81.77.6.5 ") == "from [ip] "
    assert redactor.line("id 212-45-6789.") == "id [national-id]."
    assert redactor.line("id 000-45-6789.") == "id 000-45-6789."


def test_addresses_can_be_kept() -> None:
    redactor = Redactor(People(), keep=frozenset({"ip"}))
    assert redactor.line("from 8.8.4.4 to ana@acme.io") == "from 8.8.4.4 to [email]"


def test_a_shape_that_looks_plain_has_no_line_worth_a_rule() -> None:
    for line in ("call 0170 1234567", "#00491701234567", "id 20 04"):
        assert look(line) == 0 or not looks_plain(alike(line)), line
    assert looks_plain(alike("14:05 rolled back for 12 users"))
