from __future__ import annotations

import pytest

from assistant.intake.redaction.id_checks import CHECKS
from assistant.intake.redaction.people import People
from assistant.intake.redaction.redaction import Redactor


def masked(text: str) -> str:
    return Redactor(People()).line(text)


@pytest.mark.parametrize(
    "line",
    [
        "SSN 212-45-6789 on file",
        "NI number AB 12 34 56 C",
        "Steuer-ID: 86095742719",
        "shown 2 55 08 14 168 025 38 to a stranger",
        "the bot shows 12345678Z",
        "NIE: X1234567L",
        "codice RSSMRA85T10A562S",
        "BSN 111222333",
        "CPF 111.444.777-35",
        "Aadhaar 2341 2341 2346",
        "NRIC S1234567D leaked",
        "PESEL 44051401359",
        "personnummer 811218-9876",
        "passport no: C01234567",
    ],
)
def test_a_number_that_a_state_gave_to_a_person_is_hidden(line: str) -> None:
    assert "[national-id]" in masked(line)


@pytest.mark.parametrize(
    "line",
    [
        "the bot shows 12345678A",
        "NRIC S1234567E is a typo",
        "CPF 111.444.777-36",
        "081109 203615 148 INFO dfs.DataNode",
        "build 260302-1104 deployed",
        "ticket 4711-0815-2342",
    ],
)
def test_a_number_that_fails_its_check_stays(line: str) -> None:
    assert masked(line) == line


LENGTHS = {
    "verhoeff": 12, "iso7064_11_10": 11, "bsn": 9, "belgian": 11, "cpf": 11, "pesel": 11,
    "luhn": 16, "luhn_last_ten": 10, "personnummer": 10, "norwegian": 11, "ean13": 13,
    "nhs": 10, "nif": 9, "tfn": 9, "chinese": 18, "thai": 13, "rut": 9, "turkish": 11,
    "snils": 11, "nir": 15,
}  # fmt: skip


@pytest.mark.parametrize(("name", "length"), LENGTHS.items())
def test_a_check_of_digits_refuses_most_numbers(name: str, length: int) -> None:
    passed = sum(CHECKS[name](str(10 ** (length - 1) + 7919 * n)) for n in range(1000))
    assert passed < 400
