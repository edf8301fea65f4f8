from __future__ import annotations

import phonenumbers
import pytest

from assistant.intake.redaction.people import People
from assistant.intake.redaction.redaction import Redactor

REGIONS = (
    "US", "GB", "DE", "FR", "IT", "ES", "NL", "BE", "CH", "AT", "AU", "NZ",
    "JP", "IN", "BR", "ZA", "SE", "NO", "DK", "FI", "IE", "PL", "PT", "TR",
    "IL", "KR", "SG", "MX",
)  # fmt: skip


def masked(text: str) -> str:
    return Redactor(People()).line(text)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("form", ["INTERNATIONAL", "NATIONAL", "E164"])
def test_a_number_written_the_way_of_its_country_is_hidden(region: str, form: str) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    assert example is not None
    how = getattr(phonenumbers.PhoneNumberFormat, form)
    number = phonenumbers.format_number(example, how)
    assert masked(f"please call {number} after lunch") == "please call [phone] after lunch"


@pytest.mark.parametrize(
    "line",
    [
        "order 123-4567890-1234567 shipped",
        "version 2.12.7.1 released 2026-03-02 11:04:05",
        "amount 1 234 567,89 EUR, took 12 345 678 ms",
        "17/06/09 20:10:40 INFO port 50010 50020 50070",
        "ticket 4711-0815-2342 and isbn 978-3-16-148410-0",
        "call took 1234567 us, callback id 98765432101",
        "the number of requests was 123 456 and 234 567",
    ],
)
def test_ids_amounts_times_and_versions_are_no_phone_numbers(line: str) -> None:
    assert masked(line) == line


def test_a_country_given_makes_its_bare_grouping_a_phone_number() -> None:
    line = "ticket says 512 345 678, confirmed"
    assert masked(line) == line
    assert Redactor(People(), regions=("PL",)).line(line) == "ticket says [phone], confirmed"


def test_a_word_whose_digit_tells_is_not_taken_for_one_that_is_alike() -> None:
    line = "phone7: 12345678"
    assert masked(line) == line
    assert masked("phone1: 12345678") == "phone1: [phone]"


def test_the_parts_of_a_number_written_as_a_whole_are_no_numbers_of_their_own() -> None:
    assert masked("+49 170 1000123, +49 (0)30 1234567 x12") == "[phone], [phone]"
