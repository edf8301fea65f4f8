"""Addresses, phones, cards and accounts are hidden in the ways in which people write them."""

from __future__ import annotations

import pytest

from assistant.intake.redaction.people import People
from assistant.intake.redaction.redaction import Redactor


def masked(text: str) -> str:
    return Redactor(People()).line(text)


@pytest.mark.parametrize(
    "written",
    [
        "nora&#64;mail.example",
        "nora&commat;mail.example",
        "nora\\u0040mail.example",
        "nora@mail[.]example",
        "nora@mail(dot)example",
        "nora%40mail%2Eexample",
        "nora -at- mail -dot- example",
        "nora(ät)mail.example",
        "nora at mail punkt example",
        "nora arroba mail punto example",
    ],
)
def test_a_disguised_address_is_hidden(written: str) -> None:
    assert masked(f"bounce for {written} (550)") == "bounce for [email] (550)"


def test_an_address_said_after_the_word_mail_is_hidden() -> None:
    assert masked("his email is nora at mail.example") == "his email is [email]"


@pytest.mark.parametrize(
    "line", ["look at staging.example.com for it", "python -m foo @args.txt", "lodash@4.17.21"]
)
def test_what_only_looks_like_an_address_is_left(line: str) -> None:
    assert masked(line) == line


@pytest.mark.parametrize("written", ["de89370400440532013000", "de89 3704 0044 0532 0130 00"])
def test_an_account_in_small_letters_is_hidden_with_no_word_before_it(written: str) -> None:
    assert masked(f"refund to {written} please") == "refund to [iban] please"


@pytest.mark.parametrize("digest", ["de89370400440532013000ab", "be68539007547035ff00aa11"])
def test_a_digest_that_begins_like_an_account_is_left(digest: str) -> None:
    assert masked(f"commit {digest} merged") == f"commit {digest} merged"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("typed 4111111111111111 12/28 123", "typed [card] 12/28 123"),
        ("typed 4111 1111 1111 1111 12/28 123", "typed [card] 12/28 123"),
        ("cc 3782 822463 10005 exp 0928", "cc [card] exp 0928"),
        ("cc 3782\u00a0822463\u00a010005 exp 0928", "cc [card] exp 0928"),
    ],
)
def test_a_card_ends_before_its_date(line: str, shown: str) -> None:
    assert masked(line) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("call me on 01.42.68.53.00 please", "call me on [phone] please"),
        ("the caller, 8 916 123-45-67, hung up", "the caller, [phone], hung up"),
        ("callback number, 98765 43210, rings out", "callback number, [phone], rings out"),
        ("her mobile number was 13912345678 then", "her mobile number was [phone] then"),
        ('{"contact_phone":"212 555 0198"}', '{"contact_phone":"[phone]"}'),
        ("desk | +7 495 123-45-67 | Example", "desk | [phone] | Example"),
        ("Service desk | 22 12 34 56 | Example Ltd", "Service desk | [phone] | Example Ltd"),
    ],
)
def test_a_phone_number_is_hidden_as_its_country_writes_it(line: str, shown: str) -> None:
    assert masked(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        "P/N 800-555-1234-A",
        "| 100-200-300 | 12 |",
        "version 01.42.68",
        "| 22 12 34 56 | rows",
        "running job 12345678901 of the tin pipeline",
    ],
)
def test_a_number_of_something_else_is_left(line: str) -> None:
    assert masked(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "CNPJ: 11.222.333/0001-81",
        "his CUIT is 20-12345678-6",
        "OIB 69435151530 was typed",
        "CNIC 35202-1234567-1",
        "passport no. is L898902C3",
        "my NIN is 12345678901",
        "TAJ: 123 456 788",
    ],
)
def test_the_number_of_a_person_is_hidden_beside_its_name(line: str) -> None:
    assert "[national-id]" in masked(line)


def test_the_fraction_of_a_second_is_no_number_to_call() -> None:
    line = "--- settings.env 2026-06-18 08:00:00.000000000 +0200"
    assert Redactor(People()).line(line) == line
